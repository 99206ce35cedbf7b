"""Answers to the question of the last exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from panager.llm.offline import find_reminder, times, words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.intents import delivery_options, nagging, quiet_hours
from panager.llm.offline.intents.decide import decide
from panager.llm.offline.steps import Ask, Call, Say, Slot, Step
from panager.replies.results import ReminderView, Status, ToolResult

_ASKS_WHEN: Final = (Status.UNCLEAR, Status.NO_TIME, Status.TOO_FAR, Status.TOO_OFTEN)
_TIMES: Final[tuple[Slot, ...]] = ("when", "start", "end")


@dataclass(frozen=True)
class Pending:
    """A call that waits for the person to say what goes into `slot`."""

    call: Call
    slot: Slot
    phrase: str = ""
    """The unclear time phrase so far."""
    reminders: tuple[ReminderView, ...] = ()
    """The candidates when `slot` is "which"."""


def after_result(call: Call, result: ToolResult) -> Pending | None:
    """What a tool's answer leaves open."""
    if result.status is Status.WHICH:
        return Pending(call, "which", reminders=tuple(result.reminders))
    if result.status is Status.WAITING:
        return Pending(call, "card")
    if result.status not in _ASKS_WHEN:
        return None
    slot = _unclear_slot(call, result)
    if slot is None:
        return None
    is_unclear = result.status is Status.UNCLEAR
    return Pending(call, slot, phrase=call.word(slot) if is_unclear else "")


def after_question(ask: Ask) -> Pending:
    """What the model's own question leaves open."""
    return Pending(ask.call, ask.slot)


def complete(text: str, pendings: Sequence[Pending], setting: Setting) -> list[Step]:
    """The steps if the text answers what is pending, else none: it is a new request."""
    if pendings and words.DISMISS.match(text.strip()):
        waits = any(pending.slot == "card" for pending in pendings)
        return [Say("ask.card" if waits else "ask.dropped")]
    filled = [_fill(text, pending, setting) for pending in pendings]
    return [step for step in filled if step]


def _unclear_slot(call: Call, result: ToolResult) -> Slot | None:
    """The argument that the tool could not read; most have only one that says when."""
    nag = call.word("nag")
    if nag and (result.status is Status.TOO_OFTEN or result.phrase == nag):
        return "nag"
    said: list[Slot] = [slot for slot in _TIMES if call.word(slot)]
    exact = [slot for slot in said if call.word(slot) == result.phrase]
    return next(iter(exact + said), None)


def _fill(text: str, pending: Pending, setting: Setting) -> Step | None:
    call = pending.call
    match pending.slot:
        case "card":
            return None
        case "hours":
            return quiet_hours.filled(call, text)
        case "which":
            value = find_reminder.chosen(text, pending.reminders)
        case "text":
            value = text.strip() if _is_free(text, setting) else None
        case "nag":
            value = _how_often(text, setting)
        case _:
            value = _when(text, pending, setting)
    return _checked(call.having(**{pending.slot: value})) if value else None


def _checked(call: Call) -> Step:
    """The call, or what it still lacks."""
    return (
        quiet_hours.checked(call)
        if call.tool == quiet_hours.TOOL
        else delivery_options.checked(call)
    )


def _how_often(text: str, setting: Setting) -> str | None:
    """ "10분마다요", and a bare "10분"."""
    return nagging.amount(text) or times.amount(text, setting)


def _when(text: str, pending: Pending, setting: Setting) -> str | None:
    """The time phrase, also out of "아니 오후 4시로", which alone would change a reminder."""
    step = decide(text, setting)
    if isinstance(step, Call) and step.tool == "change_reminder":
        if step.word("which") or not step.word("when"):
            return None
        text = step.word("when")
    elif words.AGAIN_KO.search(text) or words.SNOOZE_EN.search(text):
        return None
    return times.completed(pending.phrase, text, setting)


def _is_free(text: str, setting: Setting) -> bool:
    """Whether the text is nothing that the model knows as a request."""
    return bool(text.strip()) and decide(text, setting) == Say("talk.unknown")
