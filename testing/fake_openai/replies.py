"""Puts an answer on the connection of its request."""

import asyncio

from aiohttp import web

from testing.fake_openai import wire
from testing.fake_openai.answers import SSE, Cut, Fails, Says
from testing.fake_openai.request import Request


async def whole(http: web.Request, request: Request, answer: Says) -> web.StreamResponse:
    usage = wire.usage_of(request, answer)
    if not request.stream:
        await asyncio.sleep(answer.between_s * len(list(wire.pieces(request, answer))[1:]))
        request.usage = usage
        return web.json_response(wire.completion(request, answer, usage))
    stream = await begin(http, request, answer)
    for place, piece in enumerate(wire.pieces(request, answer)):
        await asyncio.sleep(answer.between_s if place else 0)
        await stream.write(wire.event(piece))
    for chunk in wire.last(request, answer, usage):
        await stream.write(wire.event(chunk))
    # Before the last bytes: a client leaves as soon as it reads them.
    request.usage, request.ended = usage, "answered"
    await stream.write(wire.DONE)
    return stream


async def cut(http: web.Request, request: Request, answer: Cut) -> web.StreamResponse:
    """Without a stream, before the first byte."""
    if request.stream:
        stream = await begin(http, request, answer)
        for place, piece in enumerate(wire.pieces(request, answer)):
            if place == answer.after:
                break
            await asyncio.sleep(answer.between_s)
            await stream.write(wire.event(piece))
        if answer.quietly:
            return stream
    return hang_up(http)


async def begin(http: web.Request, request: Request, answer: Says | Cut) -> web.StreamResponse:
    stream = web.StreamResponse(headers={"Content-Type": SSE, "Cache-Control": "no-cache"})
    await stream.prepare(http)
    await stream.write(wire.event(wire.first(request, answer)))
    return stream


def failure(fails: Fails) -> web.Response:
    return web.json_response(
        fails.body or wire.error(fails), status=fails.status, headers=fails.headers
    )


def hang_up(http: web.Request) -> web.Response:
    """The connection breaks; what is returned here never reaches anybody."""
    if http.transport:
        http.transport.abort()
    return web.Response()
