"""What a reminder can be set for: a moment to come, with its time of day; and quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from panager.when.model.understanding import (
    USUAL,
    Context,
    Grain,
    Kind,
    Missing,
    Reading,
    Understanding,
)
from panager.when.resolve.ranges import end_of

_DAYS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.YEAR: 366}


def for_reminder(heard: Understanding, *, now: datetime) -> Understanding:
    """The same, but unclear where nobody could be reminded: no time of day, or all of it past."""
    heard = _begun(heard, now)
    if heard.kind is Kind.INSTANT and heard.at is not None and heard.grain is not None:
        return _instant(heard, Reading(at=heard.at, grain=heard.grain), now)
    if heard.kind is Kind.RECURRENCE and heard.whole and heard.at is not None:
        return _unclear(heard, Missing.TIME, Reading(at=heard.at, grain=Grain.DAY))
    if heard.kind is Kind.UNCLEAR and heard.readings:
        ahead = tuple(one for one in heard.readings if _is_ahead(one, now))
        return replace(heard, readings=ahead) if ahead else _unclear(heard, Missing.FUTURE)
    return heard


def over_at(heard: Understanding, *, zone: ZoneInfo) -> datetime | None:
    """Where it is over: a range at its end, a whole day at the next midnight, a moment at once."""
    if heard.at is None or heard.grain is None or heard.end is not None:
        return heard.end
    if not heard.whole:
        return heard.at
    return end_of(heard.at, heard.grain, Context(heard.at, zone, USUAL))


def _begun(heard: Understanding, now: datetime) -> Understanding:
    """A range as the moment where it begins, with a note that more was said."""
    ranges = heard.kind is Kind.RANGE or any(one.end for one in heard.readings)
    if not ranges:
        return heard
    kind = Kind.INSTANT if heard.kind is Kind.RANGE else heard.kind
    readings = tuple(replace(one, end=None) for one in heard.readings)
    heard = replace(heard, notes=(*heard.notes, "range"))
    return replace(heard, kind=kind, at=_first_day(heard, now), end=None, readings=readings)


def _first_day(heard: Understanding, now: datetime) -> datetime | None:
    """Where it begins; of days that have begun, today."""
    goes_on = heard.at and heard.end and heard.whole and heard.at < now < heard.end
    if not goes_on or heard.at is None:
        return heard.at
    today = now.astimezone(heard.at.tzinfo).date()
    return max(heard.at, datetime.combine(today, time(), heard.at.tzinfo))


def _instant(heard: Understanding, reading: Reading, now: datetime) -> Understanding:
    if not _is_ahead(reading, now):
        return _unclear(heard, Missing.FUTURE)
    if not heard.whole:
        return heard
    if reading.grain is Grain.DAY:
        return _unclear(heard, Missing.TIME, reading)
    return _unclear(heard, Missing.DATE, *([reading] if reading.at > now else []))


def _is_ahead(reading: Reading, now: datetime) -> bool:
    """A day, week, month or year is ahead until it is over."""
    length = timedelta(days=_DAYS.get(reading.grain, 0))
    return reading.at.astimezone(UTC) + length > now.astimezone(UTC)


def _unclear(heard: Understanding, missing: Missing, *readings: Reading) -> Understanding:
    return Understanding(
        kind=Kind.UNCLEAR,
        missing=missing,
        readings=readings,
        phrase=heard.phrase,
        rest=heard.rest,
        notes=heard.notes,
        dated=heard.dated,
    )


def quiet_until(now: datetime, *, zone: ZoneInfo, start: time, end: time) -> datetime | None:
    """When the quiet hours that `now` lies in are over, aware; None outside of them.

    They may cross midnight: from 23:00 to 7:00.
    """
    local = now.astimezone(zone)
    clock = local.time()
    if start <= end:
        inside, day = start <= clock < end, local.date()
    else:
        inside = clock >= start or clock < end
        day = local.date() + timedelta(days=clock >= start)
    return datetime.combine(day, end, tzinfo=zone) if inside else None
