"""Wording what the tools answered about settings."""

from panager.replies.answered import AnsweredCall
from panager.replies.results import ToolResult
from panager.sentences import Language, say
from panager.when import WEEK_DAYS


def habits_set(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """What changed, and that it holds for what is said from now on."""
    return say(language, "habit.set", habits=_listed(result, language))


def out_of_order(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """Which two parts of the day are in each other's way."""
    return say(language, "habit.out_of_order", habits=_listed(result, language))


def settings(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """As the tool has worded them; nothing for what was never set."""
    return "\n".join(result.settings) or say(language, "settings.not_set")


def habit_line(language: Language, name: str, value: str) -> str:
    """One habit as a person reads it: "아침 07:30"."""
    shown = say(language, f"habit.{value}") if value in WEEK_DAYS else value
    return say(language, "habit.line", name=say(language, f"habit.{name}"), value=shown)


def _listed(result: ToolResult, language: Language) -> str:
    return ", ".join(habit_line(language, *one) for one in result.habits.items())


def quiet(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """Quiet hours were set or ended."""
    return say(language, "done.quiet" if result.quiet else "done.quiet_off", quiet=result.quiet)


def zone_set(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The time zone was set."""
    return say(language, "done.zone_set", zone=result.zone, due=result.due)


def no_zone(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The words name no time zone, or several."""
    return say(language, "unclear.no_zone", phrase=result.phrase)


def language_set(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The language was set, said in it."""
    return say(result.language or language, "done.language_set")


def persona_set(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """What was chosen of name, tone and emoji."""
    said = [say(language, "persona.name", name=result.name)] if result.name else []
    if result.tone is not None:
        said.append(say(language, f"persona.{result.tone}"))
    if result.emoji is not None:
        said.append(say(language, "persona.emoji" if result.emoji else "persona.no_emoji"))
    return "\n".join(said)
