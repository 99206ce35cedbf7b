"""Wording what was changed: made, moved, cancelled, done, taken back."""

from panager.replies.answered import AnsweredCall, numbered, text_of
from panager.replies.results import ToolResult
from panager.sentences import Language, catalogue, say


def done(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """A reminder was made, changed or put off."""
    key = f"done.{result.status}" + ("_repeating" if result.repeats else "")
    return say(language, key, due=result.due, repeats=result.repeats, text=text_of(call, result))


def completed(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """A reminder is done; one that comes again says when."""
    key = "done.completed_ahead" if result.due else "done.completed"
    return say(language, key, due=result.due, text=text_of(call, result))


def series_changed(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """An occurrence was skipped, or the series paused or resumed."""
    text = text_of(call, result)
    key = f"done.{result.status}"
    return say(language, key, due=result.due, left_out=result.left_out, text=text)


def waiting(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """It stands on a card that waits for the person's yes."""
    return say(language, "done.waiting")


def parked(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """The person is needed first; how that ends is told when it has."""
    return say(language, "done.parked")


def carried_out(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """How much of what a card showed was done."""
    return say(language, "done.carried_out", n=len(result.done))


def cancelled(call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """A reminder was cancelled."""
    key = "done.cancelled" if result.due else "done.cancelled_short"
    return say(language, key, due=result.due, text=text_of(call, result))


def undone(_call: AnsweredCall, result: ToolResult, language: Language) -> str:
    """What the last tool did was taken back."""
    if result.undone == "create_reminder":
        return say(language, "undone.made", text=result.text, due=result.due)
    if not result.text:
        what = catalogue(language).get(f"why_tool.{result.undone}", result.undone)
        head = say(language, "undone.other", what=what)
        return "\n".join([head, *numbered(result.reminders, language)])
    key = "undone.restored" if result.undone == "cancel_reminder" else "undone.changed"
    line = say(language, key, text=result.text, due=result.due)
    return line + (f" · {result.repeats}" if result.repeats else "")
