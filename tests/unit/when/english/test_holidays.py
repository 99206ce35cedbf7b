"""Days with a name, and what is counted from them."""

import pytest

from tests.unit.when.support import meant, said

PHRASES = [
    ("Christmas", "2026-12-25 day"),
    ("for Easter Sunday", "2027-03-28 day"),
    ("easter mon", "2027-03-29 day"),
    ("thanks giving", "2026-11-26 day"),
    ("Christmas Day", "2026-12-25 day"),
    ("xmas", "2026-12-25 day"),
    ("Christmas Eve", "2026-12-24 day"),
    ("Christmas 2030", "2030-12-25 day"),
    ("Christmas next year", "2027-12-25 day"),
    ("last Christmas", "2025-12-25 day"),
    ("Christmas morning", "2026-12-25 09:00 hour"),
    ("Christmas Eve at 6pm", "2026-12-24 18:00 hour"),
    ("New Year's Eve", "2026-12-31 day"),
    ("New Year's Day", "2027-01-01 day"),
    ("new year", "2027-01-01 day"),
    ("Thanksgiving", "2026-11-26 day"),
    ("Thanksgiving 2027", "2027-11-25 day"),
    ("last Thanksgiving", "2025-11-27 day"),
    ("Black Friday", "2026-11-27 day"),
    ("Cyber Monday", "2026-11-30 day"),
    ("Halloween", "2027-10-31 day"),
    ("Valentine's Day", "2027-02-14 day"),
    ("St. Patrick's Day", "2027-03-17 day"),
    ("Easter", "2027-03-28 day"),
    ("Good Friday", "2027-03-26 day"),
    ("Easter Monday", "2027-03-29 day"),
    ("Mother's Day", "2027-05-09 day"),
    ("Father's Day", "2027-06-20 day"),
    ("Memorial Day", "2027-05-31 day"),
    ("Independence Day", "2027-07-04 day"),
    ("4th of July", "2027-07-04 day"),
    ("Labor Day", "2027-09-06 day"),
    ("MLK day", "2027-01-18 day"),
    ("Presidents' Day", "2027-02-15 day"),
    ("Veterans Day", "2027-11-11 day"),
    ("Boxing Day", "2026-12-26 day"),
    ("Lunar New Year", "2027-02-07 day"),
    ("2 days before Christmas", "2026-12-23 day"),
    ("the day before Thanksgiving", "2026-11-25 day"),
    ("the day after Christmas", "2026-12-26 day"),
    ("three days after Easter", "2027-03-31 day"),
    ("a week before Christmas Eve", "2026-12-17 day"),
    ("two weeks after March 5", "2027-03-19 day"),
    ("a month from March 3rd", "2027-04-03 day"),
    ("2 days before Christmas at 9am", "2026-12-23 09:00 hour"),
]


@pytest.mark.parametrize(("text", "meaning"), PHRASES)
def test_phrase_means(text: str, meaning: str) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""
