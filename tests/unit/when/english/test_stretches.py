"""Days counted inside a month or year, and stretches of days."""

import pytest

from tests.unit.when.support import meant, said

PHRASES = [
    ("first Monday of March", "2027-03-01 day"),
    ("the first Monday in March", "2027-03-01 day"),
    ("first Monday of next month", "2026-12-07 day"),
    ("last Friday of the month", "2026-11-27 day"),
    ("last Friday in December", "2026-12-25 day"),
    ("third Tuesday in October 2027", "2027-10-19 day"),
    ("2nd Saturday of January", "2027-01-09 day"),
    ("the second to last Friday of December", "2026-12-18 day"),
    ("last day of the month", "2026-11-30 day"),
    ("last day of February 2028", "2028-02-29 day"),
    ("first day of next month", "2026-12-01 day"),
    ("third day of October", "2027-10-03 day"),
    ("last weekend of January", "2027-01-30 ~ 2027-02-01"),
    ("the first Monday evening of next month", "2026-12-07 19:00 hour"),
    ("first Monday of March at 10am", "2027-03-01 10:00 hour"),
    ("end of the month", "2026-11-30 day"),
    ("the end of next month", "2026-12-31 day"),
    ("end of March", "2027-03-31 day"),
    ("end of the year", "2026-12-31 day"),
    ("end of 2027", "2027-12-31 day"),
    ("EOM", "2026-11-30 day"),
    ("EOY", "2026-12-31 day"),
    ("month end", "2026-11-30 day"),
    ("beginning of next month", "2026-12-01 day"),
    ("start of next year", "2027-01-01 day"),
    ("beginning of March", "2027-03-01 day"),
    ("early March", "2027-03-01 ~ 2027-03-11"),
    ("mid-December", "2026-12-11 ~ 2026-12-21"),
    ("mid January", "2027-01-11 ~ 2027-01-21"),
    ("late next month", "2026-12-21 ~ 2027-01-01"),
    ("the middle of March", "2027-03-11 ~ 2027-03-21"),
    ("end of next week", "2026-11-27 ~ 2026-11-30"),
    ("Q3 2027", "2027-07-01 ~ 2027-10-01"),
    ("Q1", "2027-01-01 ~ 2027-04-01"),
    ("the third quarter of 2027", "2027-07-01 ~ 2027-10-01"),
    ("second half of 2027", "2027-07-01 ~ 2028-01-01"),
    ("H2 2027", "2027-07-01 ~ 2028-01-01"),
    ("this summer", "2027-06-01 ~ 2027-09-01"),
    ("next spring", "2027-03-01 ~ 2027-06-01"),
    ("last winter", "2025-12-01 ~ 2026-03-01"),
    ("summer 2027", "2027-06-01 ~ 2027-09-01"),
    ("in the fall", "2026-09-01 ~ 2026-12-01"),
    ("the week of March 10th", "2027-03-08 week"),
    ("week of Christmas", "2026-12-21 week"),
    ("next 3 days", "2026-11-22 ~ 2026-11-25"),
    ("the next two weeks", "2026-11-23 ~ 2026-12-07"),
    ("last 2 months", "2026-09-01 ~ 2026-11-01"),
    ("past 24 hours", "2026-11-20 14:00 ~ 2026-11-21 14:00"),
    ("next hour", "2026-11-21 15:00 ~ 2026-11-21 16:00"),
    ("5 previous years", "2021-01-01 ~ 2026-01-01"),
]


@pytest.mark.parametrize(("text", "meaning"), PHRASES)
def test_phrase_means(text: str, meaning: str) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""
