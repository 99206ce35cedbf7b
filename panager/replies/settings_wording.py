"""Wording what the tools answered about settings."""

from panager.replies.results import ToolResult
from panager.sentences import Language, say
from panager.when import WEEK_DAYS


def habits_set(_call: object, result: ToolResult, language: Language) -> str:
    """What changed, and that it holds for what is said from now on."""
    return say(language, "habit.set", habits=_listed(result, language))


def out_of_order(_call: object, result: ToolResult, language: Language) -> str:
    """Which two parts of the day are in each other's way."""
    return say(language, "habit.out_of_order", habits=_listed(result, language))


def settings(_call: object, result: ToolResult, language: Language) -> str:
    """As the tool has worded them; nothing for what was never set."""
    return "\n".join(result.settings) or say(language, "settings.not_set")


def habit_line(language: Language, name: str, value: str) -> str:
    """One habit as a person reads it: "아침 07:30"."""
    shown = say(language, f"habit.{value}") if value in WEEK_DAYS else value
    return say(language, "habit.line", name=say(language, f"habit.{name}"), value=shown)


def _listed(result: ToolResult, language: Language) -> str:
    return ", ".join(habit_line(language, *one) for one in result.habits.items())
