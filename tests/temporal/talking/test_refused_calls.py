"""Tool calls that make no sense, of a model behind langchain-openai."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from panager.llm.untrusted import unwrap
from panager.sentences import say
from panager.worker.running import running_worker
from testing.fake_openai import Call, FakeOpenAI, Request, Says, running
from testing.openai_models import chain_to, settings_for
from testing.people import Someone

MILK = {"text": "milk", "when": "tomorrow at 3pm"}


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with running() as fake:
        yield fake


@asynccontextmanager
async def working(person: Someone, openai: FakeOpenAI) -> AsyncIterator[None]:
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(person.client, person.db, models, settings=settings_for(openai)),
    ):
        yield


def results(request: Request) -> list[dict[str, str]]:
    return [json.loads(unwrap(message["content"])) for message in request.results_since_said]


@pytest.mark.parametrize(
    ("call", "status", "detail"),
    [
        (Call("delete_everything"), "unknown_tool", None),
        (Call("web_search", {"query": "x"}), "unknown_tool", None),
        (Call("create_reminder", '{"text": "mil'), "wrong_arguments", "no JSON object"),
        (Call("create_reminder", '["milk"]'), "wrong_arguments", "no JSON object"),
        (Call("create_reminder", {"text": "milk"}), "wrong_arguments", "when: Field required"),
        (Call("create_reminder", {**MILK, "text": 3}), "wrong_arguments", "text: Input should"),
    ],
)
async def test_the_model_hears_what_was_wrong_and_the_person_is_answered(
    alice: Someone, openai: FakeOpenAI, call: Call, status: str, detail: str | None
) -> None:
    heard: list[dict[str, str]] = []

    def script(request: Request) -> Says:
        if not request.results_since_said:
            return Says(calls=(call,))
        heard.extend(results(request))
        return Says("That did not work.")

    openai.script = script
    async with working(alice, openai):
        answer = await alice.ask("please")

    assert answer == "That did not work."
    assert [one["status"] for one in heard] == [status]
    assert (detail or "") in heard[0].get("detail", "")
    assert await alice.reminders() == []


async def test_a_loop_of_identical_writes_makes_one_reminder(
    alice: Someone, openai: FakeOpenAI
) -> None:
    openai.script = lambda _: Says(calls=(Call("create_reminder", MILK),))

    async with working(alice, openai):
        answer = await alice.ask("remind me of milk tomorrow at 3pm")

    apology, _, changes = answer.partition("\n")
    assert apology == say("en", "turn.too_many_steps")
    assert changes.strip().startswith(say("en", "turn.changes"))
    assert [reminder.text for reminder in await alice.reminders()] == ["milk"]
    assert len(openai.requests) == 4


async def test_calls_with_one_id_are_all_run(alice: Someone, openai: FakeOpenAI) -> None:
    twice = tuple(
        Call("create_reminder", {**MILK, "text": text}, id="same") for text in ("milk", "tea")
    )
    openai.script = lambda request: (
        Says("Done.") if request.results_since_said else Says(calls=twice)
    )

    async with working(alice, openai):
        await alice.ask("remind me of milk and tea tomorrow at 3pm")

    assert {reminder.text for reminder in await alice.reminders()} == {"milk", "tea"}
    assert [one["status"] for one in results(openai.requests[-1])] == ["scheduled", "scheduled"]


async def test_of_a_hundred_calls_eight_are_run(alice: Someone, openai: FakeOpenAI) -> None:
    many = tuple(Call("create_reminder", {**MILK, "text": f"milk {n}"}) for n in range(100))
    openai.script = lambda request: (
        Says("Done.") if request.results_since_said else Says(calls=many)
    )

    async with working(alice, openai):
        await alice.ask("remind me of milk tomorrow at 3pm")

    assert len(await alice.reminders()) == 8
    heard = [one["status"] for one in results(openai.requests[-1])]
    assert heard == ["scheduled"] * 8 + ["too_many_calls"]
