"""What langchain-openai raises, which is what our own error mapping is written against."""

import asyncio

import openai as sdk
import pytest
from langchain_openai import ChatOpenAI

from testing.eventually import assert_eventually
from testing.fake_openai import (
    Cut,
    Fails,
    FakeOpenAI,
    Raw,
    Request,
    Says,
    Silent,
    error_event,
    running,
)
from tests.integration.fake_openai.conftest import Connect


async def drain(model: ChatOpenAI) -> str:
    heard: list[str] = []
    await listen(model, heard)
    return "".join(heard)


async def listen(model: ChatOpenAI, heard: list[str]) -> None:
    """Appends the pieces as they come."""
    async for chunk in model.astream("hi"):
        heard.append(chunk.text)


async def test_wrong_key_is_refused(connect: Connect) -> None:
    async with running(api_key="secret") as fake:
        with pytest.raises(sdk.AuthenticationError) as refused:
            await drain(connect(fake, api_key="guess"))

        assert refused.value.code == "invalid_api_key"
        assert await drain(connect(fake, api_key="secret")) == "ok"


@pytest.mark.parametrize(
    ("status", "code", "raised"),
    [
        (404, "model_not_found", sdk.NotFoundError),
        (429, "insufficient_quota", sdk.RateLimitError),
        (500, "", sdk.InternalServerError),
        (503, "", sdk.InternalServerError),
    ],
)
async def test_status_is_raised_with_its_code(
    openai: FakeOpenAI, connect: Connect, status: int, code: str, raised: type[sdk.APIStatusError]
) -> None:
    openai.script = lambda request: Fails(status, code)

    with pytest.raises(raised) as failed:
        await drain(connect(openai))

    assert failed.value.status_code == status
    assert failed.value.code == (code or None)
    assert openai.requests[0].ended == "answered"


async def test_context_length_is_told_apart(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Fails(400, "context_length_exceeded", "too long")

    with pytest.raises(sdk.BadRequestError, match="too long") as failed:
        await drain(connect(openai))

    assert failed.value.code == "context_length_exceeded"


async def test_retry_after_is_readable(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Fails(429, "rate_limit_exceeded", headers={"Retry-After": "7"})

    with pytest.raises(sdk.RateLimitError) as limited:
        await drain(connect(openai))

    assert limited.value.response.headers["retry-after"] == "7"


async def test_cut_stream_raises_after_its_pieces(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Cut("one two three four", after=2, pieces=4)
    heard: list[str] = []

    with pytest.raises(sdk.APIConnectionError):
        await listen(connect(openai), heard)

    assert "".join(heard) == "one two th"


async def test_stream_that_just_ends_has_no_finish_reason(
    openai: FakeOpenAI, connect: Connect
) -> None:
    openai.script = lambda request: Cut("one two", after=1, pieces=2, quietly=True)

    chunks = [chunk async for chunk in connect(openai).astream("hi")]

    assert "".join(chunk.text for chunk in chunks) == "one "
    assert not any(chunk.response_metadata.get("finish_reason") for chunk in chunks)


async def test_cut_answer_is_a_connection_error(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Cut("never")

    with pytest.raises(sdk.APIConnectionError):
        await connect(openai).ainvoke("hi")


async def test_stopped_server_is_a_connection_error(openai: FakeOpenAI, connect: Connect) -> None:
    await openai.stop()

    with pytest.raises(sdk.APIConnectionError):
        await drain(connect(openai))

    await openai.start()
    assert await drain(connect(openai)) == "ok"


async def test_silence_times_out_and_is_seen(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Silent()

    with pytest.raises(sdk.APITimeoutError):
        await drain(connect(openai, timeout=0.2))

    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")


async def test_stream_that_stalls_times_out(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Says("one two", between_s=60, pieces=2)

    with pytest.raises(sdk.APITimeoutError):
        await drain(connect(openai, timeout=0.2))

    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")


async def test_cancelled_client_is_seen(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: Says("one two", between_s=60, pieces=2)
    heard: list[str] = []
    call = asyncio.create_task(listen(connect(openai), heard))
    await assert_eventually(lambda: "one " in heard)
    assert openai.requests[0].ended == ""

    call.cancel()

    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")


async def test_cancelled_client_is_seen_without_a_stream(
    openai: FakeOpenAI, connect: Connect
) -> None:
    openai.script = lambda request: Says("one two", between_s=60, pieces=2)
    call = asyncio.create_task(connect(openai).ainvoke("hi"))
    await assert_eventually(lambda: len(openai.requests) == 1)

    call.cancel()

    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")
    assert openai.total_usage == (0, 0)


async def test_error_event_is_raised(openai: FakeOpenAI, connect: Connect) -> None:
    openai.script = lambda request: error_event("overloaded")

    with pytest.raises(sdk.APIError, match="overloaded"):
        await drain(connect(openai))


@pytest.mark.parametrize("body", [b"<html>busy</html>", b"", b"data: [DONE]\n\n"])
async def test_body_without_chunks_is_a_value_error(
    openai: FakeOpenAI, connect: Connect, body: bytes
) -> None:
    openai.script = lambda request: Raw(body, "text/html")

    with pytest.raises(ValueError, match="No generation chunks"):
        await drain(connect(openai))


async def test_error_of_a_script_is_not_swallowed(connect: Connect) -> None:
    def confused(request: Request) -> Says:
        raise LookupError("nothing for this one")

    async def ask() -> None:
        async with running() as fake:
            fake.script = confused
            with pytest.raises(sdk.InternalServerError):
                await drain(connect(fake))

    with pytest.raises(LookupError, match="nothing for this one"):
        await ask()
