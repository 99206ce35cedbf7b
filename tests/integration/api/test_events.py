import asyncio
import contextlib
from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import asyncpg
import httpx
from httpx_sse import ServerSentEvent, aconnect_sse

from panager.api.conversation.listener import APPLICATION_NAME
from panager.client.connection import open_client
from panager.db import deliveries
from panager.db.conversation import messages, turns
from panager.db.pool import Database, open_database
from panager.settings import Settings
from testing.eventually import assert_eventually
from tests.integration.api.conftest import running_api, say
from tests.integration.api.test_messages import operator_id

ROWS = 200
WRITERS = 8


@contextlib.asynccontextmanager
async def events(
    api: httpx.AsyncClient, last_id: int | None = None, **params: int
) -> AsyncGenerator[AsyncGenerator[ServerSentEvent]]:
    """The events other than the greeting."""
    headers = {} if last_id is None else {"Last-Event-ID": str(last_id)}
    async with (
        aconnect_sse(api, "GET", "/v1/events", headers=headers, params=params) as source,
        contextlib.aclosing(source.aiter_sse()) as received,
    ):
        assert source.response.status_code == 200
        yield received


async def take(received: AsyncGenerator[ServerSentEvent], count: int) -> list[ServerSentEvent]:
    taken: list[ServerSentEvent] = []
    async with asyncio.timeout(20):
        while len(taken) < count:
            event = await anext(received)
            if event.data:
                taken.append(event)
    return taken


async def write(db: Database, user_id: UUID, text: str) -> int:
    async with db.user(user_id) as connection:
        inbound, _ = await messages.insert_inbound(
            connection, user_id, channel="local", channel_message_id=uuid4().hex, text=text
        )
        await messages.notify(connection, user_id)
    return inbound.seq


async def write_many(db: Database, user_id: UUID, count: int) -> None:
    async def writer(number: int) -> None:
        for row in range(number, count, WRITERS):
            await write(db, user_id, f"m{row}")

    await asyncio.gather(*(writer(number) for number in range(WRITERS)))


async def test_message_comes_as_event_with_its_number(api: httpx.AsyncClient) -> None:
    await say(api, "before", "k1")

    async with events(api) as received:
        sent = (await say(api, "after", "k2")).json()
        (event,) = await take(received, 1)

    del sent["new"]
    assert (event.event, event.id, event.json()) == ("message", str(sent["seq"]), sent)


async def test_resuming_starts_after_the_given_number(api: httpx.AsyncClient) -> None:
    for number in range(4):
        await say(api, f"m{number}", f"k{number}")

    async with events(api, after=3) as received:
        assert [e.id for e in await take(received, 1)] == ["4"]
    async with events(api, last_id=2, after=0) as received:
        assert [e.id for e in await take(received, 2)] == ["3", "4"]


async def test_number_from_a_lost_future_starts_at_the_end(api: httpx.AsyncClient) -> None:
    await say(api, "m1", "k1")

    async with events(api, last_id=1_000_000) as received:
        await say(api, "m2", "k2")
        assert [e.id for e in await take(received, 1)] == ["2"]


async def test_nothing_is_lost_or_doubled_by_a_reader_that_keeps_breaking_off(
    api: httpx.AsyncClient, database: Database
) -> None:
    user_id = await operator_id(database)
    writing = asyncio.create_task(write_many(database, user_id, ROWS))

    seen: list[int] = []
    while len(seen) < ROWS:
        async with events(api, last_id=seen[-1] if seen else 0) as received:
            some = await take(received, min(17, ROWS - len(seen)))
        seen += [int(event.id) for event in some]
    await writing

    assert seen == list(range(1, ROWS + 1))


async def test_steady_reader_gets_everything_in_order(
    api: httpx.AsyncClient, database: Database
) -> None:
    user_id = await operator_id(database)

    async with events(api) as received:
        writing = asyncio.create_task(write_many(database, user_id, ROWS))
        seen = [int(event.id) for event in await take(received, ROWS)]
        await writing

    assert seen == list(range(1, ROWS + 1))


async def test_long_backlog_comes_in_full(api: httpx.AsyncClient, database: Database) -> None:
    await write_many(database, await operator_id(database), 450)

    async with events(api, after=0) as received:
        seen = [int(event.id) for event in await take(received, 450)]

    assert seen == list(range(1, 451))


async def test_nobody_sees_another_persons_messages(
    api: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    async with events(other) as received:
        await say(api, "mine", "k1")
        await say(other, "theirs", "k1")
        (event,) = await take(received, 1)

    assert event.json()["text"] == "theirs"


async def test_draft_comes_without_a_number_and_then_the_reply(
    api: httpx.AsyncClient, database: Database
) -> None:
    user_id, turn_id = await operator_id(database), uuid4()
    question = (await say(api, "hello", "k1")).json()

    async with events(api) as received:
        async with database.user(user_id) as connection:
            await turns.update_draft(connection, user_id, turn_id, step=1, text="Good mor")
        (draft,) = await take(received, 1)
        await reply(database, user_id, turn_id, "Good morning")
        (answer,) = await take(received, 1)

    assert (draft.event, draft.id) == ("draft", "")
    assert draft.json() == {"turn_id": str(turn_id), "text": "Good mor"}
    assert answer.event == "message"
    assert answer.json()["text"] == "Good morning"
    assert answer.json()["answers"] == [question["id"]]


async def reply(db: Database, user_id: UUID, turn_id: UUID, text: str) -> None:
    async with db.user(user_id) as connection:
        await turns.end_turn(connection, user_id, turn_id, state="answered")
        await messages.claim(connection, user_id, turn_id, channel="local", upto=None)
        delivery = await deliveries.insert_delivery(
            connection, user_id, kind="reply", owner_id=turn_id, channel="local", text=text
        )
        await deliveries.mark_delivered(connection, user_id, delivery, message_ids=[str(delivery)])


async def count_listeners(admin: "asyncpg.Connection[asyncpg.Record]", but: int = 0) -> int:
    count: int = await admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND pid <> $2"
        " AND datname = current_database() AND query LIKE 'LISTEN%'",
        APPLICATION_NAME,
        but,
    )
    return count


async def test_lost_listener_is_replaced_and_missed_messages_come(
    api: httpx.AsyncClient, database: Database, admin_url: str
) -> None:
    user_id = await operator_id(database)
    admin = await asyncpg.connect(admin_url)

    async with events(api) as received:
        pid = await admin.fetchval(
            "SELECT pid FROM pg_stat_activity WHERE application_name = $1"
            " AND datname = current_database()",
            APPLICATION_NAME,
        )
        await admin.execute("SELECT pg_terminate_backend($1)", pid)
        await write(database, user_id, "perhaps missed")
        (missed,) = await take(received, 1)

        async def replaced() -> bool:
            return await count_listeners(admin, but=pid) == 1

        await assert_eventually(replaced)
        await write(database, user_id, "heard")
        async with asyncio.timeout(2):
            (heard,) = await take(received, 1)

    await admin.close()
    assert (missed.json()["text"], heard.json()["text"]) == ("perhaps missed", "heard")


async def test_stream_outlives_its_database_connections(
    api: httpx.AsyncClient, database: Database, admin_url: str, app_url: str
) -> None:
    user_id = await operator_id(database)
    admin = await asyncpg.connect(admin_url)

    async with events(api) as received:
        await write(database, user_id, "before")
        await take(received, 1)
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'panager_app'"
        )
        async with open_database(app_url) as fresh:
            await write(fresh, user_id, "after")
        (event,) = await take(received, 1)

    await admin.close()
    assert event.json()["text"] == "after"


async def test_open_streams_do_not_hold_up_the_stop(settings: Settings) -> None:
    async with (
        running_api(settings) as server,
        open_client(settings, "operator") as client,
        events(client) as received,
    ):
        server.should_exit = True

        async with asyncio.timeout(2):
            rest = [event async for event in received]

    assert not any(event.data for event in rest)


async def test_empty_last_event_id_is_none(api: httpx.AsyncClient) -> None:
    async with api.stream("GET", "/v1/events", headers={"Last-Event-ID": ""}) as stream:
        assert stream.status_code == 200
