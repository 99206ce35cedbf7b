"""Times that are corrected in the same breath, on Saturday, 21 November 2026 at 14:00."""

import pytest

from tests.unit.when.support import meant, said

CORRECTED = [
    ("내일이 아니라 모레", "2026-11-23 day"),
    ("내일 말고 모레 오후 2시", "2026-11-23 14:00 hour"),
    ("내일 아니고 글피 오전 9시", "2026-11-24 09:00 hour"),
    ("내일 오후 3시가 아니라 오후 6시", "2026-11-22 18:00 hour"),
    ("내일 오후 3시 말고 모레", "2026-11-23 15:00 hour"),
    ("내일 오전 11시 말고 2시", "meridiem? | 2026-11-22 02:00 | 2026-11-22 14:00"),
]


@pytest.mark.parametrize(("text", "expected"), CORRECTED)
def test_corrected_time_is_meant(text: str, expected: str) -> None:
    assert meant(text) == expected


def test_both_times_leave_the_sentence() -> None:
    assert said("내일 말고 모레 오후 2시에 회의 알려줘").rest == "회의"
