"""The fake OpenAI server in front of a model: it records what that says, or replays it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from pydantic import HttpUrl

from evals.recording import Recording
from panager.settings import OFFLINE, Settings
from testing.fake_openai import Answer, Call, Fails, Request, Says, Script, running
from testing.fake_openai.offline import offline

MODEL = "behind-http"
"""What Panager calls the model behind the proxy."""
WHOLE_ANSWER_S = 60.0
PASSED_ON = ("retry-after",)


@asynccontextmanager
async def proxied(settings: Settings, script: Script) -> AsyncIterator[Settings]:
    """The same settings, but with this script for a model, over HTTP and without fallbacks."""
    async with running() as fake:
        fake.script = script
        yield settings.model_copy(
            update={
                "llm_model": MODEL,
                "llm_base_url": HttpUrl(fake.base_url),
                "llm_api_key": None,
                "llm_fallbacks": [],
            }
        )


@asynccontextmanager
async def recorded(settings: Settings, recording: Recording) -> AsyncIterator[Settings]:
    """Settings whose model is the one of the given settings, heard by the recording."""
    async with httpx.AsyncClient(timeout=WHOLE_ANSWER_S) as http:
        brain = offline() if settings.llm_model == OFFLINE else _forward(http, settings)
        async with proxied(settings, recording.keeping(brain)) as through:
            yield through


def _forward(http: httpx.AsyncClient, settings: Settings) -> Script:
    """Asks the real server, for the whole answer at once."""
    url = f"{str(settings.llm_base_url).rstrip('/')}/chat/completions"
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"

    async def ask(request: Request) -> Answer:
        body = {name: value for name, value in request.body.items() if name != "stream_options"}
        body |= {"model": settings.llm_model, "stream": False}
        headers = {"Authorization": f"Bearer {key}"}
        try:
            return _answer(await http.post(url, json=body, headers=headers))
        except httpx.HTTPError as error:
            return Fails(502, "unreachable", f"{url}: {error or type(error).__name__}")

    return ask


def _answer(response: httpx.Response) -> Answer:
    if response.is_error:
        headers = {name: response.headers[name] for name in PASSED_ON if name in response.headers}
        return Fails(response.status_code, message=response.text[:500], headers=headers)
    body = response.json()
    choice, usage = body["choices"][0], body.get("usage")
    calls = [
        Call(call["function"]["name"], call["function"]["arguments"], call["id"])
        for call in choice["message"].get("tool_calls") or []
    ]
    return Says(
        choice["message"].get("content") or "",
        tuple(calls),
        usage=usage and (usage["prompt_tokens"], usage["completion_tokens"]),
        finish=choice.get("finish_reason") or "",
    )
