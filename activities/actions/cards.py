"""What a card says, and what its outcome says."""

from datetime import datetime

from activities.actions.action_kind import ActionKind
from activities.actions.localizer import Localizer
from panager.contracts.action import ActionState
from panager.contracts.channels import traits_of
from panager.db.actions.actions import Action
from panager.replies.results import Status, ToolResult


def card_text(shown: str, localizer: Localizer, expires_at: datetime) -> str:
    """Exactly what would be done (`shown`), how to answer, and until when."""
    way = "buttons" if traits_of(localizer.channel).has_buttons else "words"
    how = localizer.say(f"action.how_{way}", until=localizer.render(expires_at))
    return f"{shown}\n{how}"


def outcome_text(kind: ActionKind, action: Action, localizer: Localizer) -> str:
    """How an action ended; of one that counts no more, what its card says from now on."""
    if action.is_void:
        return localizer.say(f"action.card_{'stopped' if action.is_withdrawn else 'replaced'}")
    title = kind.title(action.args, localizer)
    if action.state is not ActionState.DONE:
        return localizer.say(f"action.ended_{action.state}", title=title)
    result = ToolResult.model_validate(action.result)
    if result.status is Status.FAILED:
        return localizer.say("action.ended_failed", title=title)
    return kind.outcome(action.args, result, localizer)
