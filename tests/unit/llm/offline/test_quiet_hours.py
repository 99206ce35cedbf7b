"""Quiet hours, and the card that cancelling everything needs."""

import pytest

from panager.replies.results import Status, ToolResult
from panager.when import Missing
from tests.unit.llm.offline.conversation import Args, Conversation, calls_for

NIGHT: Args = {"start": "밤 11시", "end": "아침 7시"}
NIGHT_EN: Args = {"start": "11pm", "end": "7am"}
WAITING = ToolResult(status=Status.WAITING)


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("밤 11시부터 아침 7시까지 조용히 해줘", NIGHT),
        ("밤 11시부터 아침 7시까지 방해 금지", NIGHT),
        ("방해 금지 시간 밤 11시~아침 7시로 설정해줘", NIGHT),
        ("매일 밤 11시부터 아침 7시까지 깨우지 마", NIGHT),
        ("밤 11시부터 아침 7시까지는 알림 보내지 마", NIGHT),
        ("11시부터 7시까지 방해 금지", {"start": "11시", "end": "7시"}),
        ("밤 11-7시 방해 금지", {"start": "밤 11시", "end": "7시"}),
        ("자정부터 아침 7시까지 조용히", {"start": "자정", "end": "아침 7시"}),
        ("quiet hours from 11pm to 7am", NIGHT_EN),
        ("do not disturb me between 11pm and 7am", NIGHT_EN),
        ("don't remind me between 11pm and 7am", NIGHT_EN),
        ("set quiet hours 22:00-07:00", {"start": "22:00", "end": "07:00"}),
        ("be quiet from 10 pm until 6 am", {"start": "10 pm", "end": "6 am"}),
        ("방해 금지 해제", {}),
        ("방해 금지 꺼줘", {}),
        ("no quiet hours", {}),
        ("turn off quiet hours", {}),
        ("quiet hours off", {}),
    ],
)
def test_quiet_hours(text: str, args: Args) -> None:
    assert calls_for(text) == [("set_quiet_hours", args)]


@pytest.mark.parametrize(
    "text", ["방해 금지 언제야?", "what are my quiet hours?", "조용히 해", "be quiet"]
)
def test_a_question_or_a_word_never_ends_quiet_hours(text: str) -> None:
    assert "set_quiet_hours" not in [name for name, _ in calls_for(text)]


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (["방해 금지 설정해줘", "밤 11시부터 아침 7시까지"], NIGHT),
        (["방해 금지 설정해줘", "밤 11시부터", "아침 7시"], NIGHT),
        (["밤 11시 이후로는 알림 보내지 마", "아침 7시"], NIGHT),
        (["set quiet hours", "11pm to 7am"], NIGHT_EN),
    ],
)
def test_missing_hours_are_asked_for(said: list[str], args: Args) -> None:
    conversation = Conversation()

    for text in said:
        assert conversation.calls == []
        conversation.say(text)

    assert conversation.calls == [("set_quiet_hours", args)]


def test_unclear_hours_are_asked_one_by_one() -> None:
    unclear = ToolResult(status=Status.UNCLEAR, missing=Missing.MERIDIEM)
    conversation = Conversation()
    conversation.say(
        "11시부터 7시까지 방해 금지", answers=[unclear.model_copy(update={"phrase": "11시"})]
    )

    conversation.say("밤", answers=[unclear.model_copy(update={"phrase": "7시"})])
    conversation.say("아침")

    assert conversation.calls == [("set_quiet_hours", {"start": "11시 밤", "end": "7시 아침"})]


def test_a_card_that_waits_is_told_of_and_the_model_never_confirms() -> None:
    conversation = Conversation()

    reply = conversation.say("다 취소해줘", answers=[WAITING])

    assert conversation.calls == [("cancel_all_reminders", {})]
    assert "좋다고 하시기 전에는 아무것도 하지 않아요" in reply


@pytest.mark.parametrize("text", ["응", "네", "yes", "아니", "no"])
def test_a_yes_that_reaches_the_model_does_nothing(text: str) -> None:
    conversation = Conversation()
    conversation.say("다 취소해줘", answers=[WAITING])

    conversation.say(text)

    assert conversation.calls == []


def test_a_word_with_two_meanings_is_asked_about() -> None:
    conversation = Conversation()
    conversation.say("다 취소해줘", answers=[WAITING])

    reply = conversation.say("취소")

    assert conversation.calls == []
    assert "카드가 아직 답을 기다려요" in reply


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("알림 목록", "list_reminders"),
        ("응 내일 오후 3시에 치과 알려줘", "create_reminder"),
        ("다 취소해줘", "cancel_all_reminders"),
    ],
)
def test_anything_else_is_a_new_request(text: str, tool: str) -> None:
    conversation = Conversation()
    conversation.say("다 취소해줘", answers=[WAITING])

    conversation.say(text)

    assert [name for name, _ in conversation.calls] == [tool]
