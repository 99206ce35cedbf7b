"""The web and the weather, asked by a real worker for a model of langchain-openai."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from pydantic import HttpUrl

from panager.worker import running_worker
from tests.support import fake_outside
from tests.support.eventually import assert_eventually
from tests.support.fake_openai import Call, FakeOpenAI, Request, Says, running
from tests.support.fake_outside import FakeOutside, pages
from tests.support.openai_models import chain_to, settings_for
from tests.support.people import Someone

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
    models, settings = chain_to(openai), settings_for(openai, **urls)
    async with running_worker(person.client, person.db, models, settings=settings):
        yield


def calls_once(call: Call, seen: list[dict[str, Any]]) -> Script:
    """Calls the tool, then says what it got."""

    def script(request: Request) -> Says:
        if not request.results_since_said:
            return Says(calls=(call,))
        seen.append(json.loads(request.results_since_said[-1]["content"]))
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


async def test_a_search_goes_on_when_its_worker_is_replaced(
    alice: Someone, openai: FakeOpenAI, outside: FakeOutside
) -> None:
    seen: list[dict[str, Any]] = []
    openai.script = calls_once(Call("web_search", {"query": "temporal"}), seen)
    is_back = asyncio.Event()

    async def later(_: web.Request) -> web.Response:
        await is_back.wait()
        return web.json_response(pages("a"))

    async def is_asked() -> bool:
        return bool(outside.asked)

    outside.answer = later
    worker = working(alice, openai, outside)
    await worker.__aenter__()
    message_id = await alice.write("what is temporal?")
    await assert_eventually(is_asked)
    leaving = asyncio.create_task(worker.__aexit__(None, None, None))
    async with working(alice, openai, outside):
        is_back.set()
        answer = await alice.answer_to(message_id)
    await leaving

    assert answer.text == "Here it is."
    assert seen[0]["pages"][0]["title"] == "a"
