"""Wording what was looked up: the time, the list, a sum, the web, the weather."""

from itertools import groupby

from panager.replies.answered import AnsweredCall, numbered
from panager.replies.results import ToolResult
from panager.sentences import Language, say


def told(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The time now."""
    return say(language, "done.told", due=result.due)


def listed(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The open reminders, grouped by when they come."""
    if not result.reminders:
        return say(language, "done.listed_none")
    lines = [say(language, "done.listed", n=len(result.reminders) + result.more)]
    for group, members in groupby(result.reminders, key=lambda one: one.group):
        lines += [say(language, f"group.{group}"), *numbered(list(members), language)]
    if result.more:
        lines.append(say(language, "done.more", n=result.more))
    return "\n".join(lines)


def calculated(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """A sum and its value."""
    return f"{result.text} = {result.value}"


def found(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """Pages of the web."""
    if not result.pages:
        return say(language, "outside.none")
    return "\n".join(f"{page.title}\n{page.url}" for page in result.pages)


def forecast(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The weather of a place, a day a line."""
    lines = [
        say(language, "outside.day", day=day.day, sky=day.sky, low=day.low, high=day.high)
        for day in result.days
    ]
    return "\n".join([result.place, *lines])
