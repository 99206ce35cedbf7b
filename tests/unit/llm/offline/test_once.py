"""A series that shall come once more and then be over."""

import pytest

from tests.unit.llm.offline.conversation import calls_for


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("이제 반복하지 마", ""),
        ("앞으로 반복하지 말아 줘", ""),
        ("반복은 그만해줘", ""),
        ("반복 꺼줘", ""),
        ("반복 취소해줘", ""),
        ("약 알림 반복하지 마세요", "약"),
        ("약 알림은 이제 한 번만 알려줘", "약"),
        ("한 번만 알려줘", ""),
        ("그냥 한번만 알려 주세요", ""),
        ("반복하지 말고 한 번만 알려줘", ""),
        ("두 번째 거 반복하지 마", "2"),
        ("just once", ""),
        ("only once, please", ""),
        ("Just remind me once.", ""),
        ("don't repeat it", ""),
        ("don't repeat the pill reminder anymore", "pill"),
        ("please stop repeating that", ""),
        ("no more repeats", ""),
        ("make it a one-time reminder", ""),
        ("make the pill reminder non-recurring", "pill"),
    ],
)
def test_what_repeats_shall_come_once(text: str, which: str) -> None:
    assert calls_for(text) == [("change_reminder", {"which": which, "once": True})]


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("이번 한 번만 건너뛰어", "skip_reminder"),
        ("내일 오후 3시에 한 번만 알려줘", "create_reminder"),
        ("내일 오후 3시에 반복하지 말라고 알려줘", "create_reminder"),
        ("일주일에 한 번만 오후 3시에 약 알려줘", "create_reminder"),
        ("remind me once a week at 5pm to water the plants", "create_reminder"),
        ("remind me once to call mom at 5pm", "create_reminder"),
        ("remind me at 5pm just once to call mom", "create_reminder"),
    ],
)
def test_other_words_with_once_are_something_else(text: str, tool: str) -> None:
    assert [name for name, _ in calls_for(text)] == [tool]
