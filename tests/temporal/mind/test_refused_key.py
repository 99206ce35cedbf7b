"""What the operator learns when a model does not let us in."""

import logging

import pytest
from pydantic import SecretStr

from panager.db import service_health
from panager.process.health import open_health
from panager.sentences import say
from panager.settings import Settings
from panager.worker.clients import open_models
from panager.worker.running import running_worker
from testing.fake_openai import Answer, Fails, FakeOpenAI, Says, running
from testing.openai_models import settings_for
from testing.people import Someone


async def ask(person: Someone, settings: Settings) -> tuple[str, bool, str]:
    """The answer of a worker of its own, and how it says that its model is."""
    async with (
        open_health(person.db) as health,
        open_models(settings, health) as models,
        running_worker(person.client, person.db, models, settings=settings, health=health),
    ):
        return await person.ask("how are you?"), *await model_health(person)


async def model_health(person: Someone) -> tuple[bool, str]:
    [found] = [one for one in await service_health.list_health(person.db) if one.part == "model"]
    return found.ok, found.detail


async def test_operator_learns_of_a_refused_key_until_it_is_mended(alice: Someone) -> None:
    async with running(api_key="the-right-key") as fake:
        answer, is_ok, detail = await ask(
            alice, settings_for(fake, llm_api_key=SecretStr("a-wrong-key"))
        )
        mended = await ask(alice, settings_for(fake, llm_api_key=SecretStr("the-right-key")))

    assert answer == say("en", "turn.key_refused")
    assert not is_ok
    assert detail.startswith("fake-model at 127.0.0.1:")
    assert "a-wrong-key" not in detail
    assert mended == ("ok", True, "")


async def test_expected_failures_leave_no_traceback(
    openai: FakeOpenAI, alice: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[Answer] = [
        Fails(500),
        Says("ok"),
        Fails(401),
        Fails(422),
        Fails(400, "context_length_exceeded"),
    ]
    openai.script = lambda request: answers.pop(0) if answers else Fails(401)

    with caplog.at_level(logging.INFO):
        for _ in range(4):
            await ask(alice, settings_for(openai))

    assert [record for record in caplog.records if record.exc_info] == []
