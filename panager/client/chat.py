"""`panager chat`: a conversation in the terminal, or one question and its answer."""

import asyncio
import contextlib
import sys
from uuid import uuid4

import httpx

from panager.client.connection import ClientError, open_client, request
from panager.client.conversation import NOT_TEXT, Conversation, SeenMark
from panager.client.events import follow
from panager.client.models import Action, Message
from panager.client.screen import open_screen, printable
from panager.client.sending import send
from panager.settings import Settings
from panager.terminal import UNREADABLE, sendable

TIMED_OUT = 3
"""Exit code; the others are those of ClientError."""


async def chat(settings: Settings, user: str) -> None:
    """Talk until Ctrl-D or the end of the input."""
    async with open_client(settings, user) as client:
        screen = open_screen(settings.data_dir)
        await Conversation(client, screen, SeenMark(settings.data_dir, user)).run()


async def ask_once(
    settings: Settings,
    user: str,
    text: str,
    timeout_s: float,
    as_json: bool,
) -> int:
    """Send one message and print its answer; 0, or 2 unreachable, 3 timed out, 4 refused."""
    text = sendable(text)
    if UNREADABLE in text:
        _complain(NOT_TEXT)
    try:
        async with asyncio.timeout(timeout_s), open_client(settings, user) as client:
            reply, cards = await _ask(client, text)
    except TimeoutError:
        _complain(f"No answer within {timeout_s:g} s; it will be there in `panager chat`.")
        return TIMED_OUT
    except ClientError as error:
        _complain(str(error))
        return error.exit_code
    texts = [printable(text) for text in (reply.text, *cards)]
    sys.stdout.write((reply.model_dump_json() if as_json else "\n".join(texts)) + "\n")
    return 0


async def _ask(client: httpx.AsyncClient, text: str) -> tuple[Message, list[str]]:
    """The answer, and the cards that wait for a yes because of it."""
    question = await send(client, text, key=uuid4().hex)
    async with contextlib.aclosing(follow(client, after=question.seq)) as events:
        async for event in events:
            if isinstance(event, Message) and question.id in event.answers:
                return event, await _list_cards(client, since=question)
    raise AssertionError("following never ends")


async def _list_cards(client: httpx.AsyncClient, *, since: Message) -> list[str]:
    page = await request(client, "GET", "/v1/actions", params={"waiting": True})
    actions = [Action.model_validate(item) for item in page["items"]]
    return [action.card for action in reversed(actions) if action.created_at >= since.at]


def _complain(reason: str) -> None:
    sys.stderr.write(f"panager: {reason}\n")
