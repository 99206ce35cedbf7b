"""What comes while a turn ends is answered by the next one, without the sweeper's help."""

import contextlib
import functools
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import uuid4

import pytest

from panager.channels.wake import nudge, wake
from panager.contracts.limits import MAX_INTERRUPTIONS
from panager.contracts.names import chat_workflow_id
from panager.db.conversation import messages
from panager.worker.compose import build_workers, make_parts
from testing.eventually import assert_eventually
from testing.fake_openai import Answer, FakeOpenAI, Request, Says, Silent, running
from testing.openai_models import chain_to, settings_for
from testing.people import Someone

FIRST, SECOND = "tell me a story", "and another one"


@pytest.fixture
async def openai(alice: Someone) -> AsyncIterator[FakeOpenAI]:
    """With workers whose model it is, and no sweeper that would nudge it."""
    async with contextlib.AsyncExitStack() as stack:
        fake = await stack.enter_async_context(running())
        models = await stack.enter_async_context(aclosing(chain_to(fake)))
        for worker in build_workers(
            make_parts(alice.client, alice.db, models, settings=settings_for(fake)),
            isolated=True,
        ):
            await stack.enter_async_context(worker)
        yield fake


async def store(someone: Someone, text: str) -> None:
    """The row without the bell."""
    async with someone.db.user(someone.user_id) as connection:
        await messages.insert_inbound(
            connection,
            someone.user_id,
            channel=someone.channel,
            channel_message_id=uuid4().hex,
            text=text,
        )


async def test_answer_claims_only_messages_that_it_has_read(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async def script(request: Request) -> Answer:
        if request.last_said == FIRST:
            await store(alice, SECOND)
        return Says(f"To {request.last_said}")

    openai.script = script
    first = await alice.write(FIRST)
    answer = await alice.answer_to(first)

    assert answer.answers == [first]
    await wake(alice.client, alice.user_id)
    await wait_for_replies(alice, [f"To {FIRST}", f"To {SECOND}"])


async def test_look_during_the_last_call_begins_another_turn(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async def script(request: Request) -> Answer:
        if request.last_said == FIRST:
            await store(alice, SECOND)
            await nudge(alice.client, alice.user_id)
        return Says(f"To {request.last_said}")

    openai.script = script
    await alice.write(FIRST)

    await wait_for_replies(alice, [f"To {FIRST}", f"To {SECOND}"])


async def test_ring_that_may_not_interrupt_any_more_begins_another_turn(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async def script(request: Request) -> Answer:
        if len(openai.requests) <= MAX_INTERRUPTIONS:
            return Silent()
        if len(openai.requests) == MAX_INTERRUPTIONS + 1:
            await alice.write(SECOND)
        return Says(f"To {request.last_said}")

    openai.script = script
    for n in range(MAX_INTERRUPTIONS + 1):
        await alice.write(f"message {n}")
        await assert_eventually(functools.partial(asked, openai, n + 1))

    await wait_for_replies(alice, [f"To message {MAX_INTERRUPTIONS}", f"To {SECOND}"])


def asked(openai: FakeOpenAI, calls: int) -> bool:
    return len(openai.requests) >= calls


async def wait_for_replies(someone: Someone, texts: list[str]) -> None:
    async def came() -> bool:
        return [item.text for item in await someone.received("reply")] == texts

    await assert_eventually(came, timeout_s=20)
    await someone.client.get_workflow_handle(chat_workflow_id(someone.user_id)).result()
