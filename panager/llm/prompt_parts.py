"""Everything that a model is shown for one step, cut to a number of tokens."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from langchain_core.messages import BaseMessage, SystemMessage

from panager.llm.facts import border, with_facts
from panager.llm.prompts import (
    NO_CONTEXT,
    Context,
    Setting,
    facts_prompt,
    system_prompt,
    version,
)
from panager.llm.tokens import count_text_tokens, count_tokens
from panager.llm.transcript import Exchange, build, messages_of

OLD_RESULT: Final = 1_000
"""Tokens of a tool's result in an ended turn."""
SHORTEST_RESULT: Final = 100
"""Tokens of a tool's result when there is hardly any room."""


HANDFUL: Final = 5
"""Turns that are left out together."""


@dataclass(frozen=True, kw_only=True)
class PromptParts:
    """What a prompt is made of; the newest of it is kept longest."""

    setting: Setting
    context: Context
    past: Sequence[Exchange]
    """Ended turns, oldest first."""
    current: Exchange
    tools: Sequence[dict[str, Any]]
    """Schemas; they take room as well."""
    is_metered: bool
    """Whether tokens count: for the built-in model they do not."""

    @property
    def version(self) -> str:
        """The version of the templates."""
        return version("system", "facts")

    def messages(self, tokens: int) -> list[BaseMessage]:
        """At most so many tokens, tools included, unless the current turn alone takes more."""
        if not self.is_metered:
            return build([*self.past, self.current], self.setting, self.context)
        newest = self._newest(tokens - tools_tokens(self.tools), tokens)
        past = chain.from_iterable(_last(self.past, newest.room))
        return with_facts([newest.system, *past, *newest.current], newest.facts)

    def _newest(self, room: int, tokens: int) -> "_Newest":
        """What must be there, cut only as far as it must be, and the room that it leaves."""
        for context, limit in (
            (self.context, tokens // 2),
            (self.context, tokens // 8),
            (NO_CONTEXT, tokens // 8),
            (NO_CONTEXT, SHORTEST_RESULT),
        ):
            system = SystemMessage(system_prompt(self.setting, context.summary))
            current = messages_of(self.current, result_tokens=limit)
            facts = facts_prompt(self.setting, context)
            left = room - count_tokens([system, *current]) - count_text_tokens(border(facts))
            if left >= 0:
                break
        return _Newest(system=system, current=current, facts=facts, room=left)


@dataclass(frozen=True, kw_only=True)
class _Newest:
    system: BaseMessage
    current: list[BaseMessage]
    facts: str
    room: int
    """Tokens that are left for the past."""


def tools_tokens(tools: Sequence[dict[str, Any]]) -> int:
    """How many tokens of a prompt the schemas of the tools take."""
    return count_text_tokens(json.dumps(tools, ensure_ascii=False))


def _last(past: Sequence[Exchange], room: int) -> Sequence[list[BaseMessage]]:
    """What there is room for, left out by the handful: the beginning stays the same for a while."""
    kept = list(_newest_first(past, room))[::-1]
    left_out = -(-(len(past) - len(kept)) // HANDFUL) * HANDFUL
    return kept[left_out - (len(past) - len(kept)) :]


def _newest_first(past: Sequence[Exchange], room: int) -> Iterator[list[BaseMessage]]:
    """Whole turns while there is room: a call without its result is an error to most servers."""
    for exchange in reversed(past):
        messages = messages_of(exchange, result_tokens=OLD_RESULT)
        room -= count_tokens(messages)
        if room < 0:
            return
        yield messages
