"""The conversation as messages for a model, built from rows each time; nothing else is stored."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)

from panager.llm.clipping import clipped
from panager.llm.dialects.chunks import REASONED_BY, REASONING
from panager.llm.facts import with_facts
from panager.llm.prompts import NO_CONTEXT, Context, Setting, facts_prompt, system_prompt
from panager.llm.untrusted import block

CALL_ID_LENGTH: Final = 9
EVENT: Final = "(An event; the person did not write this.)"
_EVENT: Final = "panager_event"


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that the person wrote; `position` is its number in the conversation."""

    text: str
    position: int
    is_event: bool = False
    """Whether it is ours instead: how something ended that the person was asked for."""


@dataclass(frozen=True, kw_only=True)
class Thought:
    """A model call that proposed tool calls. `read_upto`: the last position that it had read."""

    text: str
    calls: list[dict[str, Any]]
    results: dict[str, dict[str, Any]]
    """By call id; without all of them the call was abandoned and is left out."""
    read_upto: int
    reasoning: str = ""
    """What the model thought before; some want to hear it again in the same turn."""
    model: str = ""
    """The model that thought so; no other model is shown it."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One turn: what was said, what was thought, and, once over, what was answered."""

    said: Sequence[Said]
    thoughts: Sequence[Thought]
    answered: Sequence[str] = ()


def build(
    exchanges: Iterable[Exchange], setting: Setting, context: Context = NO_CONTEXT
) -> list[BaseMessage]:
    """The system message, then every exchange in order, all of it whole, and the facts."""
    messages: list[BaseMessage] = [SystemMessage(system_prompt(setting, context.summary))]
    for exchange in exchanges:
        messages.extend(messages_of(exchange))
    return with_facts(messages, facts_prompt(setting, context))


def messages_of(exchange: Exchange, *, result_tokens: int | None = None) -> list[BaseMessage]:
    """One turn; results of tools are cut to so many tokens each (None: not at all)."""
    return list(_messages_of(exchange, result_tokens))


def _messages_of(exchange: Exchange, result_tokens: int | None) -> Iterable[BaseMessage]:
    said = list(exchange.said)
    for thought in exchange.thoughts:
        if any(call["id"] not in thought.results for call in thought.calls):
            continue
        while said and said[0].position <= thought.read_upto:
            yield _said(said.pop(0))
        yield AIMessage(
            thought.text,
            tool_calls=[_call(call, thought) for call in thought.calls],
            additional_kwargs=_reasoning(thought),
        )
        for call in thought.calls:
            result = _result(thought.results[call["id"]], result_tokens)
            yield ToolMessage(block(call["name"], result), tool_call_id=_call_id(call, thought))
    yield from (_said(message) for message in said)
    yield from (AIMessage(text) for text in exchange.answered)


def is_event(message: BaseMessage) -> bool:
    """Whether the person did not write it. No text can say so, and none can hide it."""
    return bool(message.additional_kwargs.get(_EVENT))


def _said(message: Said) -> HumanMessage:
    if not message.is_event:
        return HumanMessage(message.text)
    # Servers know no better role: what is called system is an instruction to them.
    text = f"{EVENT}\n{block('event', message.text)}"
    return HumanMessage(text, additional_kwargs={_EVENT: True})


def _result(body: dict[str, Any], tokens: int | None) -> str:
    if tokens is None:
        return json.dumps(body, ensure_ascii=False)
    return clipped(body, tokens)


def _call(call: dict[str, Any], thought: Thought) -> ToolCall:
    return ToolCall(name=call["name"], args=call["args"], id=_call_id(call, thought))


def _call_id(call: dict[str, Any], thought: Thought) -> str:
    """Nine letters and digits, which is what Mistral insists on and all others take."""
    told = f"{thought.read_upto}:{call['id']}".encode()
    return sha256(told).hexdigest()[:CALL_ID_LENGTH]


def _reasoning(thought: Thought) -> dict[str, Any]:
    if not thought.reasoning:
        return {}
    return {REASONING: thought.reasoning, REASONED_BY: thought.model}
