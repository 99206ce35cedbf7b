"""English words that look like time and are none, or are somebody's name."""

import pytest

from tests.unit.when.support import meant, said, wall


@pytest.mark.parametrize(
    "text",
    [
        "the 5th floor",
        "may I ask",
        "march on",
        "May called",
        "April is nice",
        "I sat there",
        "the sun is bright",
        "buy 2-3 apples",
        "10 to 12 people",
        "between 5 and 10 people",
        "9 to 5 job",
        "win 3-2",
        "Christmas shopping",
        "spring cleaning",
        "summer dress",
        "fall in love",
        "night shift",
        "good morning",
        "call mom now and then",
        "first thing to do",
        "the second chapter",
        "a second opinion",
        "wait a minute",
        "a 10 minute walk",
        "2 week trip",
        "half the cake",
        "half two apples",
        "quarter finals",
        "end of the road",
        "early bird",
        "next door",
        "version 2.5",
        "read 1984",
        "catch flight 1530",
        "call 555-1234",
        "at 650-650-6500",
        "tomorrow's meeting notes",
        "Q&A",
        "Q3 report",
        "every now and then",
        "the rest of the team",
        "the first two chapters",
        "a later version",
    ],
)
def test_ordinary_words_are_no_time(text: str) -> None:
    assert (meant(text), said(text).rest) == ("none", text)


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("call April at 5pm", "2026-11-21 17:00", "call April"),
        ("meet June tomorrow at 3pm", "2026-11-22 15:00", "meet June"),
        ("remind me to call May at 6pm", "2026-11-21 18:00", "call May"),
        ("send the Q3 report tomorrow at 5pm", "2026-11-22 17:00", "send the Q3 report"),
        ("do Christmas shopping tomorrow at 5pm", "2026-11-22 17:00", "do Christmas shopping"),
        ("buy gifts for Christmas at 5pm tomorrow", "2026-11-22 17:00", "buy gifts for Christmas"),
        ("pick 3-5 apples at 5pm", "2026-11-21 17:00", "pick 3-5 apples"),
        ("at 5pm look at 5 houses", "2026-11-21 17:00", "look at 5 houses"),
        (
            "at 5pm tell them where I sat at noon",
            "2026-11-21 17:00",
            "tell them where I sat at noon",
        ),
        ("in 2 hours 30 people come", "2026-11-21 16:00", "30 people come"),
    ],
)
def test_what_is_no_time_stays_in_the_request(text: str, at: str, rest: str) -> None:
    meaning = said(text)

    assert (wall(meaning.at), meaning.rest) == (at, rest)
