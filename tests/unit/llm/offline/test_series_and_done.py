"""What happens to a reminder that exists: skip, pause, resume, done, cancel all."""

import pytest

from tests.unit.llm.offline.conversation import Args, Conversation, calls_for


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("이번만 건너뛰어", {"which": ""}),
        ("이번 건 건너뛰자", {"which": ""}),
        ("이번만 빼줘", {"which": ""}),
        ("약 알림 하루만 쉬게 해줘", {"which": "약"}),
        ("오늘 약은 됐어", {"which": "약", "when": "오늘"}),
        ("이번 거만 취소해줘", {"which": ""}),
        ("다음 거 스킵", {"which": ""}),
        ("약 알림 이번만 건너뛰어줘", {"which": "약"}),
        ("3시 거 건너뛰어", {"which": "3시"}),
        ("내일 거는 빼줘", {"which": "", "when": "내일"}),
        ("내일 약 알림은 빼줘", {"which": "약", "when": "내일"}),
        ("내일은 쉬자", {"which": "", "when": "내일"}),
        ("내일은 알려주지 마", {"which": "", "when": "내일"}),
        ("내일은 안 해도 돼", {"which": "", "when": "내일"}),
        ("내일 거 취소해줘", {"which": "", "when": "내일"}),
        ("오늘 운동 넘어가자", {"which": "운동", "when": "오늘"}),
        ("다음 주 화요일 거는 건너뛰어", {"which": "", "when": "다음 주 화요일"}),
        ("skip", {"which": ""}),
        ("skip it", {"which": ""}),
        ("skip the next one", {"which": ""}),
        ("not this time", {"which": ""}),
        ("cancel just this one", {"which": ""}),
        ("skip the second one", {"which": "2"}),
        ("the second one, skip it", {"which": "2"}),
        ("skip the pill reminder tomorrow", {"which": "pill", "when": "tomorrow"}),
        ("skip tomorrow's pill reminder", {"which": "pill", "when": "tomorrow"}),
        ("not tomorrow", {"which": "", "when": "tomorrow"}),
        ("cancel tomorrow's reminder", {"which": "", "when": "tomorrow"}),
        ("don't remind me tomorrow", {"which": "", "when": "tomorrow"}),
        ("no reminder tomorrow", {"which": "", "when": "tomorrow"}),
    ],
)
def test_skip(text: str, args: Args) -> None:
    assert calls_for(text) == [("skip_reminder", args)]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("당분간 꺼줘", ""),
        ("알림 꺼줘", ""),
        ("약 알림 잠깐 멈춰", "약"),
        ("약 알림 중단해줘", "약"),
        ("운동 알림 그만 보내줘", "운동"),
        ("약 알림 당분간 꺼줘", "약"),
        ("운동 알림 일시정지해줘", "운동"),
        ("두 번째 거 멈춰줘", "2"),
        ("3시 거 멈춰줘", "3시"),
        ("pause", ""),
        ("pause the pill reminder", "pill"),
        ("pause the second one", "2"),
        ("pause the 3pm one", "3pm"),
        ("put the gym on hold", "gym"),
        ("turn off the pill reminder for now", "pill"),
        ("stop the gym reminder for a while", "gym"),
    ],
)
def test_pause(text: str, which: str) -> None:
    assert calls_for(text) == [("pause_reminder", {"which": which})]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("다시 켜줘", ""),
        ("멈춘 거 다시 켜줘", ""),
        ("다시 시작", ""),
        ("약 알림 다시 켜줘", "약"),
        ("약 알림 재개해줘", "약"),
        ("resume", ""),
        ("unpause it", ""),
        ("resume the pill reminder", "pill"),
        ("turn the pill reminder back on", "pill"),
    ],
)
def test_resume(text: str, which: str) -> None:
    assert calls_for(text) == [("resume_reminder", {"which": which})]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("했어", ""),
        ("먹었어", ""),
        ("네 했어요", ""),
        ("다 했어", ""),
        ("끝냈어", ""),
        ("완료", ""),
        ("그거 했어", ""),
        ("약 먹었어", "약 먹기"),
        ("방금 약 먹었어요", "약 먹기"),
        ("오늘 약 먹었어", "약 먹기"),
        ("물 마셨어!", "물 마시기"),
        ("치과 전화했어", "치과 전화"),
        ("운동 끝났어", "운동"),
        ("약 알림 완료", "약"),
        ("두 번째 거 했어", "2"),
        ("done!", ""),
        ("did it", ""),
        ("I'm done", ""),
        ("stop nagging me", ""),
        ("I took my pills", "pills"),
        ("the report is done", "report"),
        ("pills taken", "pills"),
        ("mark as done", ""),
        ("finished the report", "report"),
        ("mark the pills as done", "pills"),
        ("I called mom", "mom"),
    ],
)
def test_done(text: str, which: str) -> None:
    assert calls_for(text) == [("complete_reminder", {"which": which})]


@pytest.mark.parametrize(
    "text",
    [
        "다 취소해줘",
        "모두 취소해줘",
        "전부 지워줘",
        "알림 전부 취소해줘",
        "모든 알림 삭제해줘",
        "싹 다 지워줘",
        "cancel all",
        "cancel everything",
        "delete all my reminders",
        "clear all reminders",
        "clear my reminders",
        "cancel all of them",
    ],
)
def test_cancelling_all_is_one_call(text: str) -> None:
    assert calls_for(text) == [("cancel_all_reminders", {})]


@pytest.mark.parametrize(
    "text",
    [
        "수고했어",
        "잘했어",
        "고마워 잘 먹었어",
        "못 했어",
        "안 먹었어",
        "아직 안 했어",
        "뭐 했어?",
        "엄마가 전화했어",
        "비 왔어",
        "어제 약 먹었어",
        "사랑했어",
        "well done",
        "not done yet",
        "are you done?",
        "I took my pills yesterday",
    ],
)
def test_small_talk_completes_nothing(text: str) -> None:
    assert calls_for(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "내일 오후 3시에 가스 끄라고 알려줘",
        "내일 오후 3시에 불 꺼줘",
        "오후 3시 보고서 완료",
        "밤 11시에 문 잠갔는지 알려줘",
        "don't let me forget to skip the meeting tomorrow at 3pm",
        "in 20 minutes check if the laundry is done",
        "remind me at 5pm to skip lunch",
    ],
)
def test_what_is_to_be_done_then_is_a_reminder(text: str) -> None:
    assert [name for name, _ in calls_for(text)] == ["create_reminder"]


@pytest.mark.parametrize("text", ["다 멈춰줘", "pause all of them", "다 다시 켜줘"])
def test_only_one_is_paused_or_resumed_at_a_time(text: str) -> None:
    conversation = Conversation()

    reply = conversation.say(text)

    assert conversation.calls == []
    assert "하나씩" in reply or "only one" in reply


def test_moving_forward_is_asked_about_for_it_has_two_meanings() -> None:
    conversation = Conversation("en")

    reply = conversation.say("move it forward by 30 minutes")
    conversation.say("5pm")

    assert reply == "To what time? For example: tomorrow at 3 pm"
    assert conversation.calls == [("change_reminder", {"which": "", "when": "5pm"})]


@pytest.mark.parametrize(
    ("text", "which", "until"),
    [
        ("다음 주까지 쉬어", "", "다음 주까지"),
        ("다음 주까지 약 알림 멈춰줘", "약", "다음 주까지"),
        ("월요일까지 알림 꺼줘 그 약 알림", "약", "월요일까지"),
        ("약 알림 월요일까지 꺼줘", "약", "월요일까지"),
        ("운동 알림 일주일 동안 멈춰줘", "운동", "일주일 동안"),
        ("운동 다음 주까지 쉬자", "운동", "다음 주까지"),
        ("이번 주말까지 약 알림 보내지 마", "약", "이번 주말까지"),
        ("내일 오후 3시까지 그 약 알림 꺼줘", "약", "내일 오후 3시까지"),
        ("pause the gym reminder until Monday", "gym", "until Monday"),
        ("mute the pills for a week", "pills", "for a week"),
        ("pause it through Friday", "", "through Friday"),
        ("stop the gym reminder for 3 days", "gym", "for 3 days"),
        ("skip gym until Monday", "gym", "until Monday"),
    ],
)
def test_pause_with_an_end(text: str, which: str, until: str) -> None:
    assert calls_for(text) == [("pause_reminder", {"which": which, "until": until})]


@pytest.mark.parametrize(
    "text",
    [
        "3시까지 불 꺼줘",
        "내일까지 가스 꺼줘",
        "나 금요일까지 쉬어",
        "월요일까지 보고서 알려줘",
        "치과 알림 월요일까지 미뤄줘",
        "밤 11시부터 아침 7시까지 알림 보내지 마",
        "stop smoking for a week",
        "snooze it until Monday",
        "pause everything until Monday",
    ],
)
def test_end_of_something_else_pauses_nothing(text: str) -> None:
    assert "pause_reminder" not in [name for name, _ in calls_for(text)]
