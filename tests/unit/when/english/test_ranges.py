"""From one moment to another."""

import pytest

from tests.unit.when.support import meant, said

PHRASES = [
    ("from 3 to 5pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("from 3pm to 5pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("3-5pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("3pm-5pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("3-5pm tomorrow", "2026-11-22 15:00 ~ 2026-11-22 17:00"),
    ("tomorrow from 3 to 5pm", "2026-11-22 15:00 ~ 2026-11-22 17:00"),
    ("tomorrow 3pm to 5pm", "2026-11-22 15:00 ~ 2026-11-22 17:00"),
    ("from 3 to 5 in the afternoon", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("tomorrow afternoon from 3 to 5", "2026-11-22 15:00 ~ 2026-11-22 17:00"),
    ("9am to noon", "2026-11-22 09:00 ~ 2026-11-22 12:00"),
    ("noon to 3", "2026-11-22 12:00 ~ 2026-11-22 15:00"),
    ("from noon until 3:30", "2026-11-22 12:00 ~ 2026-11-22 15:30"),
    ("9am - 5pm on Monday", "2026-11-23 09:00 ~ 2026-11-23 17:00"),
    ("11 to 1pm", "2026-11-22 11:00 ~ 2026-11-22 13:00"),
    ("from 10pm to 6am", "2026-11-21 22:00 ~ 2026-11-22 06:00"),
    ("10:30 to 11:15am", "2026-11-22 10:30 ~ 2026-11-22 11:15"),
    ("8am until 6", "2026-11-22 08:00 ~ 2026-11-22 18:00"),
    ("8am till 6pm tomorrow", "2026-11-22 08:00 ~ 2026-11-22 18:00"),
    ("between 3pm and 5pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("between 3 and 5pm on Friday", "2026-11-27 15:00 ~ 2026-11-27 17:00"),
    ("from three to five pm", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("Thursday from 9a to 11a", "2026-11-26 09:00 ~ 2026-11-26 11:00"),
    ("from 2pm tomorrow to 4pm on Monday", "2026-11-22 14:00 ~ 2026-11-23 16:00"),
    ("from 4pm till tomorrow 9am", "2026-11-21 16:00 ~ 2026-11-22 09:00"),
    ("3pm for 2 hours", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("tomorrow at 3pm for 90 minutes", "2026-11-22 15:00 ~ 2026-11-22 16:30"),
    ("from now until 5pm", "2026-11-21 14:00 ~ 2026-11-21 17:00"),
    ("15:00-17:00", "2026-11-21 15:00 ~ 2026-11-21 17:00"),
    ("15:00 - 16:30", "2026-11-21 15:00 ~ 2026-11-21 16:30"),
    ("1-2pm PST", "2026-11-22 06:00 ~ 2026-11-22 07:00"),
    ("from Monday to Friday", "2026-11-23 ~ 2026-11-28"),
    ("Monday through Wednesday", "2026-11-23 ~ 2026-11-26"),
    ("Mon-Fri", "2026-11-23 ~ 2026-11-28"),
    ("Monday - Wednesday next week", "2026-11-23 ~ 2026-11-26"),
    ("between Monday and Thursday", "2026-11-23 ~ 2026-11-27"),
    ("from tomorrow to Friday", "2026-11-22 ~ 2026-11-28"),
    ("from tomorrow until next Monday", "2026-11-22 ~ 2026-11-24"),
    ("Dec 24 to 26", "2026-12-24 ~ 2026-12-27"),
    ("Dec 24-26", "2026-12-24 ~ 2026-12-27"),
    ("December 24th through 26th", "2026-12-24 ~ 2026-12-27"),
    ("from December 28 to January 3", "2026-12-28 ~ 2027-01-04"),
    ("24-26 December", "2026-12-24 ~ 2026-12-27"),
    ("24 to 26 Dec 2027", "2027-12-24 ~ 2027-12-27"),
    ("from the 24th to the 26th", "2026-11-24 ~ 2026-11-27"),
    ("between March 3 and March 7", "2027-03-03 ~ 2027-03-08"),
    ("Mar 3 - Mar 7, 2028", "2028-03-03 ~ 2028-03-08"),
    ("12/24 to 12/26", "2026-12-24 ~ 2026-12-27"),
    ("12/24-12/26", "2026-12-24 ~ 2026-12-27"),
    ("2027-03-05 to 2027-03-08", "2027-03-05 ~ 2027-03-09"),
    ("March to May", "2027-03-01 ~ 2027-06-01"),
    ("from March to May 2028", "2028-03-01 ~ 2028-06-01"),
    ("between November and February", "2026-11-01 ~ 2027-03-01"),
    ("from 2027 to 2029", "2027-01-01 ~ 2030-01-01"),
    ("from August to December", "2026-08-01 ~ 2027-01-01"),
    ("from 3 to 5", "meridiem? | 2026-11-22 03:00 | 2026-11-21 15:00"),
    ("between 9 and 11", "meridiem? | 2026-11-22 09:00 | 2026-11-21 21:00"),
    ("from 9:30 to 11", "meridiem? | 2026-11-22 09:30 | 2026-11-21 21:30"),
    ("9 to 5 on Monday", "meridiem? | 2026-11-23 09:00 | 2026-11-23 21:00"),
]


@pytest.mark.parametrize(("text", "meaning"), PHRASES)
def test_phrase_means(text: str, meaning: str) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize("text", [text for text, _ in PHRASES])
def test_whole_phrase_is_time(text: str) -> None:
    assert said(text).rest == ""
