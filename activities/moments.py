"""From a person's time phrase to the moment of a reminder, or to what must be asked."""

from datetime import UTC, datetime

from activities.tools import Call
from panager.contracts import limits
from panager.llm.results import Status, ToolResult
from panager.when import Kind, Understanding


def moment(call: Call, phrase: str, *, after: datetime) -> datetime | ToolResult:
    """The moment in UTC; an amount ("10분만") counts from `after`."""
    understood = call.understand(phrase)
    if understood.kind is Kind.INSTANT and understood.at is not None:
        return _in_reach(understood.at, after)
    if understood.kind is Kind.DURATION and understood.length is not None:
        return _in_reach(after.astimezone(UTC) + understood.length, after)
    if understood.kind is Kind.UNCLEAR:
        return _unclear(call, understood)
    return ToolResult(status=Status.NO_TIME, phrase=phrase)


def _in_reach(at: datetime, now: datetime) -> datetime | ToolResult:
    at = at.astimezone(UTC)
    return ToolResult(status=Status.TOO_FAR) if at > now + limits.MAX_AHEAD else at


def _unclear(call: Call, understood: Understanding) -> ToolResult:
    return ToolResult(
        status=Status.UNCLEAR,
        phrase=understood.phrase,
        missing=understood.missing,
        readings=[call.render(reading.at) for reading in understood.readings],
    )
