"""Wall clock times in a zone: gaps, repeated hours, abbreviations (RFC 5545 section 3.3.5)."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from panager.when.calendars.places import zone_info
from panager.when.model.components import Zone


@lru_cache(maxsize=256)
def own_names(zone: ZoneInfo, year: int) -> frozenset[str]:
    """The abbreviations that the zone uses in this year and the next."""
    moments = (
        datetime(min(year + later, 9999), month, 15, tzinfo=UTC)
        for later in (0, 1)
        for month in range(1, 13)
    )
    return frozenset(moment.astimezone(zone).tzname() or "" for moment in moments)


def localize(
    wall: datetime, zone: ZoneInfo, said: Zone | None, now: datetime
) -> tuple[datetime, tuple[str, ...]]:
    """The moment at which clocks show this, and notes on how a gap or repetition was settled."""
    if said is not None and said.key is not None:
        there, notes = localize(wall, zone_info(said.key), None, now)
        return there.astimezone(zone), notes
    named = _named(wall, zone, said)
    if named is not None:
        return named.astimezone(zone), ()
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first, ()
    # In a gap, fold 0 carries the offset before it; reading it back gives the time after it.
    back = first.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != wall:
        return back, ("gap",)
    only_second_left = first.astimezone(UTC) <= now.astimezone(UTC)
    return (second if only_second_left else first), ("fold",)


def _named(wall: datetime, zone: ZoneInfo, said: Zone | None) -> datetime | None:
    if said is None:
        return None
    for fold in (0, 1):
        moment = wall.replace(tzinfo=zone, fold=fold)
        exists = moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
        if moment.tzname() == said.name and exists:
            return moment
    return None if said.offset is None else wall.replace(tzinfo=timezone(said.offset))


def today_in(said: Zone | None, now: datetime) -> date:
    """The day that it is where the phrase is at home."""
    if said is None or now.tzname() == said.name:
        return now.date()
    if said.key is not None:
        return now.astimezone(zone_info(said.key)).date()
    return now.date() if said.offset is None else now.astimezone(timezone(said.offset)).date()


def offset(text: str) -> timedelta | None:
    """The length that "Z", "+09:00" or "-5" says."""
    if text in ("Z", "z"):
        return timedelta(0)
    digits = (
        text[1:].replace(":", "").ljust(3, "0") if len(text) > 3 else text[1:].rjust(2, "0") + "00"
    )
    hours, minutes = int(digits[:-2]), int(digits[-2:])
    if hours > 15 or minutes > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return -length if text[0] in "-−" else length


def zone_name(local: datetime) -> str:
    """The abbreviation; zones without one are named like "+03" in the zone database."""
    name = local.tzname() or ""
    if name[:1].isalpha():
        return name
    sign, digits = name[:1], name[1:]
    return f"UTC{sign}{digits[:2]}:{digits[2:4] or '00'}"
