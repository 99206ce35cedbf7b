"""What the model can decide to do about one message."""

from dataclasses import dataclass, replace
from typing import Literal

type Slot = Literal["when", "text", "which", "nag", "start", "end", "hours", "card"]
"""The argument that is asked for; "hours" are both ends of the quiet hours.
"card" is none: only the person can answer a card."""


@dataclass(frozen=True)
class Call:
    """Call a tool."""

    tool: str
    args: dict[str, str | bool]

    def word(self, name: str) -> str:
        """An argument that is a text; "" for none."""
        value = self.args.get(name)
        return value if isinstance(value, str) else ""

    def having(self, **args: str | bool) -> "Call":
        """The same call with these arguments set."""
        return replace(self, args={**self.args, **args})


@dataclass(frozen=True)
class Ask:
    """Ask for what a call still lacks; `key` is the question in the catalogue."""

    key: str
    call: Call
    slot: Slot


@dataclass(frozen=True)
class Say:
    """Say a sentence of the catalogue."""

    key: str


type Step = Call | Ask | Say
