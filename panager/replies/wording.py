"""Wording what the tools answered, in the person's language."""

from collections.abc import Callable
from typing import Final

from panager.replies import changes, lookups, problems, settings_wording
from panager.replies.answered import AnsweredCall, text_of
from panager.replies.results import Status, ToolResult
from panager.sentences import Language, catalogue, say


def word(call: AnsweredCall, result: ToolResult, language: Language, *, among_others: bool) -> str:
    """One result as text; among others, also a sentence without the reminder's name gets it."""
    lines = [_WORDINGS[result.status](call, result, language)]
    text = text_of(call, result)
    if among_others and text and result.status in _NAMELESS:
        lines = [say(language, "done.about", text=text, sentence=lines[0])]
    return "\n".join(lines + [_note(note, language) for note in result.notes])


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
_WORDINGS: Final[dict[Status, Callable[[AnsweredCall, ToolResult, Language], str]]] = {
    Status.SCHEDULED: changes.done,
    Status.CHANGED: changes.done,
    Status.SNOOZED: changes.done,
    Status.CANCELLED: changes.cancelled,
    Status.SKIPPED: changes.series_changed,
    Status.PAUSED: changes.series_changed,
    Status.PAUSED_UNTIL: changes.series_changed,
    Status.COMES_LATER: problems.about_it,
    Status.NOT_REPEATING: problems.about_it,
    Status.NOTHING_LEFT: problems.about_it,
    Status.RESUMED: changes.series_changed,
    Status.COMPLETED: changes.completed,
    Status.WAITING: changes.waiting,
    Status.PARKED: changes.parked,
    Status.CARRIED_OUT: changes.carried_out,
    Status.QUIET: settings_wording.quiet,
    Status.ZONE_SET: settings_wording.zone_set,
    Status.NO_ZONE: settings_wording.no_zone,
    Status.LANGUAGE_SET: settings_wording.language_set,
    Status.PERSONA_SET: settings_wording.persona_set,
    Status.HABITS_SET: settings_wording.habits_set,
    Status.OUT_OF_ORDER: settings_wording.out_of_order,
    Status.SETTINGS: settings_wording.settings,
    Status.TOO_MANY: problems.too_many,
    Status.TOO_OFTEN: problems.plain,
    Status.LISTED: lookups.listed,
    Status.TOLD: lookups.told,
    Status.UNCLEAR: problems.unclear,
    Status.NO_TIME: problems.plain,
    Status.TOO_FAR: problems.plain,
    Status.NOT_FOUND: problems.not_found,
    Status.WHICH: problems.which,
    Status.TOO_LATE: problems.plain,
    Status.FAILED: problems.failed,
    Status.UNDONE: changes.undone,
    Status.NOTHING_TO_UNDO: problems.plain,
    Status.UNDO_YOURSELF: problems.plain,
    Status.CANNOT_UNDO: problems.plain,
    Status.CALCULATED: lookups.calculated,
    Status.FOUND: lookups.found,
    Status.FORECAST: lookups.forecast,
    Status.UNKNOWN_TOOL: problems.failed,
    Status.WRONG_ARGUMENTS: problems.failed,
    Status.REPEATED: problems.repeated,
    Status.TOO_MANY_CALLS: problems.plain,
}
