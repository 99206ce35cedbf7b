"""What the messages tell: when and for whom we answer, and the exchanges so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)
from pydantic import ValidationError

from panager import when
from panager.contracts import limits
from panager.llm import carried
from panager.llm.facts import split_facts, without_facts
from panager.llm.offline.steps import Call
from panager.llm.transcript import is_event
from panager.llm.untrusted import unwrap
from panager.replies.results import Status, ToolResult
from panager.sentences import Language


@dataclass(frozen=True)
class Setting:
    """When and for whom words are understood, as the system message tells it."""

    now: datetime
    zone: ZoneInfo
    language: Language
    name: str = "Panager"
    """What the person calls us."""
    habits: when.Habits = when.USUAL
    """What the person means by words of the day."""

    def understand(self, text: str) -> when.Understanding:
        """What the text says about time, for somebody who wants to be reminded."""
        heard = when.understand(text, zone=self.zone, now=self.now, habits=self.habits)
        return when.for_reminder(heard, now=self.now)


def read_setting(messages: Sequence[BaseMessage]) -> Setting:
    """The setting in the system message and the facts; ValueError if these tell no time."""
    is_told = bool(messages) and isinstance(messages[0], SystemMessage)
    lines = _facts(messages[0].text) | _facts(split_facts(messages[-1].text)[1]) if is_told else {}
    if "now" not in lines:
        raise ValueError('neither the system message nor the facts have a line "now: <ISO time>"')
    return Setting(
        now=datetime.fromisoformat(lines["now"]),
        zone=ZoneInfo(lines.get("zone", "UTC")),
        language="ko" if lines.get("language", "en").startswith("ko") else "en",
        name=lines.get("name", "Panager"),
        habits=when.parse_habits(lines.get("habits", "")),
    )


def _facts(text: str) -> dict[str, str]:
    return dict(
        re.findall(r"^(name|now|zone|language|habits):[ \t]*(\S.*?)[ \t]*$", text, re.MULTILINE)
    )


@dataclass
class Exchange:
    """One batch of messages from the person and everything up to the next one."""

    humans: list[str] = field(default_factory=list)
    calls: dict[str, Call] = field(default_factory=dict)
    """The tool calls, by their id."""
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
    for message in without_facts(messages):
        is_human = isinstance(message, HumanMessage)
        if is_human and not follows_human:
            found.append(Exchange())
        if found:
            _add(found[-1], message)
        follows_human = is_human
    return found


def _add(exchange: Exchange, message: BaseMessage) -> None:
    match message:
        case HumanMessage() if is_event(message):
            pass  # an exchange without words of the person is about events
        case HumanMessage():
            exchange.humans.append(carried.words_of(message.text) or message.text)
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
