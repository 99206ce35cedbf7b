"""A message that is taken back while a turn thinks about it is not carried out, then or later."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from uuid import UUID, uuid4

import pytest

from activities.calls.call import Call as ToolUse
from activities.calls.runner import run_tool
from activities.tools.declared_tools import CURRENT_TIME
from panager.channels.wake import wake
from panager.contracts.chat import ToolInput
from panager.contracts.names import chat_workflow_id
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import Step
from panager.db.pool import Connection
from panager.replies.results import Status, ToolResult
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.fake_openai import Answer, Call, FakeOpenAI, Request, Says, running
from testing.openai_models import chain_to
from testing.people import Someone

REQUEST = "remind me to call mom tomorrow at 3pm"
KEY = "the-message"
NEXT = "how are you?"

type TakeBack = Callable[[Someone], Awaitable[None]]


async def deleted(someone: Someone) -> None:
    """On Discord, as the gateway hears of it; the bell is late."""
    assert await delete(someone)


async def vanished(someone: Someone) -> None:
    """The row itself is gone."""
    async with someone.db.user(someone.user_id) as connection:
        await connection.execute(
            "DELETE FROM inbound_messages WHERE user_id = $1 AND channel_message_id = $2",
            someone.user_id,
            KEY,
        )


async def delete(someone: Someone, key: str = KEY) -> bool:
    async with someone.db.user(someone.user_id) as connection:
        return await messages.delete_unanswered(
            connection, someone.user_id, channel="local", channel_message_id=key
        )


@pytest.fixture
async def openai(alice: Someone) -> AsyncIterator[FakeOpenAI]:
    """With a worker whose model it is."""
    async with (
        running() as fake,
        aclosing(chain_to(fake)) as models,
        running_worker(alice.client, alice.db, models, isolated=True),
    ):
        yield fake


async def turn_states(someone: Someone) -> list[tuple[str, str]]:
    async with someone.db.user(someone.user_id) as connection:
        rows = await connection.fetch("SELECT state, draft FROM turns ORDER BY started_at")
    return [(row["state"], row["draft"]) for row in rows]


async def reminders_of(someone: Someone) -> int:
    async with someone.db.user(someone.user_id) as connection:
        count: int = await connection.fetchval("SELECT count(*) FROM reminders")
    return count


@pytest.mark.parametrize("take_back", [deleted, vanished])
async def test_message_taken_back_while_the_model_thinks_is_not_carried_out(
    alice: Someone, openai: FakeOpenAI, take_back: TakeBack
) -> None:
    async def script(request: Request) -> Answer:
        if request.last_said != REQUEST:
            return Says("I am fine.")
        await take_back(alice)
        return Says(calls=(Call("create_reminder", {"text": "mom", "when": "tomorrow at 3pm"}),))

    openai.script = script
    await alice.write(REQUEST, key=KEY)
    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).result()

    assert await alice.ask(NEXT) == "I am fine."
    assert await reminders_of(alice) == 0
    assert len(openai.requests) == 2
    assert [text for _, text in await turn_states(alice)] == [""]


async def test_draft_of_an_answer_to_nobody_is_taken_back(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async def script(request: Request) -> Answer:
        return Says("Once upon a time there was a king. " * 20, between_s=0.3)

    openai.script = script
    await alice.write(REQUEST, key=KEY)

    async def draft_is_shown() -> bool:
        return any(draft for _, draft in await turn_states(alice))

    await assert_eventually(draft_is_shown)
    assert await delete(alice)
    await wake(alice.client, alice.user_id)
    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).result()

    assert await turn_states(alice) == [("stopped", "")]


async def written(someone: Someone, key: str = KEY) -> None:
    async with someone.db.user(someone.user_id) as connection:
        await messages.insert_inbound(
            connection, someone.user_id, channel="local", channel_message_id=key, text=REQUEST
        )


async def want_tool(connection: Connection, user_id: UUID) -> ToolInput:
    """A turn in which a model that has read everything wants a tool."""
    turn_id = uuid4()
    turn = await turns.get_current(connection, user_id, turn_id)
    assert await messages.stand(connection, user_id, turn.open)
    body = {
        "text": "",
        "calls": [{"id": "a", "name": "current_time", "args": {}}],
        "read": [str(message.message_id) for message in turn.open],
        "read_upto": turn.open[-1].seq,
    }
    step = Step(turn_id=turn_id, number=1, call_id="", kind="think", body=body)
    await turns.insert_step(connection, user_id, step)
    return ToolInput(user_id=user_id, turn_id=turn_id, step=1, call_id="a")


async def test_message_for_which_tools_are_wanted_stays_whatever_the_clock_of_discord_says(
    alice: Someone,
) -> None:
    await written(alice)
    async with alice.db.user(alice.user_id) as connection:
        await connection.execute(
            "UPDATE inbound_messages SET received_at = now() + interval '1 hour'"
        )
        await want_tool(connection, alice.user_id)
    await written(alice, key="another")

    assert not await delete(alice)
    assert await delete(alice, "another")


async def test_taking_back_waits_for_a_wish_that_is_being_stored(alice: Someone) -> None:
    await written(alice)

    async def waits() -> bool:
        async with alice.db.edge() as connection:
            return bool(
                await connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted")
            )

    async with alice.db.user(alice.user_id) as connection:
        await want_tool(connection, alice.user_id)
        taking_back = asyncio.create_task(delete(alice))
        await assert_eventually(lambda: taking_back.done() or waits())

    assert not await taking_back


async def test_tool_is_not_run_for_a_message_that_is_gone(alice: Someone) -> None:
    await written(alice)
    async with alice.db.user(alice.user_id) as connection:
        input = await want_tool(connection, alice.user_id)
    await vanished(alice)
    await written(alice, key="another")
    ran: list[UUID] = []

    async def work(call: ToolUse) -> ToolResult:
        ran.append(call.id)
        return ToolResult(status=Status.TOLD)

    await run_tool(alice.db, input, CURRENT_TIME, work)

    assert ran == []
