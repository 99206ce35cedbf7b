"""How long before a day somebody asks to hear of it, on Saturday, 21 November 2026 at 14:00."""

import pytest

from tests.unit.when.support import meant, said

LEADS = [
    ("12월 14일 시험 사흘 전에 알려줘", "2026-12-11 day"),
    ("12월 14일 시험 하루 전날 알려줘", "2026-12-13 day"),
    ("다음 주 금요일 발표 이틀 전에 미리 알려줘", "2026-11-25 day"),
    ("월요일 3시 회의 전날 저녁 8시에 알려줘", "2026-11-22 20:00 hour"),
    ("수요일 오후 2시 면접 하루 전 저녁 8시에 알려줘", "2026-11-24 20:00 hour"),
    ("월요일 오후 3시 회의 하루 전에 알려줘", "2026-11-22 15:00 hour"),
    ("12월 1일 치과 당일 아침 8시에 알려줘", "2026-12-01 08:00 hour"),
    ("12월 3일 생일 당일 아침에 깨워줘", "2026-12-03 09:00 hour"),
    ("월욜까지 보고서 내야 됨 그 전날 알려줘", "2026-11-22 day"),
    ("1월 15일 토익 시험, 하루 전에 알려줘", "2027-01-14 day"),
    ("오전 7시 30분 기차, 1시간 전 알림", "2026-11-22 06:30 minute"),
    ("크리스마스 선물 사흘 전에 알려줘", "2026-12-22 day"),
]
NO_LEADS = [
    ("금요일까지 보고서, 이틀 전에 받은 자료 참고", "2026-11-27 day"),
    ("내일 사흘 전에 산 우유 버리기", "2026-11-22 day"),
    ("그 전날 밤새 준비", "none"),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_lead_moves_the_day_that_is_named(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), NO_LEADS)
def test_amount_that_is_not_asked_for_moves_nothing(text: str, expected: str) -> None:
    assert meant(text) == expected


def test_lead_leaves_the_sentence() -> None:
    assert said("월욜까지 보고서 내야 됨 그 전날 알려줘").rest == "보고서 내기"
