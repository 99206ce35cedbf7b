"""Says a moment in full, so that a person sees the day, the time and the zone."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from panager.when.calendars.zones import zone_name
from panager.when.grammar.english import lexicon as english
from panager.when.grammar.korean import lexicon as korean

_NEAR_KO = {-2: "그저께", -1: "어제", 0: "오늘", 1: "내일", 2: "모레", 3: "글피"}
_NEAR_EN = {
    -2: "the day before yesterday",
    -1: "yesterday",
    0: "today",
    1: "tomorrow",
    2: "the day after tomorrow",
}


def render(
    at: datetime,
    *,
    zone: ZoneInfo,
    language: Literal["ko", "en"],
    now: datetime | None = None,
    whole: bool = False,
) -> str:
    """ "모레, 3월 5일(목) 오후 2:00 KST" or "tomorrow, Thu, March 5, 2:00 PM KST".

    As seen from `now`, the near days are named, and the year is said of another year and of a
    past day without a name; without it neither is. Seconds are said when there are any, and no
    time of a `whole` day. `understand` reads the result back.
    """
    local = at.astimezone(zone)
    seen = now.astimezone(zone) if now is not None else None
    parts = _korean(local, seen) if language == "ko" else _english(local, seen)
    return parts[0] if whole else "".join(parts)


def _korean(local: datetime, now: datetime | None) -> tuple[str, str]:
    near = _near(local, now, _NEAR_KO)
    year = f"{local.year}년 " if _says_year(local, now, near) else ""
    day = f"{local.month}월 {local.day}일({korean.WEEKDAYS[local.weekday()]})"
    half = "오전" if local.hour < 12 else "오후"
    return (
        f"{_near(local, now, _NEAR_KO)}{year}{day}",
        f" {half} {_clock(local)} {zone_name(local)}",
    )


def _english(local: datetime, now: datetime | None) -> tuple[str, str]:
    near = _near(local, now, _NEAR_EN)
    year = f", {local.year}" if _says_year(local, now, near) else ""
    weekday, month = english.WEEKDAYS[local.weekday()], english.MONTHS[local.month - 1]
    day = f"{weekday[:3].title()}, {month.title()} {local.day}"
    half = "AM" if local.hour < 12 else "PM"
    return (
        f"{_near(local, now, _NEAR_EN)}{day}{year}",
        f", {_clock(local)} {half} {zone_name(local)}",
    )


def _says_year(local: datetime, now: datetime | None, near: str) -> bool:
    """A date without a year is read as the coming one."""
    return now is not None and (local.year != now.year or (local < now and not near))


def _near(local: datetime, now: datetime | None, words: dict[int, str]) -> str:
    word = None if now is None else words.get((local.date() - now.date()).days)
    return "" if word is None else f"{word}, "


def _clock(local: datetime) -> str:
    clock = f"{local.hour % 12 or 12}:{local.minute:02}"
    return f"{clock}:{local.second:02}" if local.second else clock
