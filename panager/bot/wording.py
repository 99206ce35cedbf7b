"""Words for what a tool answered to a command or a button."""

from dataclasses import dataclass

from panager.bot.visitors import Visitor
from panager.replies import wording
from panager.replies.results import ToolResult


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
