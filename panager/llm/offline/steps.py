"""What the model can decide to do about one message."""

from dataclasses import dataclass, replace
from typing import Literal

type Slot = Literal["when", "text", "which"]


@dataclass(frozen=True)
class Call:
    """Call a tool."""

    tool: str
    args: dict[str, str]

    def having(self, slot: Slot, value: str) -> "Call":
        """The same call with one argument set."""
        return replace(self, args={**self.args, slot: value})


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
