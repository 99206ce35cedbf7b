"""Wording what the tools answered, in the person's language."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, Protocol

from panager.replies.results import ReminderView, Status, ToolResult
from panager.replies.settings_wording import habits_set, out_of_order, settings
from panager.sentences import Language, catalogue, say
from panager.when import Missing


class Call(Protocol):
    """The call that was answered."""

    @property
    def tool(self) -> str:
        """Its name."""

    def word(self, name: str) -> str:
        """An argument that is a text; "" for none."""


def word(call: Call, result: ToolResult, language: Language, *, among_others: bool) -> str:
    """One result as text; among others, also a sentence without the reminder's name gets it."""
    lines = [_WORDINGS[result.status](call, result, language)]
    text = result.text or _text(call)
    if among_others and text and result.status in _NAMELESS:
        lines = [say(language, "done.about", text=text, sentence=lines[0])]
    return "\n".join(lines + [_note(note, language) for note in result.notes])


def _done(call: Call, result: ToolResult, language: Language) -> str:
    key = f"done.{result.status}" + ("_repeating" if result.repeats else "")
    return say(
        language, key, due=result.due, repeats=result.repeats, text=result.text or _text(call)
    )


def _completed(call: Call, result: ToolResult, language: Language) -> str:
    key = "done.completed_ahead" if result.due else "done.completed"
    return say(language, key, due=result.due, text=result.text or _text(call))


def _not_found(call: Call, result: ToolResult, language: Language) -> str:
    is_done = call.tool == "complete_reminder"
    return say(language, "unclear.not_done" if is_done else "unclear.not_found")


def _short(call: Call, result: ToolResult, language: Language) -> str:
    text = result.text or _text(call)
    key = f"done.{result.status}"
    return say(language, key, due=result.due, left_out=result.left_out, text=text)


def _waiting(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "done.waiting")


def _carried_out(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "done.carried_out", n=len(result.done))


def _quiet(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "done.quiet" if result.quiet else "done.quiet_off", quiet=result.quiet)


def _zone_set(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "done.zone_set", zone=result.zone, due=result.due)


def _no_zone(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "unclear.no_zone", phrase=result.phrase)


def _language_set(call: Call, result: ToolResult, language: Language) -> str:
    return say(result.language or language, "done.language_set")


def _persona_set(call: Call, result: ToolResult, language: Language) -> str:
    said = [say(language, "persona.name", name=result.name)] if result.name else []
    if result.tone is not None:
        said.append(say(language, f"persona.{result.tone}"))
    if result.emoji is not None:
        said.append(say(language, "persona.emoji" if result.emoji else "persona.no_emoji"))
    return "\n".join(said)


def _too_many(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "unclear.too_many", limit=result.limit)


def _cancelled(call: Call, result: ToolResult, language: Language) -> str:
    key = "done.cancelled" if result.due else "done.cancelled_short"
    return say(language, key, due=result.due, text=result.text or _text(call))


def _told(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, "done.told", due=result.due)


def _listed(call: Call, result: ToolResult, language: Language) -> str:
    if not result.reminders:
        return say(language, "done.listed_none")
    lines = [say(language, "done.listed", n=len(result.reminders) + result.more)]
    for group, members in groupby(result.reminders, key=lambda one: one.group):
        lines += [say(language, f"group.{group}"), *_numbered(list(members), language)]
    if result.more:
        lines.append(say(language, "done.more", n=result.more))
    return "\n".join(lines)


def _which(call: Call, result: ToolResult, language: Language) -> str:
    return "\n".join([say(language, "unclear.which"), *_numbered(result.reminders, language)])


def _unclear(call: Call, result: ToolResult, language: Language) -> str:
    phrase = result.phrase or call.word("when")
    match result.missing:
        case Missing.MERIDIEM:
            return _meridiem(result.readings, language)
        case Missing.TIME:
            return say(language, "unclear.time", phrase=phrase)
        case Missing.DATE | Missing.MOMENT as missing:
            amount = ("none", "one")[len(result.readings)] if len(result.readings) < 2 else "many"
            readings = " / ".join(result.readings)
            return say(language, f"unclear.{missing}_{amount}", phrase=phrase, readings=readings)
        case Missing.FUTURE:
            return say(language, "unclear.future", phrase=phrase)
        case None:
            return say(language, "unclear.no_time")


def _meridiem(readings: Sequence[str], language: Language) -> str:
    if len(readings) < 2:
        return say(language, "unclear.meridiem_open")
    return say(language, "unclear.meridiem", first=readings[0], second=readings[1])


def _undone(call: Call, result: ToolResult, language: Language) -> str:
    if result.undone == "create_reminder":
        return say(language, "undone.made", text=result.text, due=result.due)
    if not result.text:
        what = catalogue(language).get(f"why_tool.{result.undone}", result.undone)
        head = say(language, "undone.other", what=what)
        return "\n".join([head, *_numbered(result.reminders, language)])
    key = "undone.restored" if result.undone == "cancel_reminder" else "undone.changed"
    line = say(language, key, text=result.text, due=result.due)
    return line + (f" · {result.repeats}" if result.repeats else "")


def _repeated(call: Call, result: ToolResult, language: Language) -> str:
    text = result.text or _text(call)
    return say(language, "unclear.repeated_about" if text else "unclear.repeated", text=text)


def _calculated(call: Call, result: ToolResult, language: Language) -> str:
    return f"{result.text} = {result.value}"


def _found(call: Call, result: ToolResult, language: Language) -> str:
    if not result.pages:
        return say(language, "outside.none")
    return "\n".join(f"{page.title}\n{page.url}" for page in result.pages)


def _forecast(call: Call, result: ToolResult, language: Language) -> str:
    lines = [
        say(language, "outside.day", day=day.day, sky=day.sky, low=day.low, high=day.high)
        for day in result.days
    ]
    return "\n".join([result.place, *lines])


def _failed(call: Call, result: ToolResult, language: Language) -> str:
    is_create = call.tool == "create_reminder"
    return say(language, "unclear.failed_create" if is_create else "unclear.failed")


def _plain(call: Call, result: ToolResult, language: Language) -> str:
    return say(language, f"unclear.{result.status}")


def _about_it(call: Call, result: ToolResult, language: Language) -> str:
    text = result.text or _text(call)
    return say(language, f"unclear.{result.status}", due=result.due, text=text)


def _numbered(reminders: Sequence[ReminderView], language: Language) -> list[str]:
    return [
        say(language, "done.line", number=one.number, due=one.due, text=one.text)
        + (f" · {one.repeats}" if one.repeats else "")
        for one in reminders
    ]


def _text(call: Call) -> str:
    return call.word("text") or call.word("which")


def _note(note: str, language: Language) -> str:
    return catalogue(language).get(f"note.{note}", note)


_NAMELESS: Final = frozenset(
    {
        Status.UNCLEAR,
        Status.NO_TIME,
        Status.TOO_FAR,
        Status.TOO_MANY,
        Status.TOO_OFTEN,
        Status.NOT_FOUND,
        Status.WHICH,
        Status.TOO_LATE,
        Status.FAILED,
        Status.WAITING,
    }
)
_WORDINGS: Final[dict[Status, Callable[[Call, ToolResult, Language], str]]] = {
    Status.SCHEDULED: _done,
    Status.CHANGED: _done,
    Status.SNOOZED: _done,
    Status.CANCELLED: _cancelled,
    Status.SKIPPED: _short,
    Status.PAUSED: _short,
    Status.PAUSED_UNTIL: _short,
    Status.COMES_LATER: _about_it,
    Status.NOT_REPEATING: _about_it,
    Status.NOTHING_LEFT: _about_it,
    Status.RESUMED: _short,
    Status.COMPLETED: _completed,
    Status.WAITING: _waiting,
    Status.CARRIED_OUT: _carried_out,
    Status.QUIET: _quiet,
    Status.ZONE_SET: _zone_set,
    Status.NO_ZONE: _no_zone,
    Status.LANGUAGE_SET: _language_set,
    Status.PERSONA_SET: _persona_set,
    Status.HABITS_SET: habits_set,
    Status.OUT_OF_ORDER: out_of_order,
    Status.SETTINGS: settings,
    Status.TOO_MANY: _too_many,
    Status.TOO_OFTEN: _plain,
    Status.LISTED: _listed,
    Status.TOLD: _told,
    Status.UNCLEAR: _unclear,
    Status.NO_TIME: _plain,
    Status.TOO_FAR: _plain,
    Status.NOT_FOUND: _not_found,
    Status.WHICH: _which,
    Status.TOO_LATE: _plain,
    Status.FAILED: _failed,
    Status.UNDONE: _undone,
    Status.NOTHING_TO_UNDO: _plain,
    Status.UNDO_YOURSELF: _plain,
    Status.CANNOT_UNDO: _plain,
    Status.CALCULATED: _calculated,
    Status.FOUND: _found,
    Status.FORECAST: _forecast,
    Status.UNKNOWN_TOOL: _failed,
    Status.WRONG_ARGUMENTS: _failed,
    Status.REPEATED: _repeated,
    Status.TOO_MANY_CALLS: _plain,
}
