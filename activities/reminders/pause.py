"""Until when somebody wants a series to be paused."""

import re
from datetime import datetime
from typing import Final

from activities.calls.call import Call
from activities.reminders.commands import Request, pause_until
from activities.reminders.create import Refusal, refusal_of
from activities.reminders.times import REFUSED, unclear
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.replies.results import Status, ToolResult
from panager.when import Kind, Missing, Understanding, over_at

# "월요일까지" has Monday in it, "until Monday" has not.
_IS_IN: Final = re.compile(
    r"[가-힣]|\b(?:through|thru|over|during|including|inclusive|end of)\b", re.IGNORECASE
)
_IS_NOT_IN: Final = re.compile(r"전까지|전에|전$|부터")


def pause_by_phrase(call: Call, reminder: Reminder, phrase: str) -> Change | ToolResult:
    """What makes it come next at or after the moment of the phrase, or why that cannot be."""
    until = _until(call, phrase)
    if isinstance(until, ToolResult):
        return until.model_copy(update={"text": reminder.text})
    request = Request(change_id=call.id, reminder=reminder, now=call.asked_at)
    change = pause_until(request, until)
    if isinstance(change, Change):
        return change
    due = "" if change is Refusal.TOO_FAR else call.render(reminder.due_at)
    return ToolResult(status=REFUSED[change], text=reminder.text, due=due)


def _until(call: Call, phrase: str) -> datetime | ToolResult:
    """The first moment at which it may come again, or what must be asked."""
    heard = call.heard(phrase)
    if heard.kind is Kind.UNCLEAR:
        return unclear(call, heard)
    if heard.at is not None and (refusal := refusal_of(heard.at, None, now=call.asked_at)):
        return ToolResult(status=REFUSED[refusal])
    until = _moment(call, heard, phrase)
    if until is None:
        return ToolResult(status=Status.NO_TIME, phrase=phrase)
    if until <= call.asked_at:
        return ToolResult(status=Status.UNCLEAR, phrase=phrase, missing=Missing.FUTURE)
    return until


def _moment(call: Call, heard: Understanding, phrase: str) -> datetime | None:
    """A day counts from its beginning, unless it is said to be in, or has begun."""
    if heard.kind is Kind.DURATION and heard.length is not None:
        return call.asked_at + heard.length
    if heard.kind not in (Kind.INSTANT, Kind.RANGE) or heard.at is None:
        return None
    is_in = _IS_IN.search(phrase) and not _IS_NOT_IN.search(phrase)
    if is_in or heard.at <= call.asked_at:
        return over_at(heard, zone=call.person.zone)
    return heard.at
