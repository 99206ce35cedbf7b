"""Where somebody is, which language they want, who we are, and what is no words at all."""

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from panager.llm.offline import OfflineModel
from panager.replies.results import ReminderView, Status, ToolResult
from panager.sentences import say
from tests.unit.llm.offline.conversation import NOW, ZONE, Conversation, calls_for


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("내 시간대는 서울이야", "서울"),
        ("시간대를 도쿄로 바꿔줘", "도쿄"),
        ("시간대 도쿄로 변경해 주세요", "도쿄"),
        ("도쿄 시간으로 바꿔줘", "도쿄"),
        ("나 베를린에 있어", "베를린"),
        ("저는 도쿄에 살고 있어요", "도쿄"),
        ("나 지금 뉴욕에 살아요", "뉴욕"),
        ("뉴욕으로 이사했어", "뉴욕"),
        ("나는 서울이야", "서울"),
        ("my time zone is Berlin", "Berlin"),
        ("My timezone is UTC+9.", "UTC+9"),
        ("set my time zone to UTC+9", "UTC+9"),
        ("please change my time zone to Asia/Seoul", "Asia/Seoul"),
        ("I'm in New York", "New York"),
        ("I am in Berlin now", "Berlin"),
        ("I moved to Paris", "Paris"),
        ("I live in LA", "LA"),
        ("switch to Berlin time", "Berlin"),
        ("서울", "서울"),
        ("서울이요", "서울"),
        ("파리", "파리"),
        ("Berlin", "Berlin"),
        ("Berlin!", "Berlin"),
        ("UTC+9", "UTC+9"),
        ("Asia/Seoul", "Asia/Seoul"),
        ("KST", "KST"),
        ("my time zone is Narnia", "Narnia"),
    ],
)
def test_person_says_where_they_are(text: str, zone: str) -> None:
    assert calls_for(text) == [("set_time_zone", {"zone": zone})]


@pytest.mark.parametrize(
    "text",
    [
        "remind me in Berlin time at 3",
        "3pm Berlin",
        "remind me to call Berlin at 3pm",
        "I'm in Berlin, remind me tomorrow at 3pm to call",
        "I'm in Berlin tomorrow at 3pm",
        "내일 3시 서울",
        "내일 도쿄 시간으로 3시에 회의 알려줘",
        "치과 알림 도쿄 시간으로 바꿔줘",
        "change it to 5pm Berlin time",
        "move the meeting to Paris",
        "I'm in a meeting",
        "나 집에 있어",
        "나 서울에 있었어",
        "I was in Berlin",
        "what's my time zone?",
        "내 시간대가 뭐야?",
        "Berlin?",
        "wake",
        "la",
        "빈",
        "세부",
    ],
)
def test_place_in_another_request_or_in_small_talk_changes_no_zone(text: str) -> None:
    assert "set_time_zone" not in [name for name, _ in calls_for(text)]


def test_zone_without_a_place_is_asked_for_and_answered() -> None:
    conversation = Conversation()

    question = conversation.say("시간대 바꿔줘")
    conversation.say("베를린")

    assert question == say("ko", "ask.zone")
    assert conversation.calls == [("set_time_zone", {"zone": "베를린"})]


def test_place_answers_the_question_that_is_open() -> None:
    asked_what, asked_which = Conversation(), Conversation()
    asked_what.say("내일 오후 3시")
    views = [
        ReminderView(number=number, text=text, due="내일 오후 3:00 KST")
        for number, text in enumerate(("도쿄 항공권", "파리 항공권"), start=1)
    ]
    asked_which.say("항공권 취소해줘", answers=[ToolResult(status=Status.WHICH, reminders=views)])

    asked_what.say("서울")
    asked_which.say("도쿄")

    assert [name for name, _ in asked_what.calls] == ["create_reminder"]
    assert [name for name, _ in asked_which.calls] == ["cancel_reminder"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("speak English", "en"),
        ("in English please", "en"),
        ("English", "en"),
        ("switch to Korean", "ko"),
        ("set my language to Korean", "ko"),
        ("한국어로 말해", "ko"),
        ("한국어로 말해줘", "ko"),
        ("영어로 대답해 주세요", "en"),
        ("영어", "en"),
    ],
)
def test_person_chooses_a_language(text: str, language: str) -> None:
    assert calls_for(text) == [("set_language", {"language": language})]


@pytest.mark.parametrize(
    "text",
    ["do you speak English?", "영어 공부", "내일 오후 3시에 영어로 말하기 연습", "일본어로 말해"],
)
def test_other_talk_about_a_language_changes_none(text: str) -> None:
    assert "set_language" not in [name for name, _ in calls_for(text)]


def test_language_as_an_answer_is_not_taken_for_a_wish() -> None:
    conversation = Conversation()
    conversation.say("내일 오후 3시")

    conversation.say("영어")

    assert [name for name, _ in conversation.calls] == ["create_reminder"]


def test_results_are_worded() -> None:
    conversation = Conversation()
    is_set = ToolResult(
        status=Status.ZONE_SET,
        zone="Europe/Berlin (CET)",
        due="11월 21일(토) 오전 6:00 CET",
        notes=["keeps_zone"],
    )

    answer = conversation.say("베를린", answers=[is_set])
    unknown = conversation.say(
        "my time zone is Narnia", answers=[ToolResult(status=Status.NO_ZONE, phrase="Narnia")]
    )
    spoken = conversation.say(
        "영어로 말해", answers=[ToolResult(status=Status.LANGUAGE_SET, language="en")]
    )

    assert "Europe/Berlin (CET)" in answer
    assert "오전 6:00 CET" in answer
    assert answer.endswith(say("ko", "note.keeps_zone"))
    assert unknown == say("en", "unclear.no_zone", phrase="Narnia")
    assert spoken == say("en", "done.language_set")


@pytest.mark.parametrize(
    "text",
    [
        "[attachment: 내일 3시 회의.png https://discord.com/channels/@me/1/2]",
        "[sticker: hi] [attachment: a.png]",
        "[empty message]",
    ],
)
def test_what_is_no_words_is_answered_as_that(text: str) -> None:
    conversation = Conversation()

    answer = conversation.say(text)

    assert conversation.calls == []
    assert answer in (say("ko", "talk.attachment"), say("en", "talk.attachment"))


def test_file_beside_words_does_not_become_part_of_the_reminder() -> None:
    [(_, args)] = calls_for("내일 오후 3시에 보고서 보내라고 알려줘\n[attachment: x.png]")

    assert args == {"text": "보고서 보내기", "when": "내일 오후 3시"}


@pytest.mark.parametrize(("lines", "name"), [("", "Panager"), ("name: Mr. Kim\n", "Mr. Kim")])
def test_model_says_who_it_is_by_the_name_it_was_given(lines: str, name: str) -> None:
    system = SystemMessage(f"{lines}now: {NOW.isoformat()}\nzone: {ZONE.key}\nlanguage: en")

    answer = OfflineModel().invoke([system, HumanMessage("who are you?")])

    assert answer.text.startswith(f"I am {name}.")
