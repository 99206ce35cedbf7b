"""How a reminder is to be kept: urgent, if late, until it is done."""

import pytest

from panager.replies.results import Status, ToolResult
from tests.unit.llm.offline.conversation import Args, Conversation, calls_for

DENTIST: Args = {"text": "치과", "when": "내일 오후 3시"}
BANK: Args = {"text": "call the bank", "when": "at 5pm"}
PILLS: Args = {"text": "take pills", "when": "at 9pm"}
PILL: Args = {"text": "약 먹기", "when": "오후 8시"}


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("내일 오후 3시에 치과 알려줘, 급한 거야", DENTIST),
        ("급해! 내일 오후 3시에 치과 알려줘", DENTIST),
        ("내일 오후 3시에 치과 알려줘. 방해 금지여도 꼭 알려줘", DENTIST),
        ("방해 금지 시간에도 내일 오후 3시에 치과 알려줘", DENTIST),
        ("내일 오후 3시에 치과 급한 알림 맞춰줘", DENTIST),
        ("urgent: remind me at 5pm to call the bank", BANK),
        ("remind me at 5pm to call the bank, it's urgent", BANK),
        ("remind me at 5pm to call the bank even during quiet hours", BANK),
        ("set an urgent reminder at 5pm to call the bank", BANK),
    ],
)
def test_urgent(text: str, args: Args) -> None:
    assert calls_for(text) == [("create_reminder", {**args, "urgent": True})]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("내일 오후 3시 긴급 회의 알려줘", "긴급 회의"),
        ("remind me tomorrow at 3pm to answer the urgent email", "answer the urgent email"),
        ("내일 오후 3시에 늦으면 전화하라고 알려줘", "늦으면 전화"),
    ],
)
def test_words_of_what_is_to_be_done_are_no_terms(text: str, about: str) -> None:
    [(_, args)] = calls_for(text)

    assert args["text"] == about
    assert args.keys() == {"text", "when"}


@pytest.mark.parametrize(
    ("text", "args", "if_late"),
    [
        ("내일 오후 3시에 치과 알려줘, 늦으면 보내지 마", DENTIST, "skip"),
        ("내일 오후 3시에 치과 알려주는데 늦으면 건너뛰어", DENTIST, "skip"),
        ("내일 오후 3시에 치과 알려줘. 너무 늦었으면 안 해도 돼", DENTIST, "skip"),
        ("내일 오후 3시에 치과 알려줘. 늦으면 물어봐", DENTIST, "ask"),
        ("내일 오후 3시에 치과 알려줘, 늦으면 먼저 확인해줘", DENTIST, "ask"),
        ("remind me at 5pm to call the bank, skip it if you're late", BANK, "skip"),
        ("if you're late don't send it, remind me at 5pm to call the bank", BANK, "skip"),
        ("remind me at 5pm to call the bank, but not if it's too late", BANK, "skip"),
        ("remind me at 5pm to call the bank, but if it's too late ask me", BANK, "ask"),
        ("remind me at 5pm to call the bank, even if it's late", BANK, "send"),
    ],
)
def test_if_late(text: str, args: Args, if_late: str) -> None:
    assert calls_for(text) == [("create_reminder", {**args, "if_late": if_late})]


@pytest.mark.parametrize(
    ("text", "args", "nag"),
    [
        ("오후 8시에 약 먹으라고 알려주고 할 때까지 10분마다 다시 알려줘", PILL, "10분"),
        ("오후 8시에 약 먹으라고 알려줘. 먹을 때까지 10분마다", PILL, "10분"),
        ("오후 8시부터 약 먹을 때까지 10분마다 알려줘", PILL, "10분"),
        ("오후 8시에 약 먹으라고 했다고 할 때까지 한 시간마다 알려줘", PILL, "한 시간"),
        ("remind me at 9pm to take pills every 10 minutes until I say done", PILLS, "10 minutes"),
        ("remind me at 9pm to take pills until I say done, every 10 minutes", PILLS, "10 minutes"),
        ("remind me at 9pm to take pills and nag me every hour", PILLS, "1 hour"),
        ("오후 8시에 약 먹으라고 알려줘 안 하면 10분마다 다시 알려줘", PILL, "10분"),
    ],
)
def test_nag(text: str, args: Args, nag: str) -> None:
    assert calls_for(text) == [("create_reminder", {**args, "nag": nag})]


def test_how_often_to_nag_is_asked_and_not_guessed() -> None:
    conversation = Conversation()

    question = conversation.say("오후 8시에 약 먹으라고 할 때까지 계속 알려줘")
    asked = conversation.calls
    conversation.say("15분마다요")

    assert question == "얼마마다 다시 알려드릴까요? 예: 10분마다"
    assert asked == []
    assert conversation.calls == [("create_reminder", {**PILL, "nag": "15분"})]


def test_a_nag_that_is_too_often_is_asked_again() -> None:
    conversation = Conversation()
    conversation.say(
        "오후 8시에 약 먹으라고 알려줘. 할 때까지 10초마다",
        answers=[ToolResult(status=Status.TOO_OFTEN)],
    )

    conversation.say("2분마다")

    assert conversation.calls == [("create_reminder", {**PILL, "nag": "2분"})]


def test_terms_outlive_a_question_about_the_time() -> None:
    conversation = Conversation()
    conversation.say("내일 3시에 치과 알려줘, 급한 거야. 늦으면 보내지 마")

    conversation.say("오후")

    assert conversation.calls == [
        (
            "create_reminder",
            {"text": "치과", "when": "내일 3시 오후", "urgent": True, "if_late": "skip"},
        )
    ]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("급한 거야", {"which": "", "urgent": True}),
        ("약 알림은 급한 거야", {"which": "약", "urgent": True}),
        ("늦으면 건너뛰어", {"which": "", "if_late": "skip"}),
        ("if you're late, skip it", {"which": "", "if_late": "skip"}),
        (
            "약 알림 오후 9시로 바꿔줘, 급한 거야",
            {"which": "약", "when": "오후 9시", "urgent": True},
        ),
    ],
)
def test_terms_change_the_reminder_that_is_there(text: str, args: Args) -> None:
    assert calls_for(text) == [("change_reminder", args)]


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("내일 오후 3시랑 5시에 약 알려줘", ["내일 오후 3시", "내일 오후 5시"]),
        ("내일 오후 3시랑 오전 5시에 약 알려줘", ["내일 오후 3시", "내일 오전 5시"]),
        ("내일 3시랑 5시에 약 알려줘", ["내일 3시", "내일 5시"]),
        ("remind me tomorrow at 3pm and 5pm to call mom", ["tomorrow at 3pm", "tomorrow at 5pm"]),
        ("매일 오후 3시랑 5시에 약 알려줘", ["매일 오후 3시랑 5시"]),
    ],
)
def test_several_times_are_several_reminders(text: str, whens: list[str]) -> None:
    assert [args["when"] for _, args in calls_for(text)] == whens


def test_one_question_may_follow_another() -> None:
    conversation = Conversation()
    conversation.say("약 먹으라고 할 때까지 계속 알려줘")

    second = conversation.say("오늘 오후 8시")
    conversation.say("10분마다")

    assert second == "얼마마다 다시 알려드릴까요? 예: 10분마다"
    assert conversation.calls == [
        ("create_reminder", {**PILL, "when": "오늘 오후 8시", "nag": "10분"})
    ]
