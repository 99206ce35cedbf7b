"""The call that a result answers, and what most wordings take from both."""

from collections.abc import Sequence
from typing import Protocol

from panager.replies.results import ReminderView, ToolResult
from panager.sentences import Language, say


class AnsweredCall(Protocol):
    """A tool call, as far as the wording of its result needs it."""

    @property
    def tool(self) -> str:
        """Its name."""

    def word(self, name: str) -> str:
        """An argument that is a text; "" for none."""


def text_of(call: AnsweredCall, result: ToolResult) -> str:
    """What the reminder says, by the result or else in the words of the call."""
    return result.text or call.word("text") or call.word("which")


def numbered(reminders: Sequence[ReminderView], language: Language) -> list[str]:
    """One line for each reminder, with its number in the list."""
    return [
        say(language, "done.line", number=one.number, due=one.due, text=one.text)
        + (f" · {one.repeats}" if one.repeats else "")
        for one in reminders
    ]
