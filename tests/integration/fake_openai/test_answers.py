"""What langchain-openai makes of whole answers."""

import httpx
import pytest
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, ToolMessage
from langchain_core.messages.ai import add_ai_message_chunks
from langchain_core.runnables import Runnable

from panager.features import registry
from panager.llm.tool_declaration import tool_schemas
from panager.settings import Settings
from testing.fake_openai import Call, FakeOpenAI, Says
from testing.fake_openai.offline import offline
from tests.integration.fake_openai.conftest import Connect, conversation

ENABLED = registry.enabled_tools(Settings.model_construct())


async def streamed(
    model: Runnable[LanguageModelInput, AIMessage], said: LanguageModelInput
) -> AIMessageChunk:
    chunks = [chunk async for chunk in model.astream(said)]
    return add_ai_message_chunks(*(one for one in chunks if isinstance(one, AIMessageChunk)))


async def test_text_arrives_in_pieces(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Says(f"너는 {request.last_said}라고 했어", pieces=4)

    chunks = [chunk.text async for chunk in connect(openai).astream("안녕") if chunk.text]

    assert len(chunks) == 4
    assert "".join(chunks) == "너는 안녕라고 했어"


async def test_text_arrives_without_a_stream(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Says("hello", usage=(11, 3), model="other-model")

    answer = await connect(openai).ainvoke("hi")

    assert answer.text == "hello"
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["total_tokens"] == 14
    assert answer.response_metadata["model_name"] == "other-model"


async def test_parallel_calls_arrive_whole(openai: FakeOpenAI, connect: Connect) -> None:
    calls = (Call("create_reminder", {"text": "우유", "when": "내일 3시"}), Call("list_reminders"))
    openai.script = lambda request: Says("잠깐만", calls)

    answer = await streamed(connect(openai).bind_tools(tool_schemas(ENABLED)), "우유")

    assert answer.text == "잠깐만"
    assert [(c["name"], c["args"], c["id"]) for c in answer.tool_calls] == [
        (call.name, call.args, call.id) for call in calls
    ]
    assert answer.response_metadata["finish_reason"] == "tool_calls"
    assert openai.requests[0].tool_names == list(ENABLED)


@pytest.mark.parametrize("is_streamed", [True, False])
async def test_what_is_no_json_is_an_invalid_call(
    openai: FakeOpenAI, connect: Connect, is_streamed: bool
) -> None:
    openai.script = lambda request: Says(calls=(Call("list_reminders", "none"),))
    model = connect(openai)

    answer = await (streamed(model, "hi") if is_streamed else model.ainvoke("hi"))

    assert answer.tool_calls == []
    assert [call["args"] for call in answer.invalid_tool_calls] == ["none"]


async def test_half_arguments_are_completed_by_langchain(
    openai: FakeOpenAI, connect: Connect
) -> None:
    """Merged chunks guess what is missing; only the chunks have what really came."""
    openai.script = lambda request: Says(calls=(Call("create_reminder", '{"text": "mil'),))

    answer = await streamed(connect(openai), "hi")

    assert [call["args"] for call in answer.tool_calls] == [{"text": "mil"}]
    assert [chunk["args"] for chunk in answer.tool_call_chunks] == ['{"text": "mil']


async def test_results_follow_the_last_user_message(openai: FakeOpenAI, connect: Connect) -> None:
    call = {"name": "current_time", "args": {}, "id": "call_1"}
    thought = [AIMessage("", tool_calls=[call]), ToolMessage("noon", tool_call_id="call_1")]

    await connect(openai).ainvoke([HumanMessage("hi"), *thought, HumanMessage("and?"), *thought])

    asked = openai.requests[0]
    assert asked.last_said == "and?"
    assert [result["content"] for result in asked.results_since_said] == ["noon"]


async def test_usage_adds_up(openai: FakeOpenAI, connect: Connect) -> None:
    model = connect(openai)

    answers = [await streamed(model, said) for said in ("short", "much longer than that")]

    usages = [answer.usage_metadata for answer in answers]
    assert all(usage and usage["input_tokens"] and usage["output_tokens"] for usage in usages)
    assert sum(openai.total_usage) == sum(usage["total_tokens"] for usage in usages if usage)


async def test_megabyte_arrives(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Says("가" * 350_000)

    answer = await streamed(connect(openai), "hi")

    assert answer.text == "가" * 350_000


async def test_offline_model_calls_tools_over_the_wire(
    openai: FakeOpenAI, connect: Connect
) -> None:
    openai.script = offline()
    said = conversation("remind me tomorrow at 3pm to buy milk")

    answer = await streamed(connect(openai).bind_tools(tool_schemas(ENABLED)), said)

    assert [call["name"] for call in answer.tool_calls] == ["create_reminder"]


async def test_models_are_listed(openai: FakeOpenAI) -> None:
    openai.models = ["one", "two"]

    async with httpx.AsyncClient() as http:
        listed = (await http.get(f"{openai.base_url}/models")).json()

    assert [entry["id"] for entry in listed["data"]] == ["one", "two"]
