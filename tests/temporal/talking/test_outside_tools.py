"""The web and the weather, asked by a real worker for a model of langchain-openai."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from pydantic import HttpUrl
from temporalio.testing import ActivityEnvironment

from activities.tools.web_search import WebSearchTool
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import Step
from panager.llm.untrusted import unwrap
from panager.worker.running import running_worker
from testing import fake_outside
from testing.fake_openai import Call, FakeOpenAI, Request, Says, running
from testing.fake_outside import FakeOutside, pages
from testing.openai_models import chain_to, settings_for
from testing.people import Someone

Script = Callable[[Request], Says]


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with running() as fake:
        yield fake


@pytest.fixture
async def outside() -> AsyncIterator[FakeOutside]:
    async with fake_outside.running() as fake:
        yield fake


@asynccontextmanager
async def working(person: Someone, openai: FakeOpenAI, outside: FakeOutside) -> AsyncIterator[None]:
    urls = {
        "search_url": HttpUrl(f"{outside.url}/search"),
        "weather_url": HttpUrl(f"{outside.url}/v1"),
        "geocoding_url": HttpUrl(f"{outside.url}/places/v1"),
    }
    settings = settings_for(openai, **urls)
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(person.client, person.db, models, settings=settings),
    ):
        yield


def calls_once(call: Call, seen: list[dict[str, Any]]) -> Script:
    """Calls the tool, then says what it got."""

    def script(request: Request) -> Says:
        if not request.results_since_said:
            return Says(calls=(call,))
        seen.append(json.loads(unwrap(request.results_since_said[-1]["content"])))
        return Says("Here it is.")

    return script


async def test_the_web_is_searched_at_the_operators_server(
    alice: Someone, openai: FakeOpenAI, outside: FakeOutside
) -> None:
    seen: list[dict[str, Any]] = []
    openai.script = calls_once(Call("web_search", {"query": "temporal"}), seen)
    outside.answer = lambda _: web.json_response(pages(*"abcdefgh", content="x" * 5000))

    async with working(alice, openai, outside):
        assert await alice.ask("what is temporal?") == "Here it is."

    [url] = outside.asked
    assert (url.path, dict(url.query)) == ("/search", {"q": "temporal", "format": "json"})
    assert [page["title"] for page in seen[0]["pages"]] == list("abcde")
    assert len(seen[0]["pages"][0]["content"]) == 600


async def test_the_weather_of_a_place_in_the_persons_words(
    minsu: Someone, openai: FakeOpenAI, outside: FakeOutside
) -> None:
    seen: list[dict[str, Any]] = []
    openai.script = calls_once(Call("weather", {"place": "부산"}), seen)
    place = {"name": "부산", "country": "대한민국", "latitude": 35.1, "longitude": 129.04}
    daily = {
        "time": ["2026-11-22", "2026-11-23"],
        "weather_code": [0, 63],
        "temperature_2m_min": [3.5, 5],
        "temperature_2m_max": [12, 9],
        "precipitation_probability_max": [0, 90],
    }
    answers = {
        "/places/v1/search": {"results": [place]},
        "/v1/forecast": {"daily": daily, "latitude": 35.1},
    }
    outside.answer = lambda request: web.json_response(answers[request.path])

    async with working(minsu, openai, outside):
        await minsu.ask("부산 날씨 어때?")

    asked = [(url.path, url.query.get("name") or url.query["latitude"]) for url in outside.asked]
    assert asked == [("/places/v1/search", "부산"), ("/v1/forecast", "35.1000")]
    assert seen[0]["place"] == "부산, 대한민국"
    assert [(day["sky"], day["low"], day["high"]) for day in seen[0]["days"]] == [
        ("맑음", 3.5, 12),
        ("비", 5, 9),
    ]


async def test_a_place_that_nobody_knows_is_told_to_the_model(
    alice: Someone, openai: FakeOpenAI, outside: FakeOutside
) -> None:
    seen: list[dict[str, Any]] = []
    openai.script = calls_once(Call("weather", {"place": "Nowhere"}), seen)

    async with working(alice, openai, outside):
        await alice.ask("weather in Nowhere?")

    assert seen == [{"status": "failed", "detail": "no place has this name"}]


async def test_a_server_that_is_too_slow_is_told_to_the_model(
    alice: Someone, openai: FakeOpenAI, outside: FakeOutside
) -> None:
    seen: list[dict[str, Any]] = []
    openai.script = calls_once(Call("web_search", {"query": "temporal"}), seen)

    async def never(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    outside.answer = never
    async with working(alice, openai, outside):
        assert await alice.ask("what is temporal?") == "Here it is."

    assert seen == [{"status": "failed", "detail": "the server cannot be reached"}]
    assert len(outside.asked) == 1


@pytest.mark.parametrize(
    ("attempt", "asked", "status"),
    [(limits.OUTSIDE_ATTEMPTS, 1, "found"), (limits.OUTSIDE_ATTEMPTS + 1, 0, "failed")],
)
async def test_a_search_in_which_workers_die_again_and_again_has_failed(
    alice: Someone, outside: FakeOutside, attempt: int, asked: int, status: str
) -> None:
    outside.answer = lambda _: web.json_response(pages("a"))
    input = await wants(alice, "web_search", {"query": "temporal"})
    environment = ActivityEnvironment()
    environment.info = replace(ActivityEnvironment.default_info(), attempt=attempt)

    await environment.run(WebSearchTool(alice.db, f"{outside.url}/search").web_search, input)

    async with alice.db.user(alice.user_id) as connection:
        turn = await turns.get_current(connection, alice.user_id, input.turn_id)
    assert len(outside.asked) == asked
    assert [step.body["status"] for step in turn.results] == [status]


async def wants(person: Someone, name: str, args: dict[str, str]) -> ToolInput:
    """A turn in which the model wants this."""
    input = ToolInput(user_id=person.user_id, turn_id=uuid4(), step=0, call_id="call_0_0")
    call = {"id": input.call_id, "name": name, "args": args}
    body = {"text": "", "calls": [call], "read": [], "read_upto": 1}
    async with person.db.user(person.user_id) as connection:
        await messages.insert_inbound(
            connection,
            person.user_id,
            channel=person.channel,
            channel_message_id="one",
            text="what is temporal?",
        )
        thought = Step(turn_id=input.turn_id, number=0, call_id="", kind="think", body=body)
        await turns.insert_step(connection, person.user_id, thought)
    return input
