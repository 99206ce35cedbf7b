"""Answers to the question of the last exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from panager.llm.offline import compose, intents, which, words
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Ask, Call, Say, Slot, Step
from panager.llm.results import ReminderView, Status, ToolResult

_ASKS_WHEN: Final = (Status.UNCLEAR, Status.NO_TIME, Status.TOO_FAR)


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
    if result.status not in _ASKS_WHEN or "when" not in call.args:
        return None
    is_unclear = result.status is Status.UNCLEAR
    return Pending(call, "when", phrase=call.args["when"] if is_unclear else "")


def after_question(ask: Ask) -> Pending:
    """What the model's own question leaves open."""
    return Pending(ask.call, ask.slot)


def complete(text: str, pendings: Sequence[Pending], setting: Setting) -> list[Step]:
    """The steps if the text answers what is pending, else none: it is a new request."""
    if pendings and words.DISMISS.match(text.strip()):
        return [Say("ask.dropped")]
    filled = [_fill(text, pending, setting) for pending in pendings]
    return [step for step in filled if step]


def _fill(text: str, pending: Pending, setting: Setting) -> Step | None:
    match pending.slot:
        case "which":
            value = which.chosen(text, pending.reminders)
        case "when":
            value = _when(text, pending, setting)
        case "text":
            value = text.strip() if _is_free(text, setting) else None
    return pending.call.having(pending.slot, value) if value else None


def _when(text: str, pending: Pending, setting: Setting) -> str | None:
    """The time phrase, also out of "아니 오후 4시로", which alone would change a reminder."""
    step = intents.decide(text, setting)
    if isinstance(step, Call) and step.tool == "change_reminder":
        if step.args["which"] or "when" not in step.args:
            return None
        text = step.args["when"]
    elif words.AGAIN_KO.search(text) or words.SNOOZE_EN.search(text):
        return None
    return compose.fitting(pending.phrase, text, setting)


def _is_free(text: str, setting: Setting) -> bool:
    """Whether the text is nothing that the model knows as a request."""
    return bool(text.strip()) and intents.decide(text, setting) == Say("talk.unknown")
