"""Dates of two numbers, where people write the day first as well as the month: "5/12"."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from panager.when.grammar.text import has_hangul
from panager.when.model.components import Date, Phrase

# Where the month comes first, in English too; elsewhere in these regions it is asked.
_MONTH_FIRST = re.compile(
    r"Asia/(?:Seoul|Pyongyang|Tokyo|Shanghai|Taipei|Manila)|Pacific/Honolulu|US/.*|"
    r"America/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|"
    r"(?:Indiana|Kentucky|North_Dakota)/.*|Juneau|Sitka|Nome|Adak|Menominee)"
)
_AMERICAN = re.compile(r"(?:America|US)/.*|Pacific/Honolulu")
_WORD = re.compile(r"\b(?![ap]m\b)[a-z]{2,}", re.IGNORECASE)
_DAY_FIRST_REGION = re.compile(r"(?:Europe|Africa|Asia|Australia|America|Pacific|Atlantic|Indian)/")


def day_first_rival(phrase: Phrase, text: str, zone: ZoneInfo) -> Phrase | None:
    """The same with the day first; None where nobody in the zone would mean it."""
    on = phrase.find(Date)
    if on is None or not on.slashed or on.month is None or on.day is None or on.day > 12:
        return None
    if on.month == on.day or has_hangul(text):
        return None
    if not _is_day_first(zone) and not _is_foreign_english(text, zone):
        return None
    swapped = replace(on, month=on.day, day=on.month)
    return Phrase(tuple(swapped if one is on else one for one in phrase.components))


def _is_foreign_english(text: str, zone: ZoneInfo) -> bool:
    """Whether somebody writes English, which has both orders, where no American order holds."""
    return bool(_WORD.search(text)) and not _AMERICAN.fullmatch(zone.key or "")


def _is_day_first(zone: ZoneInfo) -> bool:
    """Whether it is the zone of a place (not UTC) where the month does not come first."""
    key = zone.key or ""
    return bool(_DAY_FIRST_REGION.match(key)) and not _MONTH_FIRST.fullmatch(key)
