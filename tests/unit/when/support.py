"""The moment at which the phrases of these tests are said, and short ways to say results."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from panager.when import Kind, Understanding, for_reminder, understand

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=SEOUL)
"""A Saturday."""


def said(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> Understanding:
    """What it means to somebody who wants to be reminded."""
    return for_reminder(understand(text, zone=zone, now=now), now=now)


def meant(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> str:
    """The general meaning in short: "2026-11-22 15:00 hour", "2026-11-28 ~ 2026-11-30"."""
    meaning = understand(text, zone=zone, now=now)
    match meaning.kind:
        case Kind.INSTANT:
            return f"{_start(meaning)} {meaning.grain}"
        case Kind.RANGE:
            end = replace(meaning, at=meaning.end)
            return f"{_start(meaning)} ~ {_start(end)}"
        case Kind.DURATION:
            return str(meaning.length)
        case Kind.UNCLEAR:
            return " | ".join((f"{meaning.missing}?", *readings(meaning)))
    return meaning.kind


def _start(meaning: Understanding) -> str:
    shown = wall(meaning.at)
    return shown.removesuffix(" 00:00") if meaning.whole else shown


def wall(moment: datetime | None) -> str:
    """The wall clock of a moment: "2026-11-21 15:00", with seconds if there are any."""
    if moment is None:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M" + (":%S" if moment.second else ""))


def readings(meaning: Understanding) -> list[str]:
    return [wall(reading.at) for reading in meaning.readings]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
