"""A long conversation is summed up while nobody waits for it."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from langchain_core.messages import AIMessage
from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from panager.contracts.names import summary_workflow_id
from panager.db.pool import Database
from panager.llm.prompts import version
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.fake_openai import Answer, Fails, FakeOpenAI, Request, Says, Silent, running
from testing.fake_openai.request import text_of
from testing.models import ScriptedModel, says
from testing.openai_models import chain_to, settings_for
from testing.people import Someone

NOTES = "her dog is called Bori"


def is_summary(request: Request) -> bool:
    return not request.tools


def summaries_asked(openai: FakeOpenAI) -> list[Request]:
    return [request for request in openai.requests if is_summary(request)]


def sums_up(request: Request) -> Answer:
    return Says(NOTES) if is_summary(request) else Says(f"heard {request.last_said}")


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with running() as fake:
        fake.script = sums_up
        yield fake


@contextlib.asynccontextmanager
async def worker(someone: Someone, openai: FakeOpenAI) -> AsyncIterator[None]:
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(
            someone.client, someone.db, models, settings=settings_for(openai), isolated=True
        ),
    ):
        yield


async def talk(someone: Someone, first: int, last: int) -> list[str]:
    return [await someone.ask(f"message {n:03}") for n in range(first, last + 1)]


async def stored(db: Database, someone: Someone) -> list[tuple[str, int, str]]:
    async with db.user(someone.user_id) as connection:
        rows = await connection.fetch("SELECT text, turns, prompt FROM summaries")
    return [(row["text"], row["turns"], row["prompt"]) for row in rows]


async def wait_for_summary(someone: Someone, *, timeout_s: float = 20) -> None:
    async def exists() -> bool:
        return bool(await stored(someone.db, someone))

    await assert_eventually(exists, timeout_s=timeout_s)


async def test_old_turns_are_summed_up_once_and_read_no_more(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async with worker(alice, openai):
        await talk(alice, 1, 25)
        await wait_for_summary(alice)
        await alice.client.get_workflow_handle(summary_workflow_id(alice.user_id)).result()
        answer = await alice.ask("message 026")

    [asked] = summaries_asked(openai)
    prompt = [text_of(message) for message in openai.requests[-1].messages]
    [(text, turns, version_used)] = await stored(alice.db, alice)
    assert answer == "heard message 026"
    assert (text, version_used) == (NOTES, version("summary"))
    assert "message 001" in text_of(asked.messages[-1])
    assert NOTES in prompt[0]
    assert "message 001" not in prompt
    assert [said for said in prompt if said.startswith("message")] == [
        f"message {n:03}" for n in range(turns + 1, 27)
    ]


async def test_what_it_took_is_written_down(alice: Someone, openai: FakeOpenAI) -> None:
    async with worker(alice, openai):
        await talk(alice, 1, 21)
        await wait_for_summary(alice)

    async with alice.db.user(alice.user_id) as connection:
        [used] = await connection.fetch("SELECT * FROM usage WHERE purpose = 'summary'")
    [asked] = summaries_asked(openai)
    assert asked.usage == (used["input_tokens"], used["output_tokens"])
    assert (used["turn_id"], used["is_estimate"]) == (None, False)


@pytest.mark.parametrize("failure", [Fails(500), Silent(), Says(" ")])
async def test_failing_summary_changes_no_answer(
    alice: Someone, openai: FakeOpenAI, failure: Answer
) -> None:
    openai.script = lambda request: failure if is_summary(request) else sums_up(request)

    async with worker(alice, openai):
        answers = await talk(alice, 1, 23)
        await assert_eventually(lambda: summaries_asked(openai) != [])
        answers += await talk(alice, 24, 24)

    assert answers == [f"heard message {n:03}" for n in range(1, 25)]
    assert await stored(alice.db, alice) == []


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_worker_that_went_away_in_a_summary_is_replaced(
    alice: Someone, openai: FakeOpenAI
) -> None:
    openai.script = lambda request: Silent() if is_summary(request) else sums_up(request)
    async with worker(alice, openai):
        await talk(alice, 1, 21)
        await assert_eventually(lambda: summaries_asked(openai) != [])
    openai.script = sums_up

    async with worker(alice, openai):
        answer = await alice.ask("message 022")
        await wait_for_summary(alice, timeout_s=60)

    assert answer == "heard message 022"
    [(text, turns, _)] = await stored(alice.db, alice)
    assert text == NOTES
    assert turns in (11, 12)


async def test_nothing_is_left_running_after_a_summary(alice: Someone, openai: FakeOpenAI) -> None:
    async with worker(alice, openai):
        await talk(alice, 1, 21)
        await wait_for_summary(alice)
        handle = alice.client.get_workflow_handle(summary_workflow_id(alice.user_id))
        await handle.result()
        description = await handle.describe()

    assert description.status is WorkflowExecutionStatus.COMPLETED
    assert len(openai.requests) == 21 + 1


async def test_model_that_costs_nothing_is_never_asked_for_a_summary(alice: Someone) -> None:
    model = ScriptedModel(script=says("yes"))
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        for n in range(23):
            await alice.ask(f"message {n}")

    with pytest.raises(RPCError) as refused:
        await alice.client.get_workflow_handle(summary_workflow_id(alice.user_id)).describe()
    assert refused.value.status is RPCStatusCode.NOT_FOUND
    assert isinstance(model.calls[-1][-2], AIMessage)
    assert len(model.calls) == 23
