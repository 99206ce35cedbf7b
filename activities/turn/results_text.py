"""What the tools of a turn have answered, in the words of code: no model stands behind these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from panager.db.conversation.turns import CurrentTurn
from panager.replies import wording
from panager.replies.results import DONE, Status, ToolResult
from panager.sentences import Language

NOT_DONE = (Status.WAITING,)
"""Of what needs no second time, that which has changed nothing yet."""


@dataclass(frozen=True, kw_only=True)
class ToldCall:
    """A call as its wording reads it."""

    tool: str
    args: dict[str, Any]

    def word(self, name: str) -> str:
        """An argument that is a text; "" for none."""
        value = self.args.get(name)
        return value if isinstance(value, str) else ""


def told_of(turn: CurrentTurn) -> Sequence[tuple[ToldCall, ToolResult]]:
    """Every call of the turn that has a result, in the order in which they were made."""
    calls = {
        (step.number, call["id"]): ToldCall(tool=call["name"], args=call["args"])
        for step in turn.steps
        if step.kind == "think"
        for call in step.body["calls"]
    }
    return [
        (calls[step.number, step.call_id], _in_one_line(ToolResult.model_validate(step.body)))
        for step in turn.results
        if (step.number, step.call_id) in calls
    ]


def texts_looked_up(turn: CurrentTurn) -> Sequence[str]:
    """What people and strangers wrote, as tools of the turn have found it."""
    results = [ToolResult.model_validate(step.body) for step in turn.results]
    return [
        text
        for result in results
        for text in (
            result.text,
            result.name,
            result.place,
            *(reminder.text for reminder in result.reminders),
            *(part for page in result.pages for part in (page.title, page.content)),
        )
        if text
    ]


def _in_one_line(result: ToolResult) -> ToolResult:
    """The result with its text in one line, so that a title cannot pass for a line of ours."""
    return result.model_copy(update={"text": " ".join(result.text.split())})


def changes_told(turn: CurrentTurn, language: Language) -> Sequence[str]:
    """One text for each thing that the turn has changed."""
    return [
        wording.word(call, result, language, among_others=True)
        for call, result in told_of(turn)
        if _is_changed(result)
    ]


def _is_changed(result: ToolResult) -> bool:
    if result.status is Status.COMPLETED and result.due:
        return False  # before its time it stays as it is
    return result.status in DONE and result.status not in NOT_DONE
