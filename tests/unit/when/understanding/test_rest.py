"""What a sentence asks for, beside its time."""

import pytest

from tests.unit.when.support import said

RESTS = [
    ("1분 뒤에 물 마시라고 알려줘", "물 마시기"),
    ("내일 3시에 치과 예약 전화하라고 알려줘", "치과 예약 전화"),
    ("30분 뒤에 약 먹으라고 해줘", "약 먹기"),
    ("오후 3시에 회의 알려줘", "회의"),
    ("내일 아침 8시에 깨워줘", "일어나기"),
    ("내일 오후 2시 미팅 있다고 리마인드 해줘", "미팅"),
    ("저녁 7시에 엄마한테 전화하기 알림 맞춰줘", "엄마한테 전화하기"),
    ("10분 뒤 빨래 꺼내야 돼", "빨래 꺼내기"),
    ("모레까지 보고서 내라고 말해줘", "보고서 내기"),
    ("물 마시라고 알려줘", "물 마시기"),
    ("숙제 하라고 내일 오후 5시에 알려줘", "숙제"),
    ("오후 5시에 숙제를 하라고 알려줘", "숙제"),
    ("음악 들으라고 5분 뒤에 말해줘", "음악 듣기"),
    ("3시간 뒤에 약 발라야 해", "약 바르기"),
    ("10분 뒤에 물 마셔야 해", "물 마시기"),
    ("10분 뒤에 밥 먹어야 돼요", "밥 먹기"),
    ("10분 뒤에 가야 돼", "가기"),
    ("10분 뒤에 숙제 해야 돼", "숙제 하기"),
    ("저녁에 우유 사야 함", "우유 사기"),
    ("내일 오전 10시에 병원 가야 한다고 알려줘", "병원 가기"),
    ("내일 오전 10시에 출장 간다고 알려줘", "출장 가기"),
    ("오후 6시에 우산 챙기라고 얘기해 주세요", "우산 챙기기"),
    ("늦지 말라고 8시 30분에 알려줘", "늦지 않기"),
    ("30분 뒤에 엄마 생일이라고 알려줘", "엄마 생일"),
    ("30분 뒤에 회의라고 알려줘", "회의"),
    ("오후 5시까지 보고서 제출", "보고서 제출"),
    ("내일 치과 예약 오후 3시에 알려줘", "치과 예약"),
    ("저녁 7시에 저녁 먹으라고 알려줘", "저녁 먹기"),
    ("나한테 10분 뒤에 택배 확인하라고 알려줘", "택배 확인"),
    ("오후 3시에 회의가 있다고 알려줘", "회의"),
    ("오후 3시에 고기 구우라고 알려줘", "고기 굽기"),
    ("내일 오후 3시에 아이 깨우라고 알려줘", "아이 깨우기"),
    ("remind me to drink water in a minute", "drink water"),
    ("in 5 minutes remind me to call mom", "call mom"),
    ("Please remind me tomorrow at 3pm about the dentist", "the dentist"),
    ("remind me at 5pm that the oven is on", "the oven is on"),
    ("set a reminder for 6pm to take pills", "take pills"),
    ("remind me to drink water", "drink water"),
    ("Tomorrow remind me to call Mom at 3pm", "call Mom"),
    ("Can you remind me to buy milk at 6pm?", "buy milk"),
    ("I need to call mom at 5pm", "call mom"),
    ("call mom at 5pm please", "call mom"),
    ("don't let me forget to pay rent on Friday at 9am", "pay rent"),
    ("wake me up at 7am tomorrow", "wake up"),
    ("remind me at 3pm about the 5pm meeting", "the 5pm meeting"),
    ("remind me about the 5pm meeting at 3pm", "the 5pm meeting"),
    ("remind me at 5pm about tomorrow's meeting", "tomorrow's meeting"),
    ("by 5pm finish report", "finish report"),
    ("set an alarm for 7am", ""),
]


@pytest.mark.parametrize(("text", "expected"), RESTS)
def test_rest_is_what_is_asked_for(text: str, expected: str) -> None:
    assert said(text).rest == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("내일 3시에 치과 예약", "내일 3시"),
        ("Tomorrow remind me to call mom at 3pm", "Tomorrow at 3pm"),
        ("remind me at 3pm about the 5pm meeting", "at 3pm"),
        ("remind me about the 5pm meeting at 3pm", "at 3pm"),
        ("오후 3시에 내일 회의 준비하라고 알려줘", "오후 3시"),
        ("remind me tomorrow about the 3pm meeting", "tomorrow"),
        ("5시간 회의 내일 오후 3시", "내일 오후 3시"),
    ],
)
def test_phrase_is_the_one_of_the_request(text: str, phrase: str) -> None:
    assert said(text).phrase == phrase
