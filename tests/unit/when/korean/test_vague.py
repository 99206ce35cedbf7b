"""Korean that leaves the value open, or says it twice, on Saturday, 21 November 2026 at 14:00."""

import pytest

from tests.unit.when.support import meant, said

ASKED = [
    ("하루 이틀 뒤", "time?"),
    ("이틀 사흘 있다가", "time?"),
    ("서너 시쯤", "time?"),
    ("쫌 이따", "time?"),
    ("내일이나 모레쯤", "date? | 2026-11-22 00:00 | 2026-11-23 00:00"),
    ("내일 아님 모레", "date? | 2026-11-22 00:00 | 2026-11-23 00:00"),
    (
        "3시부터 2시간 회의",
        "meridiem? | 2026-11-22 03:00 | 2026-11-21 15:00",
    ),
    ("10월 5일부터 10월 3일까지", "date?"),
    ("3~4일 휴가", "time?"),
    ("UTC 12시", "meridiem? | 2026-11-22 09:00 | 2026-11-21 21:00"),
]
NEAR_THE_USUAL = [
    ("내일 아침 일찍", "2026-11-22 07:00 hour"),
    ("이른 아침에", "2026-11-22 07:00 hour"),
    ("오늘 오후 늦게", "2026-11-21 16:00 hour"),
    ("늦은 저녁에", "2026-11-21 20:00 hour"),
    ("밤늦게", "2026-11-21 22:00 hour"),
    ("심야에", "2026-11-22 00:00 hour"),
    ("아침 일찍 6시에", "2026-11-22 06:00 hour"),
    ("퇴근 시간에", "2026-11-21 17:00 hour"),
    ("내일 퇴근하고", "2026-11-22 18:00 hour"),
    ("월요일 퇴근 후 7시에", "2026-11-23 19:00 hour"),
]
AMOUNTS = [
    ("한 달 반 뒤", "2027-01-05 14:00 day"),
    ("1개월 하고 21일 뒤", "2027-01-11 14:00 day"),
    ("하루 그리고 5시간 뒤", "2026-11-22 19:00 hour"),
    ("일주일 내내", "7 days, 0:00:00"),
    ("하루 종일", "1 day, 0:00:00"),
    ("지난 2주간", "2026-11-07 ~ 2026-11-21"),
    ("지난 3년 간", "2023-11-21 ~ 2026-11-21"),
    ("지난 24시간", "2026-11-20 14:00 ~ 2026-11-21 14:00"),
    ("앞으로 이틀간", "2026-11-21 ~ 2026-11-23"),
    ("지금으로부터 3년 전", "2023-11-21 14:00 year"),
    ("내일부터 3주 휴가", "2026-11-22 ~ 2026-12-13"),
    ("오후 3시부터 30분 뒤까지", "2026-11-21 15:00 ~ 2026-11-21 15:30"),
    ("내일부터 3일 뒤까지", "2026-11-22 ~ 2026-11-26"),
    ("정각 15시", "2026-11-21 15:00 hour"),
    ("일주일 뒤 이 시간", "2026-11-28 14:00 minute"),
    ("12.3 오후 2시", "2026-12-03 14:00 hour"),
    ("20일 전후로", "2026-12-20 day"),
    ("어제로부터 4일 후", "2026-11-24 day"),
    ("내일로부터 3일 이내", "2026-11-25 day"),
    ("금요일 밤 11시에서 두 시간 뒤", "2026-11-28 01:00 hour"),
    ("자정 10분 뒤", "2026-11-22 00:10 minute"),
    ("내년 오늘", "2027-11-21 day"),
    ("작년 오늘", "2025-11-21 day"),
    ("2박 3일", "3 days, 0:00:00"),
    ("1월 3일부터 4박 5일", "2027-01-03 ~ 2027-01-08"),
    ("23~25일 휴가", "2026-11-23 ~ 2026-11-26"),
    ("12월 23~25일", "2026-12-23 ~ 2026-12-26"),
    ("다음 주 목금 휴가", "2026-11-26 ~ 2026-11-28"),
    ("새해 첫 월요일", "2027-01-04 day"),
    ("12.5.토 오후 1시", "2026-12-05 13:00 hour"),
    ("26/12/5까지", "2026-12-05 day"),
    ("74/10/31", "1974-10-31 day"),
    ("일주일 미뤄줘", "7 days, 0:00:00"),
    ("오늘내로", "2026-11-21 day"),
    ("내일중으로", "2026-11-22 day"),
    ("뉴욕 기준 오전 10시", "2026-11-22 00:00 hour"),
    ("UTC 기준 15시", "2026-11-22 00:00 hour"),
    ("KST 15:00", "2026-11-21 15:00 minute"),
    ("다음 달 22일 이후", "2026-12-22 day"),
]
NO_TIMES = [
    "좋은 아침이야",
    "좋은 주말 보내세요",
    "즐거운 명절",
    "굿 밤",
    "1일 1식",
    "1일 3회 복용",
    "버전 3.2 배포",
    "모집 기준 확인",
    "새해 인사",
    "임상 2/3상",
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_open_value_is_asked_for(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), NEAR_THE_USUAL)
def test_early_and_late_are_hours_from_the_usual_time(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amount_is_read(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_greetings_and_doses_are_no_time(text: str) -> None:
    assert meant(text) == "none"


def test_range_of_a_bare_hour_is_asked_about_with_its_end() -> None:
    readings = said("3시부터 2시간 회의").readings

    assert [one.at.hour for one in readings] == [3, 15]
