"""The conversation as messages for a model, built from rows each time; nothing else is stored."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)

from panager.llm.untrusted import RULE, block

INSTRUCTIONS = """\
You are {name}, a personal manager in direct messages. You remind people and you tell the truth
about what you did. Answer in the language of the person's last message, briefly.
Use the tools for everything about reminders. Pass time phrases exactly as the person wrote them;
never compute a date yourself. Say that a reminder is set only after a tool said "scheduled", and
then repeat the due time in full as the tool gave it. When a tool says "unclear", ask.
When the person says where they are, call set_time_zone; while the zone is not confirmed, a place
or an offset alone is the answer to our question for it.
{rule}

name: {name}
now: {now}
zone: {zone}
zone_confirmed: {zone_confirmed}
language: {language}"""
OUR_NAME = "Panager"


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that the person wrote; `position` is its number in the conversation."""

    text: str
    position: int


@dataclass(frozen=True, kw_only=True)
class Thought:
    """A model call that wanted tools. `read_upto`: the last position that it had read."""

    text: str
    calls: list[dict[str, Any]]
    results: dict[str, dict[str, Any]]
    """By call id; without all of them the call was abandoned and is left out."""
    read_upto: int


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One turn: what was said, what was thought, and, once over, what was answered."""

    said: Sequence[Said]
    thoughts: Sequence[Thought]
    answered: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Setting:
    """When, for whom and as whom a model answers."""

    now: datetime
    zone: ZoneInfo
    zone_confirmed: bool
    """Whether the person said so; else it is what we take it to be."""
    language: Literal["ko", "en"]
    name: str | None
    """What the person calls us; None for our own name."""


def build(exchanges: Iterable[Exchange], setting: Setting) -> list[BaseMessage]:
    """The system message, then every exchange in order."""
    system = INSTRUCTIONS.format(
        # In one line, so that a name cannot pass for another line of these.
        name=" ".join((setting.name or OUR_NAME).split()),
        now=setting.now.astimezone(setting.zone).isoformat(timespec="seconds"),
        zone=setting.zone.key,
        zone_confirmed="yes" if setting.zone_confirmed else "no",
        language=setting.language,
        rule=RULE,
    )
    messages: list[BaseMessage] = [SystemMessage(system)]
    for exchange in exchanges:
        messages.extend(_exchange(exchange))
    return messages


def _exchange(exchange: Exchange) -> Iterable[BaseMessage]:
    said = list(exchange.said)
    for thought in exchange.thoughts:
        if any(call["id"] not in thought.results for call in thought.calls):
            continue
        while said and said[0].position <= thought.read_upto:
            yield HumanMessage(said.pop(0).text)
        yield AIMessage(thought.text, tool_calls=[_call(call) for call in thought.calls])
        for call in thought.calls:
            result = json.dumps(thought.results[call["id"]], ensure_ascii=False)
            yield ToolMessage(block(call["name"], result), tool_call_id=call["id"])
    yield from (HumanMessage(message.text) for message in said)
    yield from (AIMessage(text) for text in exchange.answered)


def _call(call: dict[str, Any]) -> ToolCall:
    return ToolCall(name=call["name"], args=call["args"], id=call["id"])
