"""What a card says, and what its outcome says."""

from datetime import datetime

from activities.actions.kinds import ActionKind
from activities.actions.voice import Voice
from panager.contracts.action import ActionState
from panager.db.actions import Action
from panager.llm.results import Status, ToolResult


def card_text(shown: str, voice: Voice, expires_at: datetime) -> str:
    """Exactly what would be done (`shown`), how to answer, and until when."""
    how = voice.say(f"action.how_{voice.channel}", until=voice.render(expires_at))
    return f"{shown}\n{how}"


def outcome_text(kind: ActionKind, action: Action, voice: Voice) -> str:
    """How an action ended."""
    title = kind.title(action.args, voice)
    if action.state is not ActionState.DONE:
        return voice.say(f"action.ended_{action.state}", title=title)
    result = ToolResult.model_validate(action.result)
    if result.status is Status.FAILED:
        return voice.say("action.ended_failed", title=title)
    return kind.outcome(action.args, result, voice)
