"""Which zone a person's own word means, and which words mean none."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from panager.when import zone_label, zone_named

WINTER = datetime(2026, 1, 15, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("서울", "Asia/Seoul"),
        ("서울시", "Asia/Seoul"),
        ("한국 시간", "Asia/Seoul"),
        ("베를린", "Europe/Berlin"),
        ("뉴욕", "America/New_York"),
        ("Berlin", "Europe/Berlin"),
        ("  berlin. ", "Europe/Berlin"),
        ("“Berlin”", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new york time", "America/New_York"),
        ("London time zone", "Europe/London"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"),
        ("Asia/Seoul", "Asia/Seoul"),
        ("america/new_york", "America/New_York"),
        ("KST", "Asia/Seoul"),
        ("pst", "America/Los_Angeles"),
        ("UTC", "UTC"),
        ("UTC+9", "Etc/GMT-9"),
        ("utc +9", "Etc/GMT-9"),
        ("GMT-5", "Etc/GMT+5"),
        ("+09:00", "Etc/GMT-9"),
        ("UTC−3", "Etc/GMT+3"),
        ("UTC+0", "UTC"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC-9:30", "Pacific/Marquesas"),
    ],
)
def test_words_that_mean_one_zone(text: str, key: str) -> None:
    assert zone_named(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "", "time", "Narnia", "a meeting", "미국", "America", "Australia", "CST", "IST", "wake",
        "Victoria", "세부", "UTC+15", "UTC+5:20", "UTC+", "Paris, Texas", "Berlin, Narnia", "3pm",
        "localtime", "x" * 5000,
    ],
)  # fmt: skip
def test_words_that_mean_none_or_several_are_not_guessed(text: str) -> None:
    assert zone_named(text) is None


@pytest.mark.parametrize("text", ["UTC+9", "UTC-5", "UTC+5:30", "UTC+13", "UTC-9:30"])
def test_offset_is_the_same_all_year(text: str) -> None:
    key = zone_named(text)
    assert key is not None

    offsets = {at.astimezone(ZoneInfo(key)).strftime("%z") for at in (WINTER, SUMMER)}

    hours, _, minutes = text[4:].partition(":")
    assert offsets == {f"{text[3]}{int(hours):02}{minutes or '00'}"}


@pytest.mark.parametrize(
    ("key", "at", "label"),
    [
        ("Asia/Seoul", WINTER, "Asia/Seoul (KST)"),
        ("Europe/Berlin", WINTER, "Europe/Berlin (CET)"),
        ("Europe/Berlin", SUMMER, "Europe/Berlin (CEST)"),
        ("Asia/Ho_Chi_Minh", WINTER, "Asia/Ho_Chi_Minh (UTC+07:00)"),
        ("Etc/GMT-9", WINTER, "UTC+9"),
        ("Etc/GMT+5", WINTER, "UTC-5"),
        ("UTC", WINTER, "UTC"),
    ],
)
def test_zone_is_called_what_people_know(key: str, at: datetime, label: str) -> None:
    assert zone_label(ZoneInfo(key), at) == label
