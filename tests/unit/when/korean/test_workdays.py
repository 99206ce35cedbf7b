"""Korean working days and week numbers, said on Saturday, 21 November 2026 at 14:00."""

import pytest

from tests.unit.when.support import meant

WORKDAYS = [
    ("3영업일 뒤", "2026-11-25 day"),
    ("3 영업일 후 오전 10시", "2026-11-25 10:00 hour"),
    ("영업일 기준 5일 이내", "2026-11-27 day"),
    ("영업일 기준으로 나흘 뒤", "2026-11-26 day"),
    ("근무일 기준 열흘 안에", "2026-12-04 day"),
    ("5근무일 이내에", "2026-11-27 day"),
    ("2영업일 전", "2026-11-19 day"),
    ("다음 영업일", "2026-11-23 day"),
    ("다음 영업일 오전 9시 반", "2026-11-23 09:30 minute"),
    ("직전 영업일", "2026-11-20 day"),
    ("이번 달 마지막 영업일 오후 3시", "2026-11-30 15:00 hour"),
    ("다음 달 첫 영업일", "2026-12-01 day"),
    ("내년 1월 첫 영업일", "2027-01-04 day"),
]
# Christmas of 2026 is a Friday, the first of March 2027 a Monday.
OVER_HOLIDAYS = [
    ("25영업일 뒤", "2026-12-28 day"),
    ("내년 3월 둘째 영업일", "2027-03-03 day"),
    ("3월 첫 번째 영업일", "2027-03-02 day"),
]
WEEK_NUMBERS = [
    ("48주차", "2026-11-23 week"),
    ("올해 50주차", "2026-12-07 week"),
    ("내년 10주차 수요일", "2027-03-10 day"),
    ("12월 2주차", "2026-12-07 week"),
]
NO_DAY = ["영업일 확인", "영업일지 쓰기", "임신 20주차 검진", "8주차 강의 듣기", "근무일지 정리"]


@pytest.mark.parametrize(("text", "expected"), WORKDAYS)
def test_working_day_is_counted_without_weekends(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), OVER_HOLIDAYS)
def test_working_day_is_counted_without_public_holidays(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), WEEK_NUMBERS)
def test_number_of_a_week_is_found(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", NO_DAY)
def test_words_with_working_days_or_weeks_in_them_are_no_day(text: str) -> None:
    assert not meant(text).startswith("20")
