"""Wording what could not be done, and what the person must say first."""

from collections.abc import Sequence

from panager.replies.answered import AnsweredCall, numbered, text_of
from panager.replies.results import ToolResult
from panager.sentences import Language, say
from panager.when import Missing


def not_found(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """No open reminder fits the words."""
    is_done = call.tool == "complete_reminder"
    return say(language, "unclear.not_done" if is_done else "unclear.not_found")


def too_many(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The person has as many reminders as anybody may have."""
    return say(language, "unclear.too_many", limit=result.limit)


def which(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """Several reminders fit, so the person must choose one."""
    return "\n".join([say(language, "unclear.which"), *numbered(result.reminders, language)])


def unclear(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """Asks for what is missing in the time phrase."""
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


def repeated(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The same call was made before in this turn."""
    text = text_of(call, result)
    return say(language, "unclear.repeated_about" if text else "unclear.repeated", text=text)


def failed(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The call failed, or made no sense."""
    is_create = call.tool == "create_reminder"
    return say(language, "unclear.failed_create" if is_create else "unclear.failed")


def plain(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The sentence that belongs to the status."""
    return say(language, f"unclear.{result.status}")


def about_it(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The sentence that belongs to the status, with the reminder and its time."""
    text = text_of(call, result)
    return say(language, f"unclear.{result.status}", due=result.due, text=text)
