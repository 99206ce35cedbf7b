"""From the messages of an exchange to the steps to take, in rounds of tool calls."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from panager.contracts import limits
from panager.llm.offline import followups
from panager.llm.offline.conversation import Exchange, Setting
from panager.llm.offline.followups import Pending
from panager.llm.offline.intents import making, settings
from panager.llm.offline.intents.decide import decide
from panager.llm.offline.steps import Ask, Call, Step
from panager.sentences import LANGUAGES, catalogue
from panager.when import Kind

_MOST_PARTS: Final = 10
_MOST_QUESTIONS: Final = 4
"""Exchanges in a row that may be one question after the other about the same thing."""
_EDITS: Final = (
    "change_reminder",
    "snooze_reminder",
    "cancel_reminder",
    "skip_reminder",
    "pause_reminder",
    "resume_reminder",
    "complete_reminder",
)


def steps(humans: Sequence[str], pendings: Sequence[Pending], setting: Setting) -> list[Step]:
    """One or more steps for each message; one may complete the question before it."""
    planned: list[Step] = []
    for place, text in enumerate(_requests(humans, setting)):
        if completed := followups.complete(text, _addressed(pendings, humans, place), setting):
            planned += completed
        elif planned and (answered := _answered(planned[-1], text, setting)):
            planned[-1:] = answered
        else:
            planned.append(settings.alone(text) or decide(text, setting))
    return planned


def pending(past: Sequence[Exchange], setting: Setting) -> list[Pending]:
    """What the last exchange has left open; an answer to one question may raise another."""
    left: list[Pending] = []
    for exchange in past[-_MOST_QUESTIONS:]:
        left = _left_open(exchange, left, setting)
    return left


def _left_open(exchange: Exchange, before: Sequence[Pending], setting: Setting) -> list[Pending]:
    """What was asked, or would have been but for a new message."""
    open_calls = [followups.after_result(call, result) for call, result in exchange.results]
    return [one for one in open_calls if one] + _questions(exchange, before, setting)


def _questions(exchange: Exchange, before: Sequence[Pending], setting: Setting) -> list[Pending]:
    if exchange.reply and not any(asked in exchange.reply for asked in _asked()):
        return []  # saves reading the messages again
    asks = [step for step in steps(exchange.humans, before, setting) if isinstance(step, Ask)]
    return [
        followups.after_question(ask)
        for ask in asks
        if not exchange.reply or _was_asked(ask, exchange)
    ]


@cache
def _asked() -> list[str]:
    """Everything that we ask ourselves, in all languages."""
    return [
        sentence
        for language in LANGUAGES
        for key, sentence in catalogue(language).items()
        if key.startswith("ask.")
    ]


def rounds(planned: Sequence[Step], allowed: Collection[str] | None) -> list[list[Call]]:
    """Calls that may run side by side; one that means "the latest" waits for those before it."""
    result: list[list[Call]] = []
    for step in planned:
        if not isinstance(step, Call) or not (allowed is None or step.tool in allowed):
            continue
        waits = step.tool in _EDITS and not step.word("which")
        if waits or not result or len(result[-1]) == limits.MAX_CALLS:
            result.append([])
        result[-1].append(step)
    return result


def _requests(humans: Sequence[str], setting: Setting) -> list[str]:
    """The messages; one whose every part is a request by itself counts as several."""
    return [text for human in humans for text in _parts(human, setting)]


def _parts(human: str, setting: Setting) -> list[str]:
    lines = [line for line in human.splitlines() if line.strip()]
    if _calls(lines, setting):
        return lines
    is_series = setting.understand(human).kind is Kind.RECURRENCE  # which has times of its own
    at_each = [] if is_series else making.times_of_day(human)
    if calls := _calls(at_each, setting):
        return at_each if all(call.tool == "create_reminder" for call in calls) else [human]
    listed = re.split(r"[,;]\s+", human.strip())
    calls = _calls(listed, setting)
    return listed if calls and all(call.tool == "create_reminder" for call in calls) else [human]


def _calls(parts: Sequence[str], setting: Setting) -> list[Call]:
    """The calls, one for each part; none if a part is no request by itself."""
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    decided = [decide(part, setting) for part in parts]
    calls = [step for step in decided if isinstance(step, Call)]
    return calls if len(calls) == len(parts) else []


def _addressed(pendings: Sequence[Pending], humans: Sequence[str], place: int) -> Sequence[Pending]:
    """One message answers every open question; several answer them one by one, in order."""
    return pendings if len(humans) == 1 else pendings[place : place + 1]


def _answered(step: Step, text: str, setting: Setting) -> list[Step]:
    if not isinstance(step, Ask):
        return []
    return followups.complete(text, [followups.after_question(step)], setting)


def _was_asked(ask: Ask, exchange: Exchange) -> bool:
    return any(catalogue(language)[ask.key] in exchange.reply for language in LANGUAGES)
