import pytest

from activities.turn.promise_guard import promises_reminder


@pytest.mark.parametrize(
    "text",
    [
        "내일 3시에 알려드릴게요.",
        "매일 아침 8시에 약 드시라고 챙겨 드릴게요.",
        "하셨다고 할 때까지 10분마다 다시 여쭤볼게요.",
        "이제 매주 월요일에 알림이 갈 거예요.",
        "알림을 다시 설정했어요.",
        "I'll remind you every day at 8.",
        "I will keep reminding you until you say done.",
        "I've set a daily reminder for that.",
        "You'll hear from me every Monday.",
    ],
)
def test_a_promise_is_recognised(text: str) -> None:
    assert promises_reminder(text)


@pytest.mark.parametrize(
    "text",
    [
        "알림을 모두 취소했어요.",
        "약 알림은 잠시 멈췄어요.",
        "다시 여쭤볼 일이 있나요?",
        "어느 알림인가요?",
        "I paused the reminder.",
        "Which reminder do you mean?",
        "Shall I cancel these reminders?",
    ],
)
def test_what_promises_nothing_is_let_through(text: str) -> None:
    assert not promises_reminder(text)
