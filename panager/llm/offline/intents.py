"""What one message asks for, looked at alone."""

from collections.abc import Callable
from typing import Final

from panager import sentences
from panager.llm.offline import (
    done,
    edits,
    habits,
    once,
    personal,
    quiet,
    series,
    settings_asked,
    terms,
    times,
    words,
)
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Ask, Call, Say, Step
from panager.when import Kind, Understanding

_TEXT_LIMIT: Final = 500
_WHEN_LIMIT: Final = 200
_READ_LIMIT: Final = 1000
"""Characters of a message that are read, as many as `when.understand` reads."""


def decide(text: str, setting: Setting) -> Step:
    """The step for a message; the first rule that knows it wins."""
    kept = terms.cut(text.strip()[:_READ_LIMIT])
    step = next((step for rule in _RULES if (step := rule(kept.text, setting))), None)
    return terms.added(step or Say("talk.unknown"), kept, setting)


def _small_talk(text: str, setting: Setting) -> Step | None:
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
    rules = (quiet.quiet, edits.cancel_all, series.resume, series.pause, series.skip, done.done)
    return next((step for rule in rules if (step := rule(text, setting))), None)


def _edit(text: str, setting: Setting) -> Step | None:
    if words.REMIND_FIRST.search(text) and not words.SNOOZE_EN.search(text):
        return None
    rules = (edits.cancel, edits.snooze, edits.change)
    return next((step for rule in rules if (step := rule(text, setting))), None)


def _create(text: str, setting: Setting) -> Step | None:
    if words.FORBIDDEN.search(text):
        return None
    heard = setting.understand(text)
    if words.FACT.search(text) and not times.has_clock(heard):
        return Say("talk.fact")
    if words.REQUEST.search(text):
        return _requested(text, heard, setting)
    if heard.kind not in (*times.CLEAR, Kind.UNCLEAR):
        return None
    if words.QUESTION.search(text) or words.STATEMENT.search(text):
        return None
    call = _creation(text, heard, setting)
    return call if heard.rest.strip() else Ask("ask.what", call, "text")


def _requested(text: str, heard: Understanding, setting: Setting) -> Step | None:
    call = _creation(text, heard, setting)
    if heard.kind is not Kind.NONE:
        return call
    return None if words.KNOWLEDGE.search(text) else Ask("ask.when", call, "when")


def _creation(text: str, heard: Understanding, setting: Setting) -> Call:
    language = sentences.language_of(text, setting.language)
    default = sentences.say(language, "reminder.default_text")
    rest = words.REQUEST_FIRST.sub("", heard.rest).strip(" .,!?~")[:_TEXT_LIMIT].strip()
    return Call("create_reminder", {"text": rest or default, "when": heard.phrase[:_WHEN_LIMIT]})


def _undo(text: str, setting: Setting) -> Step | None:
    return Call("undo", {}) if words.UNDO.search(text) else None


_TALK: Final = (
    (words.CARRIED, "talk.attachment"),
    (words.WHO, "talk.who"),
    (words.HELP, "talk.help"),
    (words.GREETING, "talk.greeting"),
    (words.THANKS, "talk.thanks"),
    (words.SHRUG, "talk.nothing"),
)
_RULES: Final[tuple[Callable[[str, Setting], Step | None], ...]] = (
    _small_talk,
    personal.personal,
    habits.habits,
    settings_asked.asked,
    _undo,
    _ask_time,
    once.once,
    _life,
    _list,
    _edit,
    _create,
)
