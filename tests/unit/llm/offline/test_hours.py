"""The half of the day in one word, what is moved, and facts that are no reminders."""

import pytest

from panager.replies.results import Status, ToolResult
from panager.sentences import say
from panager.when import Missing
from tests.unit.llm.offline.conversation import Conversation


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("오전으로", {"which": "", "when": "오전"}),
        ("아니 오후로 바꿔줘", {"which": "", "when": "오후"}),
        ("make it am", {"which": "", "when": "am"}),
        ("i meant pm", {"which": "", "when": "pm"}),
        ("점검 오후 2시에서 4시로 옮겨줘", {"which": "점검", "when": "4시"}),
        ("move 2pm to 4pm", {"which": "2pm", "when": "4pm"}),
    ],
)
def test_change_is_asked_for(text: str, arguments: dict[str, str]) -> None:
    conversation = Conversation()

    conversation.say(text)

    assert conversation.calls == [("change_reminder", arguments)]


@pytest.mark.parametrize(
    "text",
    [
        "내 생일은 5월 9일이야 기억해줘",
        "엄마 생신 4월 2일이니까 기억해둬",
        "우리 결혼기념일은 6월 7일",
        "remember that my birthday is may 9",
        "my anniversary is june 7",
    ],
)
def test_fact_is_no_reminder(text: str) -> None:
    conversation = Conversation()

    reply = conversation.say(text)

    assert conversation.calls == []
    assert reply in (say("ko", "talk.fact"), say("en", "talk.fact"))


def test_day_that_answers_a_question_keeps_the_clock() -> None:
    conversation = Conversation()
    unclear = ToolResult(status=Status.UNCLEAR, missing=Missing.MOMENT, phrase="며칠 뒤 오전 9시")
    conversation.say("며칠 뒤 오전 9시에 병원 알려줘", answers=[unclear])

    conversation.say("3일 뒤")

    assert conversation.calls == [("create_reminder", {"text": "병원", "when": "3일 뒤 오전 9시"})]
