"""What words of the day mean to somebody, and what they have set."""

from datetime import datetime, time

import pytest

from panager.llm.offline.conversation import read_setting
from panager.replies.results import Status, ToolResult
from panager.when import USUAL, Habits
from tests.unit.llm.offline.conversation import ZONE, Conversation, calls_for, system


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("아침은 7시 반으로 해줘", {"morning": "7시 반"}),
        ("나한테 저녁은 6시야", {"evening": "6시"}),
        ("내 점심시간은 1시", {"lunch": "1시"}),
        ("퇴근은 5시 반", {"close": "5시 반"}),
        ("밤은 11시부터야", {"night": "11시"}),
        ("새벽은 5시부터 시작해", {"dawn": "5시"}),
        ("내가 아침이라고 하면 7시야", {"morning": "7시"}),
        ("7시를 아침으로 생각해줘", {"morning": "7시"}),
        ("아침은 7시고 저녁은 6시야", {"morning": "7시", "evening": "6시"}),
        ("아침은 7시, 저녁은 6시로 해줘", {"morning": "7시", "evening": "6시"}),
        ("일주일은 일요일부터 시작이야", {"week_start": "sunday"}),
        ("한 주의 시작은 월요일이야", {"week_start": "monday"}),
        ("주 시작 요일을 일요일로 바꿔줘", {"week_start": "sunday"}),
        ("my mornings start at 7", {"morning": "7"}),
        ("evening means 6:30 pm for me", {"evening": "6:30 pm"}),
        ("by evening I mean half past six", {"evening": "half past six"}),
        ("when I say morning I mean 7:30", {"morning": "7:30"}),
        ("set my lunch to 1pm", {"lunch": "1pm"}),
        ("lunch is at 1 for me", {"lunch": "1"}),
        ("my workday ends at 6", {"close": "6"}),
        ("for me, night starts at 10", {"night": "10"}),
        ("weeks start on Sunday for me", {"week_start": "sunday"}),
        ("start my week on Monday", {"week_start": "monday"}),
        (
            "my mornings start at 7 and my evenings start at 6",
            {"morning": "7", "evening": "6"},
        ),
    ],
)
def test_word_of_the_day_is_set_in_the_words_of_the_person(text: str, said: dict[str, str]) -> None:
    assert calls_for(text) == [("set_habits", said)]


@pytest.mark.parametrize(
    "text",
    [
        "아침 7시에 깨워줘",
        "아침 7시로 바꿔줘",
        "저녁은 6시에 먹자고 알려줘",
        "아침은 7시에 먹어",
        "내일 아침은 7시야",
        "오늘 퇴근은 5시 반이야",
        "점심은 1시에 민수랑",
        "내 점심 약속은 1시야",
        "매주 일요일부터 운동 알려줘",
        "일주일에 한 번 일요일에 운동 알려줘",
        "evening at 6 call mom",
        "my lunch is at 1 tomorrow",
        "my meeting starts at 7",
        "remind me every morning at 7",
        "is my lunch at 1?",
        "my week starts badly",
        "my morning is free",
    ],
)
def test_reminder_or_small_talk_sets_no_habit(text: str) -> None:
    assert "set_habits" not in [name for name, _ in calls_for(text)]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("내 설정 보여줘", ""),
        ("설정", ""),
        ("show my settings", ""),
        ("what are my settings?", ""),
        ("조용한 시간 언제야?", "quiet_hours"),
        ("방해 금지 시간 알려줘", "quiet_hours"),
        ("what are my quiet hours?", "quiet_hours"),
        ("몇 시를 아침으로 알아?", "habits"),
        ("나한테 아침이 몇 시야?", "habits"),
        ("한 주는 무슨 요일부터야?", "habits"),
        ("what time is lunch for me?", "habits"),
        ("when do my weeks start?", "habits"),
        ("내 시간대가 뭐야?", "zone"),
        ("what's my time zone?", "zone"),
    ],
)
def test_settings_are_shown_to_who_asks(text: str, about: str) -> None:
    assert calls_for(text) == [("show_settings", {"about": about} if about else {})]


@pytest.mark.parametrize(
    "text",
    [
        "점심 몇 시야?",
        "내 알림 설정해줘",
        "내일 3시 설정 회의",
        "what time is my dentist?",
        "지금 몇 시야?",
    ],
)
def test_other_questions_show_no_settings(text: str) -> None:
    assert "show_settings" not in [name for name, _ in calls_for(text)]


def test_answer_says_what_changed_and_that_reminders_stay() -> None:
    done = ToolResult(status=Status.HABITS_SET, habits={"morning": "07:30", "week_start": "sunday"})

    korean = Conversation().say("아침은 7시 반으로 해줘", answers=[done])
    english = Conversation("en").say("my mornings start at 7:30", answers=[done])

    assert "아침 07:30, 한 주의 시작 일요일" in korean
    assert "그대로" in korean
    assert "morning 07:30, weeks start on Sunday" in english
    assert "keep their times" in english


def test_refusal_names_what_is_in_the_way() -> None:
    refused = ToolResult(
        status=Status.OUT_OF_ORDER, habits={"lunch": "12:00", "afternoon": "11:00"}
    )

    answer = Conversation("en").say("my afternoons start at 11 am", answers=[refused])

    assert "lunch 12:00, afternoon 11:00" in answer
    assert "nothing was changed" in answer


def test_habits_are_a_line_of_the_system_message() -> None:
    plain = system()
    told = plain.model_copy(
        update={"content": f"{plain.text}\nhabits: morning=07:30,week_start=sunday"}
    )

    assert read_setting([plain]).habits == USUAL
    assert read_setting([told]).habits == Habits(morning=time(7, 30), week_start=6)
    assert read_setting([told]).understand("내일 아침").at == datetime(
        2026, 11, 22, 7, 30, tzinfo=ZONE
    )
