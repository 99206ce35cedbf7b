"""The tool calls that a model proposes, as they are stored; nonsense is answered at once.

Nothing that a model says here is taken on trust: neither the names, nor the ids, nor that the
arguments are JSON, nor that it has not asked for the same a hundred times.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from langchain_core.messages import AIMessageChunk
from pydantic import BaseModel, ValidationError

from activities.calls.refusals import wrong, wrong_arguments
from panager.contracts import limits
from panager.db.conversation.turns import Step
from panager.llm.dialects.arguments import read_arguments
from panager.llm.tool_declaration import Policy, Tool
from panager.llm.untrusted import stripped
from panager.replies.results import DONE, Status, ToolResult

NOT_JSON: Final = "the arguments are no JSON object"
_NOT_IN_A_NAME: Final = re.compile(r"[^a-zA-Z0-9_-]")
_LONGEST_NAME: Final = 64
"""What servers take when they hear of the call again."""


@dataclass(frozen=True, kw_only=True)
class ProposedCall:
    """One call that a model proposes; `refusal` is its result when it is not to be run at all."""

    call_id: str
    name: str
    args: dict[str, Any]
    refusal: ToolResult | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The call as a step keeps it."""
        whole = {"id": self.call_id, "name": self.name, "args": self.args}
        return whole if self.refusal is None else {**whole, "refused": True}


def proposed_calls(
    message: AIMessageChunk, *, step: int, tools: Mapping[str, Tool], before: Sequence[Step] = ()
) -> list[ProposedCall]:
    """The calls in the order of the model, with ids of ours.

    The model sees the refusals and may do better. `before` are the steps of the turn so far. Only
    as many are kept as may run, and one more that says so.
    """
    chunks = message.tool_call_chunks[: limits.MAX_CALLS + 1]
    proposed: list[ProposedCall] = []
    for place, chunk in enumerate(chunks):
        # `tool_calls` would complete half of the JSON of a stream that was cut.
        args = _object(chunk["args"] or "")
        name = _NOT_IN_A_NAME.sub("_", chunk["name"] or "")[:_LONGEST_NAME] or "unnamed"
        refusal = (
            ToolResult(status=Status.TOO_MANY_CALLS)
            if place == limits.MAX_CALLS
            else _refusal(name, args, tools, before)
        )
        proposed.append(
            ProposedCall(
                call_id=f"call_{step}_{place}", name=name, args=args or {}, refusal=refusal
            )
        )
    return proposed


def is_looping(steps: Sequence[Step], read_upto: int) -> bool:
    """Whether the model only asks for what is refused, and nobody has said anything since."""
    thoughts = [s for s in steps if s.kind == "think" and s.body["calls"]]
    last = thoughts[-limits.MAX_REFUSED_STEPS :]
    return len(last) == limits.MAX_REFUSED_STEPS and all(
        thought.body["read_upto"] == read_upto
        and all(call.get("refused") for call in thought.body["calls"])
        for thought in last
    )


def _object(text: str) -> dict[str, Any] | None:
    """Parse the arguments, where nothing is as good as {}; None when they make no sense."""
    if len(text) > limits.MAX_ARGUMENTS:
        return None
    try:
        found = read_arguments(text)
    except RecursionError:
        return None
    cleaned = stripped(found)
    return cleaned if isinstance(cleaned, dict) else None


def _refusal(
    name: str, args: dict[str, Any] | None, tools: Mapping[str, Tool], before: Sequence[Step]
) -> ToolResult | None:
    tool = tools.get(name)
    if tool is None:
        return ToolResult(status=Status.UNKNOWN_TOOL)
    if args is None:
        return wrong(NOT_JSON)
    return _invalid(tool.args, args) or _repeated(name, args, tool, before)


def _invalid(kind: type[BaseModel], args: dict[str, Any]) -> ToolResult | None:
    try:
        kind.model_validate(args)
    except ValidationError as error:
        return wrong_arguments(error)
    return None


def _repeated(
    name: str, args: dict[str, Any], tool: Tool, before: Sequence[Step]
) -> ToolResult | None:
    """The result that the same call had, when doing it again would be too much."""
    had = [ToolResult.model_validate(body) for body in _results(name, args, before)]
    done = [result for result in had if tool.policy is not Policy.READ and result.status in DONE]
    if not done and len(had) < limits.MAX_SAME_CALLS:
        return None
    earlier = (done or had)[-1]
    return ToolResult(
        status=Status.REPEATED,
        detail=earlier.status,
        text=earlier.text,
        due=earlier.due,
        repeats=earlier.repeats,
        reminder_id=earlier.reminder_id,
    )


def _results(name: str, args: dict[str, Any], before: Sequence[Step]) -> list[dict[str, Any]]:
    """The results that the same call had in earlier steps, where it was run."""
    results = {(step.number, step.call_id): step.body for step in before if step.kind == "tool"}
    return [
        results[thought.number, call["id"]]
        for thought in before
        if thought.kind == "think"
        for call in thought.body["calls"]
        if (call["name"], call["args"]) == (name, args)
        and not call.get("refused")
        and (thought.number, call["id"]) in results
    ]
