"""Words for what a tool answered to a command or a button."""

from dataclasses import dataclass

from panager.bot.visitors import Visitor
from panager.replies import wording
from panager.replies.results import ToolResult

SHOWN = 150
"""Characters of a reminder's text on a list."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The call as its wording knows it."""

    tool: str
    text: str = ""
    when: str = ""

    def word(self, name: str) -> str:
        """An argument; "" for none."""
        return {"text": self.text, "when": self.when}.get(name, "")


def word(visitor: Visitor, asked: Asked, result: ToolResult) -> str:
    """A sentence or two in the person's language."""
    return wording.word(asked, result, visitor.person.language, among_others=False)


def clip(text: str, length: int = SHOWN) -> str:
    """In one line, and not longer than this."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
