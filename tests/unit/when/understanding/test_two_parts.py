"""A part of the day said twice: "tonight at 8pm"."""

import pytest

from panager.when import Kind
from tests.unit.when.support import readings, said, wall


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tonight at 8pm", "2026-11-21 20:00"),
        ("tomorrow morning at 8am", "2026-11-22 08:00"),
        ("8am tomorrow morning", "2026-11-22 08:00"),
        ("this evening at 7:30pm", "2026-11-21 19:30"),
        ("at 9:15pm this evening", "2026-11-21 21:15"),
        ("tomorrow night 11pm", "2026-11-22 23:00"),
        ("tonight at 12am", "2026-11-22 00:00"),
        ("tomorrow night at 1am", "2026-11-23 01:00"),
        ("내일 저녁 오후 8시", "2026-11-22 20:00"),
        ("내일 아침 오전 7시 반", "2026-11-22 07:30"),
        ("tomorrow afternoon at 2 pm", "2026-11-22 14:00"),
    ],
)
def test_the_part_that_the_clock_fits_is_meant(text: str, expected: str) -> None:
    meaning = said(text)

    assert (meaning.kind, wall(meaning.at)) == (Kind.INSTANT, expected), readings(meaning)
    assert meaning.phrase == text
