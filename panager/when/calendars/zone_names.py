"""Which time zone a person's own word means: "서울", "Berlin", "UTC+9", "Asia/Seoul", "KST"."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from panager.when.calendars.places import zone_key, zone_of_place
from panager.when.calendars.zones import offset, zone_name

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
