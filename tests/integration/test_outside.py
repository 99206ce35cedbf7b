"""Servers outside that do not behave."""

import asyncio
import gzip

import pytest
from aiohttp import web
from pydantic import BaseModel

from activities.tools import http_json
from activities.tools.http_json import OutsideError
from testing.fake_outside import FakeOutside, running


class Answer(BaseModel):
    value: int


async def ask(fake: FakeOutside) -> int:
    return (await http_json.ask(f"{fake.url}/search", {"q": "물 한 잔"}, Answer)).value


async def test_the_answer_of_a_server_that_behaves() -> None:
    async with running() as fake:
        fake.answer = lambda _: web.json_response({"value": 3, "more": "ignored"})

        assert await ask(fake) == 3
        assert [(url.path, dict(url.query)) for url in fake.asked] == [
            ("/search", {"q": "물 한 잔"})
        ]


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (lambda: web.Response(status=500, text="no"), "answered 500"),
        (lambda: web.Response(text="<html>hello</html>", content_type="text/html"), "expected"),
        (lambda: web.json_response({"value": "three"}), "expected"),
        (lambda: web.json_response([1, 2]), "expected"),
        (lambda: web.Response(text="[" * 100_000), "expected"),
        (lambda: web.Response(body=b"\xff\xfe\x00"), "expected"),
        (lambda: web.Response(body=b" " * 2_000_000), "too much"),
        (
            lambda: web.Response(
                body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}
            ),
            "expected",
        ),
    ],
)
async def test_an_answer_that_makes_no_sense(response: object, said: str) -> None:
    assert callable(response)
    async with running() as fake:
        fake.answer = lambda _: response()

        with pytest.raises(OutsideError, match=said):
            await ask(fake)


async def test_a_redirect_is_not_followed() -> None:
    async with running() as fake, running() as other:
        fake.answer = lambda _: web.Response(status=302, headers={"Location": f"{other.url}/x"})

        with pytest.raises(OutsideError, match="answered 302"):
            await ask(fake)

        assert other.asked == []


async def test_a_server_that_hangs_up_or_is_not_there() -> None:
    async with running() as fake:

        def hang_up(request: web.Request) -> web.Response:
            assert request.transport
            request.transport.abort()
            return web.Response()

        fake.answer = hang_up
        with pytest.raises(OutsideError, match="cannot be reached"):
            await ask(fake)

    with pytest.raises(OutsideError, match="cannot be reached"):
        await ask(fake)


async def test_an_endless_body_ends_with_the_first_megabyte() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" " * 65_536)
            await asyncio.sleep(0)

    async with running() as fake:
        fake.answer = endless

        with pytest.raises(OutsideError, match="too much"):
            await ask(fake)
