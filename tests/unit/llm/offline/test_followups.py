import pytest

from panager.replies.results import ReminderView, Status, ToolResult
from tests.unit.llm.offline.conversation import Conversation, Made

WHICH = ToolResult(
    status=Status.WHICH,
    reminders=[
        ReminderView(number=1, text="치과 예약", due="11월 22일(일) 오후 3:00 KST"),
        ReminderView(number=3, text="치과 검진", due="11월 23일(월) 오후 3:00 KST"),
    ],
)
CANCELLED = ToolResult(status=Status.CANCELLED, text="치과 검진", due="11월 23일(월) 오후 3:00 KST")


def create(text: str, when: str) -> Made:
    return ("create_reminder", {"text": text, "when": when})


@pytest.mark.parametrize(
    ("said", "call"),
    [
        (["내일 3시 치과", "오후"], create("치과", "내일 3시 오후")),
        (["내일 3시 치과", "오후 3시"], create("치과", "내일 오후 3시")),
        (["내일 3시 치과", "오후 4시요"], create("치과", "내일 오후 4시")),
        (["내일 3시 치과", "아니 오후 4시로"], create("치과", "내일 오후 4시")),
        (["내일 치과 알려줘", "3시", "오후요"], create("치과", "내일 3시 오후")),
        (["물 마시라고 알려줘", "내일 오후 3시"], create("물 마시기", "내일 오후 3시")),
        (["물 마시라고 알려줘", "내일", "오후 3시"], create("물 마시기", "내일 오후 3시")),
        (["물 마시라고 알려줘", "10분 뒤에"], create("물 마시기", "10분 뒤")),
        (["2월 30일 오후 3시에 회의 알려줘", "2월 28일"], create("회의", "2월 28일 오후 3시")),
        (["어제 오후 3시에 회의 알려줘", "내일"], create("회의", "내일 오후 3시")),
        (["내일 오후 3시", "치과"], create("치과", "내일 오후 3시")),
        (["remind me tomorrow to call mom", "3", "pm"], create("call mom", "tomorrow at 3 pm")),
        (["remind me tomorrow at 3 to call mom", "5pm"], create("call mom", "tomorrow 5pm")),
        (["remind me to drink water", "tomorrow 3pm"], create("drink water", "tomorrow 3pm")),
        (["내일 3시 치과", "모레 오후 5시에 빨래 알려줘"], create("빨래", "모레 오후 5시")),
        (["내일 3시 치과", "알림 목록"], ("list_reminders", {})),
        (["내일 오후 3시 치과", "아니 4시로"], ("change_reminder", {"which": "", "when": "4시"})),
        (["내일 오후 3시 치과", "취소"], ("cancel_reminder", {"which": ""})),
        (["치과 바꿔줘", "오후 5시"], ("change_reminder", {"which": "치과", "when": "오후 5시"})),
        (["매일 3시에 약 먹으라고 알려줘", "오후"], create("약 먹기", "매일 3시 오후")),
        (["매일 약 먹으라고 알려줘", "아침 8시"], create("약 먹기", "매일 아침 8시")),
        (["매일 약 먹으라고 알려줘", "3시", "오후"], create("약 먹기", "매일 3시 오후")),
        (["매주 월요일 회의 알려줘", "오전 10시"], create("회의", "매주 월요일 오전 10시")),
        (["물 마시라고 알려줘", "2시간마다"], create("물 마시기", "2시간마다")),
        (["하루 두 번 약 먹기 알려줘", "8시, 20시"], create("약 먹기", "하루 두 번 8시, 20시")),
        (
            ["remind me every Monday to water the plants", "at 9am"],
            create("water the plants", "every Monday at 9am"),
        ),
        (["미뤄줘", "10분만"], ("snooze_reminder", {"which": "", "when": "10분만"})),
    ],
)
def test_an_answer_completes_the_call_before(said: list[str], call: Made) -> None:
    conversation = Conversation()

    for text in said:
        conversation.say(text)

    assert conversation.calls == [call]


@pytest.mark.parametrize(
    ("text", "which"),
    [("3번", "3"), ("1", "1"), ("두 번째", "3"), ("the second", "3"), ("검진이요", "검진")],
)
def test_an_answer_chooses_among_candidates(text: str, which: str) -> None:
    conversation = Conversation()
    conversation.say("치과 취소해줘", answers=[WHICH])

    reply = conversation.say(text, answers=[CANCELLED])

    assert conversation.calls == [("cancel_reminder", {"which": which})]
    assert CANCELLED.due in reply


def test_a_number_that_was_not_offered_chooses_nothing() -> None:
    conversation = Conversation()
    conversation.say("치과 취소해줘", answers=[WHICH])

    conversation.say("5번")

    assert conversation.calls == []


def test_a_question_is_dropped_when_asked_to() -> None:
    conversation = Conversation()
    conversation.say("내일 3시 치과")

    reply = conversation.say("취소")

    assert conversation.calls == []
    assert reply == "알겠어요. 방금 것은 하지 않았어요."


def test_only_the_last_exchange_is_remembered() -> None:
    conversation = Conversation()
    conversation.say("내일 3시 치과")
    conversation.say("고마워")

    conversation.say("pm")

    assert conversation.calls == []


def test_one_answer_is_for_every_open_question() -> None:
    conversation = Conversation()
    conversation.say("내일 3시에 치과 알려줘", "모레 5시에 빨래 알려줘")

    conversation.say("오후")

    assert conversation.calls == [create("치과", "내일 3시 오후"), create("빨래", "모레 5시 오후")]


def test_several_answers_go_in_order() -> None:
    conversation = Conversation()
    conversation.say("내일 3시에 치과 알려줘", "모레 5시에 빨래 알려줘")

    conversation.say("오후", "오전")

    assert conversation.calls == [create("치과", "내일 3시 오후"), create("빨래", "모레 5시 오전")]


def test_a_time_alone_keeps_the_days_that_were_said() -> None:
    conversation = Conversation()
    conversation.say("주말에 청소하라고 알려줘")

    reply = conversation.say("오후 3시")

    assert conversation.calls == [("create_reminder", {"text": "청소", "when": "주말 오후 3시"})]
    assert "어느 날" in reply
