"""Misspelled, shortened and British ways to say a day, and degrees of a part of the day."""

import pytest

from tests.unit.when.support import meant, said

PHRASES = [
    ("wensday 3pm", "2026-11-25 15:00 hour"),
    ("weds 11am", "2026-11-25 11:00 hour"),
    ("on thrusday at noon", "2026-11-26 12:00 hour"),
    ("teusday at 5pm", "2026-11-24 17:00 hour"),
    ("febuary 3rd", "2027-02-03 day"),
    ("3 ocotber 2027", "2027-10-03 day"),
    ("tommorw at 5pm", "2026-11-22 17:00 hour"),
    ("tomoz at 5pm", "2026-11-22 17:00 hour"),
    ("nxt tues 3pm", "2026-11-24 15:00 hour"),
    ("yesturday", "2026-11-20 day"),
    ("2moro arvo", "2026-11-22 15:00 hour"),
    ("this arvo", "2026-11-21 15:00 hour"),
    ("day after next at 9am", "2026-11-23 09:00 hour"),
    ("a week tomorrow", "2026-11-29 day"),
    ("two weeks today", "2026-12-05 day"),
    ("three weeks tomorrow at 5pm", "2026-12-13 17:00 hour"),
    ("the weekend after next", "2026-12-05 ~ 2026-12-07"),
    ("the weekend before last", "2026-11-07 ~ 2026-11-09"),
    ("the month after the next", "2027-01-01 month"),
    ("a week from next Sunday", "date? | 2026-11-29 00:00 | 2026-12-06 00:00"),
    ("late tonight", "2026-11-21 22:00 hour"),
    ("early tomorrow morning", "2026-11-22 08:00 hour"),
    ("early tomorrow", "2026-11-22 08:00 hour"),
    ("late afternoon tomorrow", "2026-11-22 16:00 hour"),
    ("in the late evening", "2026-11-21 20:00 hour"),
    ("early this morning", "2026-11-21 08:00 hour"),
    ("late last night", "2026-11-20 22:00 hour"),
    ("first thing Monday morning", "2026-11-23 09:00 hour"),
    ("tuesday AM", "2026-11-24 09:00 hour"),
    ("tomorrow pm", "2026-11-22 15:00 hour"),
    ("before lunch", "2026-11-22 11:00 hour"),
    ("after lunch tomorrow", "2026-11-22 13:00 hour"),
    ("after work", "2026-11-21 18:00 hour"),
    ("at bedtime", "2026-11-21 22:00 hour"),
    ("at breakfast", "2026-11-22 08:00 hour"),
    ("crack of dawn", "2026-11-22 05:00 hour"),
    ("in an hour and half", "2026-11-21 15:30 minute"),
    ("in about ~5 hours", "2026-11-21 19:00 hour"),
    ("in a day or two", "time?"),
    ("in several hours", "time?"),
    ("by April 15", "2027-04-15 day"),
    ("until November 25", "2026-11-25 day"),
    ("before Dec 24", "2026-12-24 day"),
    ("from June 21", "2027-06-21 day"),
    ("in November '28", "2028-11-01 month"),
    ("in april of 2028", "2028-04-01 month"),
    ("16. Nov. 2027", "2027-11-16 day"),
    ("2027 March 18", "2027-03-18 day"),
    ("3rd Feb 82", "1982-02-03 day"),
    ("Aug 9, '28", "2028-08-09 day"),
    ("Tues 10th Aug, 2027", "2027-08-10 day"),
    ("on Mon 30th", "2026-11-30 day"),
    ("30th at 9am", "2026-11-30 09:00 hour"),
    ("Sat Dec 05 12:00:30 2026", "2026-12-05 12:00:30 second"),
    ("twenty second of June", "2027-06-22 day"),
    ("tomorrow 17h", "2026-11-22 17:00 hour"),
    ("Fri, Dec 18, 2026 19h", "2026-12-18 19:00 hour"),
    ("15h", "15:00:00"),
    ("tomorrow at half 4 pm", "2026-11-22 16:30 minute"),
    ("9 tomorrow", "meridiem? | 2026-11-22 09:00 | 2026-11-22 21:00"),
    ("til 6pm", "2026-11-21 18:00 hour"),
    ("until 2030", "time?"),
    ("at 2030", "2026-11-21 20:30 minute"),
    ("Feb 5 AM", "2027-02-05 09:00 hour"),
    ("sun 10am", "2026-11-22 10:00 hour"),
    ("wed at noon", "2026-11-25 12:00 hour"),
    ("sat nite", "2026-11-21 21:00 hour"),
    ("T-minus 10 minutes", "2026-11-21 14:10 minute"),
    ("now + 40 minutes", "2026-11-21 14:40 minute"),
    ("2 weeks in the future", "2026-12-05 14:00 week"),
    ("in 2 hours 30", "2026-11-21 16:30 minute"),
    ("in an hour twenty", "2026-11-21 15:20 minute"),
    ("1 hour and fifteen", "1:15:00"),
    ("two and a quarter hours", "2:15:00"),
    ("one and a half hour", "1:30:00"),
    ("5 extra minutes", "0:05:00"),
    ("hour and a half from now", "2026-11-21 15:30 minute"),
    ("30.11. at noon", "2026-11-30 12:00 hour"),
    ("thurs arvo", "2026-11-26 15:00 hour"),
    ("mon night", "2026-11-23 21:00 hour"),
    ("at about 3:15 this afternoon", "2026-11-21 15:15 minute"),
    ("no later than 5pm tomorrow", "2026-11-22 17:00 hour"),
    ("4pm on the dot", "2026-11-21 16:00 hour"),
    ("towards the end of the month", "2026-11-30 day"),
    ("all day tomorrow", "2026-11-22 day"),
    ("sometime next week", "2026-11-23 week"),
    ("this working week", "2026-11-16 ~ 2026-11-21"),
    ("in 2y", "2028-11-21 14:00 year"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrase_means(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "one may ask",
        "this may take long",
        "the 3rd item",
        "the 5th apartment",
        "the first week of school",
        "after work party",
        "meet him at work",
        "am I late",
        "eighty nine",
        "some time off",
        "all day long shifts",
        "late night snack",
    ],
)
def test_other_words_are_no_time(text: str) -> None:
    assert meant(text) == "none"
