"""What is plainly yes or no, and what is neither."""

import pytest

from activities.actions.change_several import ChangeSeveral
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
        "yes, thanks",
        "yes I'm sure",
        "ok",
        "ㅇㅋ",
        "오케이 진행해줘",
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
        "확인",
        "확인했어",
        "네 확인",
        "네 알겠습니다",
        "네 고마워요",
        "알겠어",
        "맞아",
        "맞아요",
        "그럼",
        "그래요?",
        "그렇구나",
        "그래 고마워",
        "그래그래",
        "좋아 고마워",
        "좋네",
        "오케이 땡큐",
        "ㅇㅋ 감사",
        "물론",
        "right",
        "correct",
        "that's right",
        "that's fine",
        "confirmed",
        "ok thanks",
        "okay thank you",
        "ok ok",
        "sure, thanks",
        "sure sure",
        "yeah right",
        "yeah yeah",
        "yeah thanks",
        "ok cool",
        "got it",
        "fine",
        "good",
        "alright",
        "noted",
        "thanks",
        "yes of it",
        "absolutely not",
        "no problem",
        "no worries",
    ],
)
def test_neither(text: str) -> None:
    assert yes_no.answer(text) is None


@pytest.mark.parametrize("text", ["응 다 취소해줘", "yes, cancel them all", "네 지워주세요"])
def test_yes_may_repeat_what_is_asked(text: str) -> None:
    assert yes_no.answer(text, doing=ChangeSeveral.doing) is True
    assert yes_no.answer(text) is None


@pytest.mark.parametrize(
    "text", ["undo", "undo that please", "take it back", "되돌려줘", "방금 한 거 취소해줘"]
)
def test_undo(text: str) -> None:
    assert yes_no.is_undo(text)


@pytest.mark.parametrize(
    "text", ["how do I undo?", "don't undo it", "remind me to undo the top button", "되돌리지 마"]
)
def test_no_undo(text: str) -> None:
    assert not yes_no.is_undo(text)
