"""The messages so far, cut into exchanges: what the person wrote, the tools called, the reply."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolCall, ToolMessage
from pydantic import ValidationError

from panager.contracts import limits
from panager.llm.offline import words
from panager.llm.offline.steps import Call
from panager.llm.untrusted import unwrap
from panager.replies.results import Status, ToolResult


@dataclass
class Exchange:
    """One batch of messages from the person and everything up to the next one."""

    humans: list[str] = field(default_factory=list)
    calls: dict[str, Call] = field(default_factory=dict)
    """By tool call id."""
    results: list[tuple[Call, ToolResult]] = field(default_factory=list)
    rounds: int = 0
    """How many messages with tool calls there were."""
    reply: str = ""

    @property
    def is_too_long(self) -> bool:
        """Whether several messages are longer together than one may be, of which each is read."""
        return len(self.humans) > 1 and sum(map(len, self.humans)) > limits.MAX_TEXT


def exchanges(messages: Sequence[BaseMessage]) -> list[Exchange]:
    """Oldest first. Messages before the first of the person (a reminder that came) are left out."""
    found: list[Exchange] = []
    follows_human = False
    for message in messages:
        is_human = isinstance(message, HumanMessage)
        if is_human and not follows_human:
            found.append(Exchange())
        if found:
            _add(found[-1], message)
        follows_human = is_human
    return found


def _add(exchange: Exchange, message: BaseMessage) -> None:
    match message:
        case HumanMessage():
            exchange.humans.append(words.spoken(message.text))
        case AIMessage() if message.tool_calls:
            exchange.rounds += 1
            exchange.calls |= {call["id"] or "": _call(call) for call in message.tool_calls}
        case AIMessage():
            exchange.reply += message.text
        case ToolMessage():
            call = exchange.calls.get(message.tool_call_id, Call(message.name or "", {}))
            exchange.results.append((call, _result(message)))
        case _:
            pass


def _call(call: ToolCall) -> Call:
    return Call(
        call["name"],
        {
            name: value if isinstance(value, bool) else str(value)
            for name, value in call["args"].items()
            if value is not None
        },
    )


def _result(message: ToolMessage) -> ToolResult:
    """What the tool answered; an answer that is not one of ours counts as a failure."""
    try:
        return ToolResult.model_validate_json(unwrap(message.text))
    except ValidationError:
        return ToolResult(status=Status.FAILED)
