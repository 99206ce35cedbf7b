"""Zones: wall clocks in them, and which zone a person's own word means.

Gaps and repeated hours go by RFC 5545 section 3.3.5; a word is "서울", "Berlin", "UTC+9",
"Asia/Seoul" or "KST".
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from panager.when.calendars.places import zone_info, zone_key, zone_of_place
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


# Those that mean one zone to whoever names it as theirs. IST, CST and BST are several each.
_ABBREVIATIONS: Final = {
    "UTC": "UTC",
    "GMT": "UTC",
    "Z": "UTC",
    "KST": "Asia/Seoul",
    "JST": "Asia/Tokyo",
    "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Helsinki",
    "EEST": "Europe/Helsinki",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "MSK": "Europe/Moscow",
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CT": "America/Chicago",
    "CDT": "America/Chicago",
    "MT": "America/Denver",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}
# Offsets that no Etc zone has, by zones that have kept them without a summer time.
_ODD_OFFSETS: Final = {
    (3, 30): "Asia/Tehran",
    (4, 30): "Asia/Kabul",
    (5, 30): "Asia/Kolkata",
    (5, 45): "Asia/Kathmandu",
    (6, 30): "Asia/Yangon",
    (8, 45): "Australia/Eucla",
    (9, 30): "Australia/Darwin",
    (-9, -30): "Pacific/Marquesas",
}
# In the zone database, but they mean something else, several places or nowhere.
_UNCLEAR: Final = frozenset({
    "act", "center", "cst", "easter", "factory", "localtime", "north", "petersburg", "san_juan",
    "south", "troll", "victoria", "wake", "west", "빈", "세부",
})  # fmt: skip
_OFFSET: Final = re.compile(
    r"(?:UTC|GMT|협정\s?세계시)?\s?([+\-−]\d{1,2}(?::?\d{2})?)", re.IGNORECASE
)
_AROUND: Final = re.compile(
    r"(?<=.)\s*(?:(?:현지\s?|표준\s?)?(?:시간대?|시각)|\b(?:standard |local )?time(?:\s?zone)?)$",
    re.IGNORECASE,
)
_ETC: Final = re.compile(r"Etc/GMT([+-])(\d+)")


def zone_named(text: str) -> str | None:
    """The IANA key of a city, country, abbreviation, offset or key, in Korean or English.

    None when it is unknown or could be several: somebody must ask, for a guess makes every later
    reminder wrong.
    """
    name = _AROUND.sub("", " ".join(text.split()).strip(" .,!?~\"'“”‘’"))
    if found := _OFFSET.fullmatch(name):
        return _zone_at(offset(found[1].replace("−", "-")))
    return _one_place(name) or _city_and_country(name)


def zone_label(zone: ZoneInfo, at: datetime | None = None) -> str:
    """What to call it: "Asia/Seoul (KST)"; "UTC+9" for an offset. `at` None: as it is now."""
    if offset_only := _ETC.fullmatch(zone.key):
        # The signs in these keys are those of POSIX, the other way round.
        return f"UTC{'-' if offset_only[1] == '+' else '+'}{offset_only[2]}"
    name = zone_name((at or datetime.now(UTC)).astimezone(zone))
    return zone.key if name == zone.key else f"{zone.key} ({name})"


def _one_place(name: str) -> str | None:
    if name.lower().replace(" ", "_") in _UNCLEAR:
        return None
    # A place first: "Japan" is a key as well, but an old name of another one.
    known = _ABBREVIATIONS.get(name.upper()) or zone_of_place(name) or zone_key(name)
    return known or zone_of_place(re.sub(r"(?<=[가-힣]{2})(?:특별시|광역시|시)$", "", name))


def _city_and_country(name: str) -> str | None:
    """ "Berlin, Germany" is Berlin, but "Paris, Texas" is not Paris."""
    first, comma, rest = name.partition(",")
    if not comma:
        return None
    city, country = _one_place(first.strip()), _one_place(rest.strip())
    return city if city == country else None


def _zone_at(length: timedelta | None) -> str | None:
    if length is None:
        return None
    minutes = int(length.total_seconds()) // 60
    hours, rest = (abs(minutes) // 60, abs(minutes) % 60)
    sign = 1 if minutes >= 0 else -1
    if rest:
        return _ODD_OFFSETS.get((sign * hours, sign * rest))
    if not minutes:
        return "UTC"
    return zone_key(f"Etc/GMT{'-' if sign > 0 else '+'}{hours}")
