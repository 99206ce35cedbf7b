"""Working days, numbered weeks, parts of quarters, and days beside a named one."""

import pytest

from panager.when import Kind
from tests.unit.when.support import meant, said

PHRASES = [
    ("in 3 business days", "2026-11-25 day"),
    ("in 3 business days at 9am", "2026-11-25 09:00 hour"),
    ("within two working days", "2026-11-24 day"),
    ("5 working days from now", "2026-11-27 day"),
    ("3 working days ago", "2026-11-18 day"),
    ("the next business day", "2026-11-23 day"),
    ("next working day at 10am", "2026-11-23 10:00 hour"),
    ("two business days after Friday", "2026-12-01 day"),
    ("10 business days before Christmas", "2026-12-11 day"),
    ("the last working day of the month", "2026-11-30 day"),
    ("the first business day of 2028", "2028-01-03 day"),
    ("the second last workday of December", "2026-12-30 day"),
    ("week 50", "2026-12-07 week"),
    ("in week 3", "2027-01-18 week"),
    ("week 27 of last year", "2025-06-30 week"),
    ("wk 10 2028", "2028-03-06 week"),
    ("2027 week 5", "2027-02-01 week"),
    ("W50", "2026-12-07 week"),
    ("2026-W50", "2026-12-07 week"),
    ("2026-W50-3", "2026-12-09 day"),
    ("2026W503", "2026-12-09 day"),
    ("2026-W54", "none"),
    ("week 53 of 2027", "date?"),
    ("Monday of week 50", "2026-12-07 day"),
    ("Tuesday week 50 at 3pm", "2026-12-08 15:00 hour"),
    ("end of Q1", "2027-03-31 day"),
    ("by the end of Q2 2027", "2027-06-30 day"),
    ("the beginning of the third quarter of 2027", "2027-07-01 day"),
    ("mid Q1 2027", "2027-02-01 month"),
    ("late in Q2", "2027-06-01 month"),
    ("by EOQ", "2026-12-31 day"),
    ("the first two weeks of March", "2027-03-01 ~ 2027-03-15"),
    ("the last 10 days of next month", "2026-12-22 ~ 2027-01-01"),
    ("the first three months of 2028", "2028-01-01 ~ 2028-04-01"),
    ("the ninth month of next year", "2027-09-01 ~ 2027-10-01"),
    ("the middle of next month", "2026-12-11 ~ 2026-12-21"),
    ("the Friday before Christmas", "2026-12-18 day"),
    ("Friday before Christmas at 5pm", "2026-12-18 17:00 hour"),
    ("the Monday after the 5th", "2026-12-07 day"),
    ("the third Tuesday after Christmas", "2027-01-12 day"),
    ("the weekend before Easter", "2027-03-27 ~ 2027-03-29"),
    ("the weekend after March 3rd", "2027-03-06 ~ 2027-03-08"),
    ("the night before Christmas", "2026-12-24 21:00 hour"),
    ("the morning after Halloween", "2027-11-01 09:00 hour"),
    ("Labor Day weekend", "2027-09-04 ~ 2027-09-07"),
    ("the weekend of Thanksgiving 2027", "2027-11-25 ~ 2027-11-29"),
    ("Christmas weekend", "2026-12-25 ~ 2026-12-28"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrase_means(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", [text for text, meaning in PHRASES if meaning != "none"])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""


@pytest.mark.parametrize(
    ("text", "is_noted"),
    [
        ("in 3 business days", True),
        ("the last working day of the month", True),
        ("in 3 days", False),
        ("the last day of the month", False),
    ],
)
def test_working_days_say_that_holidays_are_not_known(text: str, is_noted: bool) -> None:
    assert ("holidays" in said(text).notes) is is_noted


@pytest.mark.parametrize(
    "text",
    [
        "week 12 of the course",
        "week 2 workout",
        "read chapter W12b",
        "a business day lunch",
        "the working day is long",
        "Q3 report",
    ],
)
def test_other_words_are_no_time(text: str) -> None:
    assert meant(text) == "none"


def test_time_of_day_is_no_day_to_count_from() -> None:
    meaning = said("Friday before noon")

    assert meaning.kind is Kind.INSTANT
    assert meant("Friday before noon") == "2026-11-27 12:00 hour"
