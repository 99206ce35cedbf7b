"""The paths of a mind: cards, summaries, tools that ask outside, models that fail."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from aiohttp import web
from pydantic import HttpUrl
from temporalio.client import Client

from panager.contracts.action import Verdict
from panager.contracts.names import action_workflow_id, chat_workflow_id, summary_workflow_id
from panager.db.pool import Database
from panager.worker.running import running_worker
from testing import fake_openai, fake_outside
from testing.fake_openai import Answer, Call, Fails, FakeOpenAI, Request, Says
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.cards import edit, press, propose, the_action, wait_for

type Save = Callable[[Client, str, str], Awaitable[None]]

TURNS = 21
"""One more than is read whole."""


async def record(db: Database, client: Client, save: Save) -> None:
    """Each path once; `save` takes the client, a workflow id and the name of the path."""
    async with _working(db, client) as openai:
        await _approved(await Someone.register(db, client, "approver"), save)
        await _edited_and_rejected(await Someone.register(db, client, "rejecter"), save)
        await _summed_up(await Someone.register(db, client, "talker"), save)
        await _outside(await Someone.register(db, client, "searcher"), save)
        openai.script = lambda _: Fails(401, code="invalid_api_key")
        await _failed(await Someone.register(db, client, "unlucky"), save)


@contextlib.asynccontextmanager
async def _working(db: Database, client: Client) -> AsyncIterator[FakeOpenAI]:
    async with fake_openai.running() as openai, fake_outside.running() as outside:
        openai.script = _script
        outside.answer = lambda _: web.json_response({"results": []})
        more = {"search_url": HttpUrl(f"{outside.url}/search")}
        async with (
            contextlib.aclosing(chain_to(openai)) as models,
            running_worker(client, db, models, settings=settings_for(openai, **more)),
        ):
            yield openai


def _script(request: Request) -> Answer:
    if "search" in request.last_said and not request.results_since_said:
        return Says(calls=(Call("web_search", {"query": "weather"}),))
    return Says("all right")


async def _with_card(person: Someone) -> str:
    for days, text in enumerate(("one", "two"), start=1):
        await schedule(person, datetime.now(UTC) + timedelta(days=days), text)
    await propose(person)
    await wait_for(person, "card")
    return action_workflow_id((await the_action(person)).action_id)


async def _approved(person: Someone, save: Save) -> None:
    workflow_id = await _with_card(person)
    await press(person, Verdict.APPROVE)
    await wait_for(person, "outcome")
    await save(person.client, workflow_id, "action-approved")


async def _edited_and_rejected(person: Someone, save: Save) -> None:
    workflow_id = await _with_card(person)
    await edit(person, "1")
    await wait_for(person, "card", 2)
    await press(person, Verdict.REJECT, revision=2)
    await wait_for(person, "outcome")
    await save(person.client, workflow_id, "action-edited-and-rejected")


async def _summed_up(person: Someone, save: Save) -> None:
    for number in range(TURNS):
        await person.ask(f"message {number}")
    workflow_id = summary_workflow_id(person.user_id)
    await person.client.get_workflow_handle(workflow_id).result()
    await save(person.client, workflow_id, "summary")


async def _outside(person: Someone, save: Save) -> None:
    await person.ask("search for it")
    await save(person.client, chat_workflow_id(person.user_id), "chat-outside-tool")


async def _failed(person: Someone, save: Save) -> None:
    await person.ask("hello")
    await save(person.client, chat_workflow_id(person.user_id), "chat-without-a-model")
