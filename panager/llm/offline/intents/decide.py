"""What one message asks for, looked at alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from panager.llm import carried
from panager.llm.offline import times, words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.intents import (
    changing,
    delivery_options,
    done,
    habits,
    making,
    quiet_hours,
    series,
    settings,
)
from panager.llm.offline.steps import Ask, Call, Say, Step
from panager.when.requests.rest import rest_of

_READ_LIMIT: Final = 1000
"""Characters of a message that are read, as many as `when.understand` reads."""


def decide(text: str, setting: Setting) -> Step:
    """The step for a message; the first rule that knows it wins."""
    read, unread = _divide(text.strip())
    kept = delivery_options.cut(read)
    step = next((step for rule in _RULES if (step := rule(kept.text, setting))), None)
    whole = delivery_options.added(step or Say("talk.unknown"), kept, setting)
    return _with_unread(whole, unread) if unread else whole


def _divide(text: str) -> tuple[str, str]:
    """What is read, as far as possible up to the end of a word, and what stands behind it."""
    if len(text) <= _READ_LIMIT:
        return text, ""
    read = text[:_READ_LIMIT].rpartition(" ")[0] or text[:_READ_LIMIT]
    return read, text[len(read) :]


def _with_unread(step: Step, unread: str) -> Step:
    """The step with what is not read behind the words of its reminder, so that none are lost."""
    call = step.call if isinstance(step, Ask) else step
    if isinstance(call, Say) or not call.word("text"):
        return step
    gap = " " if unread[0].isspace() else ""
    longer = call.having(text=f"{call.word('text')}{gap}{rest_of(unread, ())}")
    return replace(step, call=longer) if isinstance(step, Ask) else longer


def _small_talk(text: str, setting: Setting) -> Step | None:
    if carried.has_no_words(text):
        return Say("talk.attachment")
    for pattern, key in _TALK:
        if pattern.search(text):
            return Say(key)
    return None


def _ask_time(text: str, setting: Setting) -> Step | None:
    if not words.ASK_TIME.search(text) or words.QUOTED.search(text):
        return None
    return Call("current_time", {})


def _list(text: str, setting: Setting) -> Step | None:
    if not words.LIST.search(text) or words.QUOTED.search(text):
        return None
    if words.REMIND_FIRST.search(text):
        return None
    is_plan = times.has_clock(setting.understand(text)) and not words.QUESTION.search(text)
    return None if is_plan else Call("list_reminders", {})


def _life(text: str, setting: Setting) -> Step | None:
    """What is to happen to one that exists, or to all; what is quoted is only to be said."""
    if words.QUOTED_KO.search(text) or words.REMIND_FIRST.search(text):
        return None
    text = words.IT_LAST.sub(r"\g<verb> \g<what>\g<rest>", text)
    rules = (
        quiet_hours.quiet,
        changing.cancel_all,
        series.resume,
        series.pause,
        series.skip,
        done.done,
    )
    return next((step for rule in rules if (step := rule(text, setting))), None)


def _edit(text: str, setting: Setting) -> Step | None:
    if words.REMIND_FIRST.search(text) and not words.SNOOZE_EN.search(text):
        return None
    rules = (changing.cancel, changing.snooze, changing.change)
    return next((step for rule in rules if (step := rule(text, setting))), None)


def _undo(text: str, setting: Setting) -> Step | None:
    return Call("undo", {}) if words.UNDO.search(text) else None


_TALK: Final = (
    (words.WHO, "talk.who"),
    (words.HELP, "talk.help"),
    (words.GREETING, "talk.greeting"),
    (words.THANKS, "talk.thanks"),
    (words.SHRUG, "talk.nothing"),
)
_RULES: Final[tuple[Callable[[str, Setting], Step | None], ...]] = (
    _small_talk,
    settings.personal,
    habits.habits,
    settings.asked,
    _undo,
    _ask_time,
    changing.once,
    _life,
    _list,
    _edit,
    making.create,
)
