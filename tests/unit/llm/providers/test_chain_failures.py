"""What becomes of everything that a server can do instead of answering."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from langchain_core.messages import HumanMessage

from panager.features import registry
from panager.llm.providers.answers import MAX_ANSWER
from panager.llm.providers.calls import Completion
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.failures import (
    ContextTooLongError,
    KeyRefusedError,
    ModelError,
    ModelUnavailableError,
    RequestInvalidError,
    RequestRefusedError,
)
from panager.llm.tool_declaration import tool_schemas
from panager.settings import Settings
from testing.eventually import assert_eventually
from testing.fake_openai import (
    Answer,
    Call,
    Cut,
    Fails,
    FakeOpenAI,
    Raw,
    Request,
    Says,
    Silent,
    error_event,
)
from testing.fake_openai.answers import SSE
from testing.openai_models import chain_to

ENABLED = registry.enabled_tools(Settings.model_construct())

TOO_LONG = "This model's maximum context length is 8192 tokens."
SECRET = "what-nobody-may-keep"


@pytest.fixture
async def chain(openai: FakeOpenAI) -> AsyncIterator[ModelChain]:
    models = chain_to(openai, llm_timeout_s=1.5)
    yield models
    await models.aclose()


async def ask(chain: ModelChain, *, patience_s: float = 20) -> Completion:
    return await chain.complete([HumanMessage("hi")], tool_schemas(ENABLED), patience_s=patience_s)


async def failure_of(chain: ModelChain, openai: FakeOpenAI, answer: Answer) -> ModelError:
    openai.script = lambda request: answer
    with pytest.raises(ModelError) as failed:
        await ask(chain)
    return failed.value


def events(*deltas: dict[str, object], finish: str | None = "stop") -> Raw:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    chunks = [
        {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
        for delta in deltas
    ]
    chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return Raw(f"{body}data: [DONE]\n\n".encode(), SSE)


@pytest.mark.parametrize(
    "answer",
    [
        Fails(408),
        Fails(409),
        Fails(429, "rate_limit_exceeded"),
        Fails(500),
        Fails(503),
        Fails(529),
        Silent(),
        Silent(0),
        Says("one two", between_s=60, pieces=2),
        Cut("one two three", after=2),
        Cut("one two three", after=2, quietly=True),
        Cut(calls=(Call("create_reminder", {"text": "milk"}, id="call_1"),), after=4, quietly=True),
        Says(""),
        Says("  \n "),
        Raw(b"<html>busy</html>", "text/html"),
        Raw(b""),
        Raw(b"data: {half\n\n", SSE),
        Raw(b'data: {"id": "1", "choices": null}\n\ndata: [DONE]\n\n', SSE),
        Raw(b"data: [1, 2]\n\ndata: [DONE]\n\n", SSE),
        error_event("overloaded"),
        error_event("busy", "502"),
        error_event("wait", "rate_limit_exceeded"),
    ],
    ids=str,
)
async def test_what_may_pass_is_to_be_tried_again(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    error = await failure_of(chain, openai, answer)

    assert isinstance(error, ModelUnavailableError)


@pytest.mark.parametrize(
    "answer",
    [
        Fails(401, "invalid_api_key"),
        Fails(402),
        Fails(403),
        Fails(404, "model_not_found"),
        Fails(429, "insufficient_quota", headers={"Retry-After": "1"}),
        error_event("no more money", "insufficient_quota"),
        error_event("who are you", "401"),
    ],
    ids=str,
)
async def test_what_the_operator_must_mend_is_told_apart(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    error = await failure_of(chain, openai, answer)

    assert isinstance(error, KeyRefusedError)


@pytest.mark.parametrize(
    "answer",
    [
        Fails(400, "context_length_exceeded", "too much"),
        Fails(400, "", TOO_LONG),
        Fails(400, "", "the prompt is too long: 9000 tokens > 8192 maximum"),
        Fails(413),
        error_event("too much", "context_length_exceeded"),
    ],
    ids=str,
)
async def test_too_long_a_context_is_told_apart(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    error = await failure_of(chain, openai, answer)

    assert isinstance(error, ContextTooLongError)


@pytest.mark.parametrize(
    "answer",
    [
        Fails(400, "invalid_value", "no such role"),
        Fails(422),
        Fails(405),
    ],
    ids=str,
)
async def test_form_that_the_operator_must_mend_is_told_apart(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    error = await failure_of(chain, openai, answer)

    assert isinstance(error, RequestInvalidError)


@pytest.mark.parametrize(
    "answer",
    [
        Fails(400, "content_filter"),
        Fails(400, "data_inspection_failed", "Input data may contain inappropriate content."),
        Fails(403, "", "Your input was flagged by moderation."),
        Says("", finish="content_filter"),
    ],
    ids=str,
)
async def test_refused_request_is_told_apart(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    error = await failure_of(chain, openai, answer)

    assert isinstance(error, RequestRefusedError)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "7"},
        {"Retry-After": "7.0"},
        {"retry-after-ms": "7000", "Retry-After": "8"},
    ],
    ids=str,
)
async def test_retry_after_in_seconds_is_kept(
    chain: ModelChain, openai: FakeOpenAI, headers: dict[str, str]
) -> None:
    error = await failure_of(chain, openai, Fails(429, headers=headers))

    assert error.retry_after == timedelta(seconds=7)


async def test_retry_after_as_a_date_is_kept(chain: ModelChain, openai: FakeOpenAI) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)

    error = await failure_of(chain, openai, Fails(503, headers={"Retry-After": date}))

    assert error.retry_after is not None
    assert timedelta(minutes=8) < error.retry_after <= timedelta(minutes=10)


@pytest.mark.parametrize("value", ["soon", "", "-5", "nan"])
async def test_senseless_retry_after_is_none(
    chain: ModelChain, openai: FakeOpenAI, value: str
) -> None:
    error = await failure_of(chain, openai, Fails(429, headers={"Retry-After": value}))

    assert not error.retry_after


async def test_endless_retry_after_has_an_end(chain: ModelChain, openai: FakeOpenAI) -> None:
    error = await failure_of(chain, openai, Fails(429, headers={"Retry-After": "1e99"}))

    assert error.retry_after == timedelta(hours=1)


async def test_server_that_wants_to_be_left_alone_is(chain: ModelChain, openai: FakeOpenAI) -> None:
    await failure_of(chain, openai, Fails(429, headers={"Retry-After": "300"}))

    error = await failure_of(chain, openai, Says("hello"))

    assert error.retry_after is not None
    assert error.retry_after > timedelta(minutes=4)
    assert len(openai.requests) == 1


async def test_words_of_the_server_go_nowhere(chain: ModelChain, openai: FakeOpenAI) -> None:
    for status in (400, 401, 429, 500):
        error = await failure_of(chain, openai, Fails(status, SECRET, SECRET))

        assert SECRET not in str(error)
        assert error.__cause__ is None


async def test_silence_ends_with_the_patience(openai: FakeOpenAI) -> None:
    openai.script = lambda request: Silent()
    chain = chain_to(openai, llm_timeout_s=60)

    with pytest.raises(ModelUnavailableError, match="in time"):
        await ask(chain, patience_s=0.2)

    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")
    await chain.aclose()


async def test_who_has_begun_may_outlast_the_patience(openai: FakeOpenAI) -> None:
    openai.script = lambda request: Says("one two three four", between_s=1.2, pieces=4)
    chain = chain_to(openai, llm_timeout_s=10)

    said = await ask(chain, patience_s=3)

    assert said.message.text == "one two three four"
    await chain.aclose()


async def test_endless_answer_is_left_and_cut_at_a_word(
    chain: ModelChain, openai: FakeOpenAI
) -> None:
    openai.script = lambda request: Says("word " * 200_000, pieces=200)

    said = await ask(chain)

    assert len(said.message.text) <= MAX_ANSWER
    assert said.message.text.endswith("word…")
    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")


async def test_endless_arguments_are_left(chain: ModelChain, openai: FakeOpenAI) -> None:
    call = Call("create_reminder", {"text": "x" * 1_000_000})
    openai.script = lambda request: Says(calls=(call,), pieces=200)

    said = await ask(chain)

    assert len(said.message.tool_call_chunks[0]["args"] or "") < 300_000
    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")


async def test_answer_without_room_for_its_end_says_so(
    chain: ModelChain, openai: FakeOpenAI
) -> None:
    openai.script = lambda request: Says("It is noon. The", finish="length")

    assert (await ask(chain)).message.text == "It is noon.…"


async def test_refusal_is_the_answer(chain: ModelChain, openai: FakeOpenAI) -> None:
    openai.script = lambda request: events({"refusal": "I will "}, {"refusal": "not do that."})

    assert (await ask(chain)).message.text == "I will not do that."


async def test_reasoning_is_life_but_no_answer(openai: FakeOpenAI) -> None:
    openai.script = lambda request: events({"reasoning_content": "hm"}, {"content": "Yes."})
    chain = chain_to(openai)
    shown: list[str] = []

    async def on_text(text: str) -> None:
        shown.append(text)

    said = await chain.complete([HumanMessage("hi")], [], on_text=on_text)

    assert said.message.text == "Yes."
    assert shown == ["Yes."]
    await chain.aclose()


async def test_what_no_database_takes_is_left_out(chain: ModelChain, openai: FakeOpenAI) -> None:
    openai.script = lambda request: events({"content": "a\0b \ud83d"}, {"content": "\ude00 \udc00"})

    assert (await ask(chain)).message.text == "ab 😀 \ufffd"


async def test_usage_that_is_repeated_counts_once(chain: ModelChain, openai: FakeOpenAI) -> None:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    choices = [
        {"index": 0, "delta": {"content": "a"}, "finish_reason": finish}
        for finish in (None, "stop")
    ]
    body = "".join(
        f"data: {json.dumps({**head, 'choices': [choice], 'usage': usage})}\n\n"
        for choice in choices
    )
    openai.script = lambda request: Raw(body.encode(), SSE)

    said = await ask(chain)

    assert (said.input_tokens, said.output_tokens) == (10, 5)


async def test_usage_of_the_server_is_told(chain: ModelChain, openai: FakeOpenAI) -> None:
    openai.script = lambda request: Says("hello", usage=(12, 3))

    said = await ask(chain)

    assert (said.model, said.input_tokens, said.output_tokens) == ("fake-model", 12, 3)


async def test_only_the_streamed_completion_is_asked_for(
    chain: ModelChain, openai: FakeOpenAI
) -> None:
    await ask(chain)

    [request] = openai.requests
    assert isinstance(request, Request)
    assert request.stream
    assert request.wants_usage
    assert request.api_key == "a-key"
