"""What is plainly yes or no, and what is neither."""

import pytest

from activities.actions.cancel_all import CancelAll
from panager.llm import yes_no


@pytest.mark.parametrize(
    "text",
    [
        "응",
        "네",
        "네!",
        "넵 ㅎㅎ",
        "그래",
        "ㅇㅇ",
        "좋아요",
        "네 그렇게 해주세요",
        "yes",
        "Yes please",
        "ok do it",
        "go ahead",
        "of course",
        "sure, thanks",
        "that's right",
    ],
)
def test_yes(text: str) -> None:
    assert yes_no.may_answer(text)
    assert yes_no.answer(text) is True


@pytest.mark.parametrize(
    "text", ["아니", "아니요", "하지 마", "됐어요", "no", "no thanks", "nope", "don't", "leave it"]
)
def test_no(text: str) -> None:
    assert yes_no.may_answer(text)
    assert yes_no.answer(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "네?",
        "yes?",
        "취소",
        "go",
        "do",
        "of",
        "please",
        "wait",
        "yes, tomorrow at 3",
        "응 근데 치과는 빼고",
        "yes and no",
        "no yes",
        "not all of them, only the dentist",
        "okay, what else is there",
        "네 엄마한테 전화하라고 알려줘",
        "내일",
        "yes cancel it",
    ],
)
def test_neither(text: str) -> None:
    assert yes_no.answer(text) is None


@pytest.mark.parametrize("text", ["응 다 취소해줘", "yes, cancel them all", "네 지워주세요"])
def test_yes_may_repeat_what_is_asked(text: str) -> None:
    assert yes_no.answer(text, doing=CancelAll.doing) is True
    assert yes_no.answer(text) is None
