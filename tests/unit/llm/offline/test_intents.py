import pytest

from tests.unit.llm.offline.conversation import Args, Conversation, calls_for


@pytest.mark.parametrize(
    ("text", "when", "about"),
    [
        ("내일 오후 3시에 치과 알려줘", "내일 오후 3시", "치과"),
        ("내일 3시 치과", "내일 3시", "치과"),
        ("1분 뒤에 물 마시라고 알려줘", "1분 뒤", "물 마시기"),
        ("30분 뒤에 리마인드 해줘", "30분 뒤", "알림"),
        ("매일 아침 8시에 약 먹으라고 알려줘", "매일 아침 8시", "약 먹기"),
        ("매주 월요일 오전 9시 회의", "매주 월요일 오전 9시", "회의"),
        ("remind me every day at 9pm to floss", "every day at 9pm", "floss"),
        ("알람 7시로 맞춰줘", "7시", "알림"),
        ("내일 3시에 넷플릭스 구독 취소하라고 알려줘", "내일 3시", "넷플릭스 구독 취소"),
        ("내일 3시에 회의 미루라고 알려줘", "내일 3시", "회의 미루기"),
        ("내일 오후 3시 지우개 사기", "내일 오후 3시", "지우개 사기"),
        ("remind me in 1 minute to drink water", "in 1 minute", "drink water"),
        ("tomorrow 3pm dentist", "tomorrow 3pm", "dentist"),
        ("can you remind me at 5pm to pay rent?", "at 5pm", "pay rent"),
        ("set an alarm for 7am", "7am", "reminder"),
        ("remind me to cancel netflix tomorrow at 5pm", "tomorrow at 5pm", "cancel netflix"),
        ("update the report tomorrow 3pm", "tomorrow 3pm", "update the report"),
        ("move boxes to garage tomorrow at 3pm", "tomorrow at 3pm", "move boxes to garage"),
    ],
)
def test_create_passes_the_phrase_verbatim(text: str, when: str, about: str) -> None:
    assert calls_for(text) == [("create_reminder", {"text": about, "when": when})]


@pytest.mark.parametrize(
    "text",
    [
        "알림 목록",
        "뭐 예정돼 있어?",
        "내일 뭐 있어?",
        "예정된 알림 알려줘",
        "what reminders do I have",
        "what's coming up?",
        "약 알림 언제야?",
        "when is my dentist reminder?",
        "show me my reminders",
    ],
)
def test_list(text: str) -> None:
    assert calls_for(text) == [("list_reminders", {})]


@pytest.mark.parametrize(
    "text", ["지금 몇 시야?", "몇 시야", "what time is it?", "what's the time"]
)
def test_time(text: str) -> None:
    assert calls_for(text) == [("current_time", {})]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("아까 그거 4시로 바꿔줘", {"which": "", "when": "4시"}),
        ("치과 알림 오후 4시로 바꿔줘", {"which": "치과", "when": "오후 4시"}),
        ("내일 3시 치과를 모레 오후 4시로 바꿔줘", {"which": "치과", "when": "모레 오후 4시"}),
        ("3시 알림을 4시로 바꿔줘", {"which": "3시", "when": "4시"}),
        ("치과 시간을 4시로 변경해 주세요", {"which": "치과", "when": "4시"}),
        ("물 마시기를 우유 마시기로 바꿔줘", {"which": "물 마시기", "text": "우유 마시기"}),
        ("아니 4시로", {"which": "", "when": "4시"}),
        ("3시 말고 4시로", {"which": "", "when": "4시"}),
        ("change the dentist reminder to 5pm", {"which": "dentist", "when": "5pm"}),
        ("change the dentist reminder from 3pm to 5pm", {"which": "dentist", "when": "5pm"}),
        ("move it to tomorrow at 9am", {"which": "", "when": "tomorrow at 9am"}),
        ("change drink water to drink milk", {"which": "drink water", "text": "drink milk"}),
        ("no, 5pm", {"which": "", "when": "5pm"}),
        ("actually make it 5pm", {"which": "", "when": "5pm"}),
        ("약 알림 매일 오후 9시로 바꿔줘", {"which": "약", "when": "매일 오후 9시"}),
        ("30분 당겨줘", {"which": "", "when": "30분 당겨"}),
        ("회의 30분 앞당겨줘", {"which": "회의", "when": "30분 앞당겨"}),
        ("회의 3시로 당겨줘", {"which": "회의", "when": "3시"}),
        ("30분 일찍 알려줘", {"which": "", "when": "30분 일찍"}),
        ("30 minutes earlier", {"which": "", "when": "30 minutes earlier"}),
        ("move the gym 30 minutes earlier", {"which": "gym", "when": "30 minutes earlier"}),
        ("bring the gym forward by an hour", {"which": "gym", "when": "by an hour earlier"}),
        ("change the second one to 5pm", {"which": "2", "when": "5pm"}),
    ],
)
def test_change(text: str, args: Args) -> None:
    assert calls_for(text) == [("change_reminder", args)]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("10분만", {"which": "", "when": "10분만"}),
        ("10분 뒤에 다시 알려줘", {"which": "", "when": "10분 뒤"}),
        ("30분 후에 다시", {"which": "", "when": "30분 후"}),
        ("내일 아침에 다시", {"which": "", "when": "내일 아침"}),
        ("아까 그거 30분 미뤄줘", {"which": "", "when": "30분"}),
        ("회의 30분 미뤄줘", {"which": "회의", "when": "30분"}),
        ("회의 내일로 미뤄줘", {"which": "회의", "when": "내일"}),
        ("snooze 10 minutes", {"which": "", "when": "10 minutes"}),
        ("snooze it for 1 second", {"which": "", "when": "for 1 second"}),
        ("10 more minutes", {"which": "", "when": "10 minutes"}),
        ("snooze the gym for an hour", {"which": "gym", "when": "for an hour"}),
        ("push the gym back an hour", {"which": "gym", "when": "back an hour"}),
        ("remind me again in 10 minutes", {"which": "", "when": "in 10 minutes"}),
    ],
)
def test_snooze(text: str, args: Args) -> None:
    assert calls_for(text) == [("snooze_reminder", args)]


@pytest.mark.parametrize(
    "text",
    [
        "되돌려줘",
        "되돌려 주세요",
        "방금 거 취소",
        "방금 한 거 취소해줘",
        "방금 거 되돌려줘",
        "아까 한 거 다시 되돌려줘",
        "없던 일로 해줘",
        "실행 취소",
        "원래대로 해줘",
        "undo",
        "undo that",
        "please undo it",
        "take that back",
        "revert the last change",
    ],
)
def test_undo(text: str) -> None:
    assert calls_for(text) == [("undo", {})]


@pytest.mark.parametrize(
    "text",
    [
        "책 되돌려주라고 내일 3시에 알려줘",
        "remind me to undo the lock at 5pm",
        "내일 오후 3시에 책 반납 알려줘",
        "되돌려줘야 하는 책 내일 3시에 알려줘",
    ],
)
def test_words_of_undoing_in_something_else_undo_nothing(text: str) -> None:
    assert "undo" not in [name for name, _ in calls_for(text)]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("물 마시기 취소해줘", "물 마시기"),
        ("물 마시기 알림을 취소해 주세요", "물 마시기"),
        ("취소해줘", ""),
        ("두 번째 거 취소해줘", "2"),
        ("3시 알림 취소해줘", "3시"),
        ("cancel the water reminder", "water"),
        ("cancel the reminder to drink water", "drink water"),
        ("cancel it", ""),
        ("cancel number 2", "2"),
        ("the water one, cancel it", "water"),
        ("아까 그거 취소해줘", ""),
        ("약 알림 다 취소해줘", "약"),
        ("cancel that one", ""),
        ("cancel the library reminder, I already went", "library"),
        ("아니다 그거 취소해줘", ""),
        ("cancel the first one", "1"),
        ("cancel the 3pm one", "3pm"),
    ],
)
def test_cancel(text: str, which: str) -> None:
    assert calls_for(text) == [("cancel_reminder", {"which": which})]


@pytest.mark.parametrize(
    "text",
    [
        "안녕",
        "good night",
        "고마워",
        "help",
        "뭐 할 수 있어?",
        "내일 날씨 어때?",
        "tell me a joke",
        "ㅋㅋㅋ",
        "",
    ],
)
def test_anything_else_says_that_it_is_the_offline_model(text: str) -> None:
    conversation = Conversation()

    reply = conversation.say(text)

    assert conversation.calls == []
    assert "오프라인 모델" in reply or "offline model" in reply


@pytest.mark.parametrize(
    "text",
    [
        "취소하지 마",
        "don't cancel it",
        "알려주지 마",
        "don't remind me",
        "어제 친구 만났어",
        "I had lunch at 3pm",
        "서울로",
    ],
)
def test_what_is_told_or_forbidden_is_no_request(text: str) -> None:
    assert calls_for(text) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("내일 오후 3시에 {} 알려줘", " ".join(f"품목{number}" for number in range(450))),
        ("remind me tomorrow at 3pm to {}", " ".join(f"milk{number}" for number in range(450))),
    ],
    ids=["ko", "en"],
)
def test_long_words_of_a_reminder_are_kept_whole(said: str, words: str) -> None:
    [(_, args)] = calls_for(said.format(words))

    assert args["text"] == words
