"""What is sent to servers outside: methods, bodies, and headers whose values nobody else sees."""

import logging
import traceback

import pytest
from aiohttp import web
from pydantic import BaseModel, SecretStr

from activities.tools import http_json
from activities.tools.http_json import OutsideError
from testing.fake_outside import FakeOutside, running

SECRET = "ya29.very-secret"
BEARER = {"authorization": SecretStr(f"Bearer {SECRET}")}


class Echo(BaseModel):
    """What arrived."""

    method: str = ""
    kind: str = ""
    body: str = ""
    authorization: str = ""


async def echo(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "method": request.method,
            "kind": request.headers.get("content-type", ""),
            "body": await request.text(),
            "authorization": request.headers.get("authorization", ""),
        }
    )


def echoing(fake: FakeOutside) -> str:
    fake.answer = echo
    return f"{fake.url}/tasks"


async def test_json_is_sent_with_a_method_and_a_secret_header() -> None:
    async with running() as fake:
        sent = await http_json.ask(
            echoing(fake), {}, Echo, method="PATCH", headers=BEARER, body={"title": "물"}
        )

    assert (sent.method, sent.kind) == ("PATCH", "application/json")
    assert (sent.body, sent.authorization) == ('{"title":"물"}', f"Bearer {SECRET}")


async def test_a_form_is_sent() -> None:
    async with running() as fake:
        sent = await http_json.ask(echoing(fake), {}, Echo, method="POST", form={"code": "a b&c"})

    assert (sent.kind, sent.body) == ("application/x-www-form-urlencoded", "code=a+b%26c")


async def test_an_answer_without_content_is_an_empty_object() -> None:
    async with running() as fake:
        fake.answer = lambda _: web.Response(status=204)

        assert await http_json.ask(fake.url, {}, Echo, method="DELETE") == Echo()


async def test_the_status_of_a_refusal_is_told() -> None:
    async with running() as fake:
        fake.answer = lambda _: web.json_response({"error": "invalid_grant"}, status=400)

        with pytest.raises(OutsideError) as refused:
            await http_json.ask(fake.url, {}, Echo, method="POST", form={"code": "x"})

    assert refused.value.status == 400


async def test_a_request_that_is_too_large_is_not_sent() -> None:
    async with running() as fake:
        with pytest.raises(OutsideError, match="too large"):
            await http_json.ask(
                echoing(fake), {}, Echo, method="POST", body={"title": "x" * 200_000}
            )

        assert fake.asked == []


async def test_a_redirect_takes_no_secret_elsewhere() -> None:
    async with running() as fake, running() as other:
        fake.answer = lambda _: web.Response(status=307, headers={"Location": f"{other.url}/x"})

        with pytest.raises(OutsideError, match="answered 307"):
            await http_json.ask(fake.url, {}, Echo, method="POST", headers=BEARER, body={})

        assert other.asked == []


@pytest.mark.parametrize("ending", ["", "\n", "\r\nx: y", " ", "가"])
async def test_a_secret_is_in_no_log_and_no_error(
    ending: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {"authorization": SecretStr(f"Bearer {SECRET}{ending}")}
    async with running() as fake:
        fake.answer = lambda _: web.Response(status=500)

        with pytest.raises(OutsideError) as refused:
            await http_json.ask(fake.url, {}, Echo, headers=headers)

    assert len(fake.asked) == (0 if ending else 1)
    assert SECRET not in caplog.text
    assert SECRET not in "".join(traceback.format_exception(refused.value))
