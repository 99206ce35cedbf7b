import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import (
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolMessage,
)

from activities.turn.promise_guard import promises_reminder
from panager.features import registry
from panager.llm.offline import OfflineModel
from panager.llm.tool_declaration import tool_schemas
from panager.replies.results import Status, ToolResult
from panager.settings import Settings
from panager.when import Missing
from tests.unit.llm.offline.conversation import Conversation, system

WORDS = (
    *(
        "내일",
        "3시",
        "오후",
        "치과",
        "를",
        "로",
        "바꿔줘",
        "취소해줘",
        "미뤄줘",
        "10분",
        "만",
        "알려줘",
    ),
    *("다시", "아니", "목록", "뭐", "그거", "2번", "말고", "remind me", "to", "cancel", "change"),
    *(
        "snooze",
        "it",
        "tomorrow",
        "at",
        "5pm",
        "3",
        "the second",
        "list",
        "no",
        "{",
        "}",
        "\n",
        "?",
    ),
)

TOOLS = registry.all_tools()
ENABLED = registry.enabled_tools(Settings.model_construct())
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=60)


async def streamed(messages: list[BaseMessage]) -> list[AIMessageChunk]:
    chunks = OfflineModel().astream(messages)
    return [chunk async for chunk in chunks if isinstance(chunk, AIMessageChunk)]


def joined(chunks: list[AIMessageChunk]) -> AIMessageChunk:
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    return whole


@pytest.mark.parametrize("text", ["안녕", "help", "내일 오후 3시 치과", "1분 뒤 물\n2분 뒤 커피"])
async def test_streaming_says_the_same(text: str) -> None:
    messages = [system(), HumanMessage(text)]

    whole = joined(await streamed(messages))
    answer = await OfflineModel().ainvoke(messages)

    assert whole.text == answer.text
    assert whole.tool_calls == answer.tool_calls


async def test_text_is_streamed_word_by_word() -> None:
    chunks = await streamed([system(), HumanMessage("안녕")])

    assert len([chunk for chunk in chunks if chunk.text]) > 5


def test_the_same_messages_give_the_same_answer() -> None:
    messages = [system(), HumanMessage("내일 3시 치과"), HumanMessage("모레 빨래 알려줘")]

    first, second = OfflineModel().invoke(messages), OfflineModel().invoke(messages)

    assert first.tool_calls == second.tool_calls
    assert [call["id"] for call in first.tool_calls] == ["call_3_0", "call_3_1"]


def test_it_calls_only_tools_that_were_bound() -> None:
    listing = [tool for tool in tool_schemas(ENABLED) if "list_reminders" in str(tool)]
    model = OfflineModel().bind_tools(listing)

    assert model.invoke([system(), HumanMessage("알림 목록")]).tool_calls
    assert not model.invoke([system(), HumanMessage("내일 오후 3시 치과")]).tool_calls


def test_arguments_fit_the_tools() -> None:
    conversation = Conversation()

    conversation.say(
        "내일 3시 치과", "물 취소해줘", "빨래 4시로 바꿔줘", "회의 10분 미뤄줘", "목록"
    )

    assert len(conversation.calls) == 5
    assert all(TOOLS[name].args.model_validate(args) for name, args in conversation.calls)


async def test_it_takes_the_time_that_it_is_told_to() -> None:
    model = OfflineModel(delay_s=30)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(model.ainvoke([system(), HumanMessage("안녕")]), 0.05)


def test_a_system_message_without_the_time_is_refused() -> None:
    with pytest.raises(ValueError, match="now"):
        OfflineModel().invoke([HumanMessage("안녕")])


def test_a_batch_is_answered_jointly() -> None:
    conversation = Conversation()

    reply = conversation.say("내일 오후 3시에 치과 알려줘", "물 마시라고 알려줘", "고마워")

    assert [name for name, _ in conversation.calls] == ["create_reminder"]
    assert reply.splitlines() == [
        "알겠어요. 내일, 11월 22일(일) 오후 3:00 KST에 알려드릴게요: 치과",
        "물 마시기: 언제가 좋을까요? 예: 내일 오후 3시",
    ]


@pytest.mark.parametrize("between", ["\n", ", "])
def test_one_message_may_hold_several_requests(between: str) -> None:
    conversation = Conversation()

    conversation.say(f"내일 오후 3시 회의{between}모레 오후 5시 치과")

    assert conversation.calls == [
        ("create_reminder", {"text": "회의", "when": "내일 오후 3시"}),
        ("create_reminder", {"text": "치과", "when": "모레 오후 5시"}),
    ]


def test_the_next_message_of_a_batch_completes_the_one_before() -> None:
    conversation = Conversation()

    conversation.say("물 마시라고 알려줘", "내일 오후 3시")

    assert conversation.calls == [
        ("create_reminder", {"text": "물 마시기", "when": "내일 오후 3시"})
    ]


def test_a_correction_waits_until_what_it_corrects_is_made() -> None:
    messages: list[BaseMessage] = [
        system(),
        HumanMessage("내일 오후 3시 치과"),
        HumanMessage("아니 4시로"),
    ]
    made = OfflineModel().invoke(messages)
    result = ToolResult(status=Status.SCHEDULED, text="치과", due="x").model_dump_json()
    messages += [made, ToolMessage(result, tool_call_id=made.tool_calls[0]["id"] or "")]

    assert [call["name"] for call in made.tool_calls] == ["create_reminder"]
    assert [call["name"] for call in OfflineModel().invoke(messages).tool_calls] == [
        "change_reminder"
    ]


def interrupted(result: ToolResult, *first: str, then: str) -> list[BaseMessage]:
    """A new message arrived after the first were acted upon and before the reply."""
    made = OfflineModel().invoke([system(), *map(HumanMessage, first)])
    answer = ToolMessage(result.model_dump_json(), tool_call_id=made.tool_calls[0]["id"] or "")
    return [system(), *map(HumanMessage, first), made, answer, HumanMessage(then)]


SCHEDULED = ToolResult(status=Status.SCHEDULED, text="치과", due="11월 22일")


def test_what_a_new_message_interrupted_is_told_too() -> None:
    messages = interrupted(SCHEDULED, "내일 오후 3시 치과", then="물 마시라고 알려줘")

    reply = OfflineModel().invoke(messages).text

    assert "알겠어요. 11월 22일에 알려드릴게요: 치과" in reply
    assert "언제가 좋을까요?" in reply


def test_a_question_that_was_interrupted_is_still_asked() -> None:
    messages = interrupted(SCHEDULED, "내일 오후 3시 치과", "물 마시라고 알려줘", then="고마워")

    assert "물 마시기: 언제가 좋을까요?" in OfflineModel().invoke(messages).text


def test_a_question_that_a_new_message_answers_is_not_asked() -> None:
    unclear = ToolResult(status=Status.UNCLEAR, missing=Missing.MERIDIEM, phrase="내일 3시")
    conversation = Conversation()
    conversation.messages = interrupted(unclear, "내일 3시 치과", then="오후")

    reply = conversation.run()

    assert conversation.calls == [("create_reminder", {"text": "치과", "when": "내일 3시 오후"})]
    assert reply == "알겠어요. 내일, 11월 22일(일) 오후 3:00 KST에 알려드릴게요: 치과"


@pytest.mark.parametrize(
    "word",
    [
        "부탁",
        "취소",
        "만 더",
        "취소 부탁",
        "다시 알려",
        "please ",
        "to ",
        "를 ",
        "내일 3시 ",
        "3시랑 ",
        "이번만 ",
        "건너뛰어 ",
        "할 때까지 ",
        "늦으면 ",
        "먹었어 ",
        "응 ",
        "밤 11시부터 조용히 ",
        "until i ",
        "done with ",
        "even if it's ",
        "it ",
    ],
)
@pytest.mark.timeout(20)  # a pattern that tries all ways to read it takes hours
def test_a_long_message_is_answered_at_once(word: str) -> None:
    assert Conversation().say("10분 " + word * 2000 + "x")


@given(SENTENCES)
def test_it_never_promises_without_a_tool(text: str) -> None:
    conversation = Conversation()

    reply = conversation.say(text)

    assert conversation.calls or not promises_reminder(reply)
