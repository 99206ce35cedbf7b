"""The tool calls that a model wants, as they are stored; nonsense is answered at once."""

from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage

from panager.llm.registry import TOOLS
from panager.llm.results import Status, ToolResult
from panager.llm.untrusted import stripped


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One call. `refusal` is its result when it is not to be run at all."""

    call_id: str
    name: str
    args: dict[str, Any]
    refusal: ToolResult | None = None

    @property
    def body(self) -> dict[str, Any]:
        """As a step keeps it."""
        whole = {"id": self.call_id, "name": self.name, "args": self.args}
        return whole if self.refusal is None else {**whole, "refused": True}


def wanted_calls(message: AIMessage) -> list[Wanted]:
    """In the order of the model; the model sees the refusals and may do better."""
    return [
        Wanted(
            call_id=call["id"] or f"call_{n}",
            name=call["name"],
            args={key: stripped(each) for key, each in call["args"].items()},
            refusal=None if call["name"] in TOOLS else ToolResult(status=Status.FAILED),
        )
        for n, call in enumerate(message.tool_calls)
    ]
