"""Calendar dates, whole or in part."""

import pytest

from tests.unit.when.support import BERLIN, NEW_YORK, meant, said

PHRASES = [
    ("March 3", "2027-03-03 day"),
    ("March 3rd", "2027-03-03 day"),
    ("March third", "2027-03-03 day"),
    ("March the 3rd", "2027-03-03 day"),
    ("Mar 3", "2027-03-03 day"),
    ("Mar. 3rd", "2027-03-03 day"),
    ("3 March", "2027-03-03 day"),
    ("by March 3", "2027-03-03 day"),
    ("until March 3rd", "2027-03-03 day"),
    ("until March", "2027-03-01 month"),
    ("3 Mar", "2027-03-03 day"),
    ("3rd March", "2027-03-03 day"),
    ("the 3rd of March", "2027-03-03 day"),
    ("third of March", "2027-03-03 day"),
    ("on the third of March", "2027-03-03 day"),
    ("twenty-first of June", "2027-06-21 day"),
    ("June twenty-first", "2027-06-21 day"),
    ("May twenty nine", "2027-05-29 day"),
    ("Feb29", "2028-02-29 day"),
    ("14apr", "2027-04-14 day"),
    ("March 3, 2027", "2027-03-03 day"),
    ("March 3rd 2027", "2027-03-03 day"),
    ("3 March 2028", "2028-03-03 day"),
    ("the 3rd of March, 2028", "2028-03-03 day"),
    ("3-Mar-2028", "2028-03-03 day"),
    ("March/3", "2027-03-03 day"),
    ("Mar-3-2028", "2028-03-03 day"),
    ("2028-Mar-03", "2028-03-03 day"),
    ("03/05/2027", "2027-03-05 day"),
    ("3/5", "2027-03-05 day"),
    ("3/5/27", "2027-03-05 day"),
    ("13/5/2027", "2027-05-13 day"),
    ("5-13-2027", "2027-05-13 day"),
    ("31.10.2027", "2027-10-31 day"),
    ("2027-03-05", "2027-03-05 day"),
    ("2027/03/05", "2027-03-05 day"),
    ("2027.3.5", "2027-03-05 day"),
    ("2027-03", "2027-03-01 month"),
    ("3/2027", "2027-03-01 month"),
    ("March 2027", "2027-03-01 month"),
    ("in March", "2027-03-01 month"),
    ("March of 2028", "2028-03-01 month"),
    ("next March", "2027-03-01 month"),
    ("last March", "2026-03-01 month"),
    ("this September", "2026-09-01 month"),
    ("by March", "2027-03-01 month"),
    ("2027 April", "2027-04-01 month"),
    ("in 2028", "2028-01-01 year"),
    ("the year 2030", "2030-01-01 year"),
    ("in nineteen ninety nine", "1999-01-01 year"),
    ("January twenty five nineteen eighty six", "1986-01-25 day"),
    ("March 3rd two thousand thirty", "2030-03-03 day"),
    ("March 3 next year", "2027-03-03 day"),
    ("the 5th", "2026-12-05 day"),
    ("the 25th", "2026-11-25 day"),
    ("on the first", "2026-12-01 day"),
    ("the 31st", "2026-12-31 day"),
    ("the 1st of next month", "2026-12-01 day"),
    ("the 15th of this month", "2026-11-15 day"),
    ("20th of the next month", "2026-12-20 day"),
    ("Tuesday the 24th", "2026-11-24 day"),
    ("Mon 30th", "2026-11-30 day"),
    ("Thursday, March 4", "2027-03-04 day"),
    ("Thu, Mar 4, 2027", "2027-03-04 day"),
    ("March 5th at 3pm", "2027-03-05 15:00 hour"),
    ("3pm on March 5th", "2027-03-05 15:00 hour"),
    ("Mar 5, 2027 at 8am", "2027-03-05 08:00 hour"),
    ("5 March 15:00", "2027-03-05 15:00 minute"),
    ("the 5th of March at 2pm", "2027-03-05 14:00 hour"),
    ("the 5th at 10:30 am", "2026-12-05 10:30 minute"),
    ("12/25 at noon", "2026-12-25 12:00 hour"),
    ("2027-03-05T14:00", "2027-03-05 14:00 minute"),
    ("2027-03-05T14:00:30+09:00", "2027-03-05 14:00:30 second"),
    ("2027-03-05T05:00Z", "2027-03-05 14:00 minute"),
    ("2027-03-05 10:00", "2027-03-05 10:00 minute"),
    ("Fri, Dec 18, 2026 07:00 PM", "2026-12-18 19:00 minute"),
    ("at 7:30 PM on Dec 18", "2026-12-18 19:30 minute"),
    ("Monday 21", "2026-12-21 day"),
    ("on Thursday 31 at 3pm", "2026-12-31 15:00 hour"),
    ("in 2028 April", "2028-04-01 month"),
    ("20270305T050000Z", "2027-03-05 14:00 second"),
    ("2027-03-05 10:00:30.250", "2027-03-05 10:00:30 second"),
    ("5/1-5/7/2027", "2027-05-01 ~ 2027-05-08"),
    ("12/28-1/3/2028", "2027-12-28 ~ 2028-01-04"),
]


@pytest.mark.parametrize(("text", "meaning"), PHRASES)
def test_phrase_means(text: str, meaning: str) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/12/2027", "date? | 2027-05-12 00:00 | 2027-12-05 00:00"),
        ("5/12/2027 at 3pm", "date? | 2027-05-12 15:00 | 2027-12-05 15:00"),
        ("13/12/2027", "2027-12-13 day"),
        ("12/24", "2026-12-24 day"),
        ("5/5", "2027-05-05 day"),
    ],
)
def test_either_number_may_be_the_month_where_both_are_usual(text: str, expected: str) -> None:
    assert meant(text, zone=BERLIN) == expected


@pytest.mark.parametrize("text", ["5/12/2027", "5-12-2027"])
def test_month_comes_first_in_the_united_states_and_korea(text: str) -> None:
    assert meant(text, zone=NEW_YORK) == "2027-05-12 day"
    assert meant(text) == "2027-05-12 day"


def test_bare_hour_beside_either_date_is_asked_with_it() -> None:
    assert len(said("5/12/2027 at 3", zone=BERLIN).readings) == 4


def test_month_comes_first_in_korean_anywhere() -> None:
    assert meant("5/12 오후 3시", zone=BERLIN) == "2027-05-12 15:00 hour"
