"""Which requests are the same, and what is kept of the answers to them."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage
from pydantic import HttpUrl, SecretStr

from evals.proxy import MODEL, recorded
from evals.recording import Recording, key_of
from panager.llm.providers.failures import KeyRefusedError
from panager.llm.providers.models import create_models
from panager.settings import Settings
from testing.fake_openai import Call, Fails, Request, Says, running

KEY = "sk-ours"


def system(text: str = "now: 2026-11-21T14:00:00+09:00") -> dict[str, Any]:
    return {"role": "system", "content": text}


def user(text: str = "remind me tomorrow at 3pm to call Sam") -> dict[str, Any]:
    return {"role": "user", "content": text}


def calling(arguments: str = '{"when": "tomorrow"}', call_id: str = "call_1") -> dict[str, Any]:
    function = {"name": "create_reminder", "arguments": arguments}
    call = {"id": call_id, "type": "function", "function": function}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def told(status: str = "scheduled", due: str = "Sunday") -> dict[str, Any]:
    return {"role": "tool", "content": f'{{"status": "{status}", "due": "{due}"}}'}


def request(*messages: dict[str, Any]) -> Request:
    return Request("some", 0, {}, {"model": "any", "messages": list(messages)})


def test_request_is_the_same_on_another_day() -> None:
    today = request(system(), user(), calling(), told())
    later = request(system("now: 2027-01-01"), user(), calling(call_id="b"), told(due="Friday"))

    assert key_of(today) == key_of(later)


@pytest.mark.parametrize(
    "other",
    [
        request(system(), user(), calling()),
        request(system(), user("remind me tomorrow at 4pm to call Sam"), calling(), told()),
        request(system(), user(), calling('{"when": "today"}'), told()),
        request(system(), user(), calling(), told(status="unclear")),
    ],
)
def test_request_is_another_when_something_else_was_said_or_done(other: Request) -> None:
    assert key_of(other) != key_of(request(system(), user(), calling(), told()))


async def test_recording_answers_as_it_heard(tmp_path: Path, settings: Settings) -> None:
    heard = Says("Sure.", (Call("create_reminder", {"text": "콜라"}),), usage=(12, 3))
    recording = Recording.new(settings)
    await ask(recording, heard)
    recording.write(tmp_path / "some.jsonl")

    again = Recording.read(tmp_path / "some.jsonl")
    answer = again.replay(request(system("another prompt"), user()))

    assert isinstance(answer, Says)
    assert (answer.text, answer.usage) == ("Sure.", (12, 3))
    assert [(call.name, call.args) for call in answer.calls] == [
        ("create_reminder", {"text": "콜라"})
    ]
    assert again.is_offline
    assert again.unknown == []


def test_what_was_not_recorded_is_refused_and_noted(settings: Settings) -> None:
    recording = Recording.new(settings)

    answer = recording.replay(request(system(), user("something new")))

    assert isinstance(answer, Fails)
    assert answer.status == 400
    assert recording.unknown == ["something new"]


async def test_failures_are_not_recorded(settings: Settings) -> None:
    recording = Recording.new(settings)

    await ask(recording, Fails(500))

    assert recording.answers == {}


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text('{"recording": 0}\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"other\.jsonl is no recording"):
        Recording.read(path)


async def test_real_model_is_heard_through_the_proxy(settings: Settings) -> None:
    async with running(api_key=KEY) as server:
        server.script = lambda _: Says("Hello!", usage=(7, 2))
        real = real_settings(settings, server.base_url, KEY)
        recording = Recording.new(real)
        async with (
            recorded(real, recording) as through,
            contextlib.aclosing(create_models(through)) as models,
        ):
            said = await models.complete([HumanMessage("hi")], [])

        assert server.requests[0].model == "some-model"

    assert (said.message.text, said.input_tokens, said.output_tokens) == ("Hello!", 7, 2)
    assert said.model == MODEL
    assert [answer["text"] for answer in recording.answers.values()] == ["Hello!"]
    assert not recording.is_offline
    assert "some-model" in recording.source


async def test_refusal_of_the_real_model_comes_through_the_proxy(settings: Settings) -> None:
    async with running(api_key=KEY) as server:
        real = real_settings(settings, server.base_url, "sk-wrong")
        async with recorded(real, Recording.new(real)) as through:
            with pytest.raises(KeyRefusedError):
                async with contextlib.aclosing(create_models(through)) as models:
                    await models.complete([HumanMessage("hi")], [])


def real_settings(settings: Settings, base_url: str, key: str) -> Settings:
    return settings.model_copy(
        update={
            "llm_model": "some-model",
            "llm_base_url": HttpUrl(base_url),
            "llm_api_key": SecretStr(key),
        }
    )


async def ask(recording: Recording, answer: Says | Fails) -> None:
    await recording.keeping(lambda _: answer)(request(system(), user()))  # type: ignore[misc]
