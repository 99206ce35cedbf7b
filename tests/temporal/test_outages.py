"""Things that are down when somebody writes or when a reminder is due."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg

from panager.channels.sweeper import Sweeper
from panager.db import users
from panager.db.conversation import messages
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.people import Someone


async def test_message_written_while_no_worker_runs_is_answered_later(alice: Someone) -> None:
    message_id = await alice.write("what time is it?")

    async with running_worker(alice.client, alice.db, ModelChain.of(OfflineModel())):
        answer = await alice.answer_to(message_id)

    assert answer.answers == [message_id]


async def test_message_whose_ring_was_lost_is_found_by_the_sweeper(alice: Someone) -> None:
    async with alice.db.user(alice.user_id) as connection:
        message, _ = await messages.insert_inbound(
            connection,
            alice.user_id,
            channel="local",
            channel_message_id=uuid4().hex,
            text="hello",
        )
        old = datetime.now(UTC) - timedelta(seconds=10)
        await connection.execute("UPDATE inbound_messages SET received_at = $1", old)

    waiting = await users.list_waiting(alice.db, older_than_s=8)
    async with running_worker(alice.client, alice.db, ModelChain.of(OfflineModel())):
        await alice.answer_to(message.message_id)

    assert waiting == [alice.user_id]
    assert await users.list_waiting(alice.db, older_than_s=0) == []


async def test_sweeper_rings_less_and_less_often(alice: Someone) -> None:
    sweeper = Sweeper(alice.db, alice.client)
    handle = alice.client.get_workflow_handle(f"chat:{alice.user_id}")
    for _ in range(29):
        await sweeper.sweep([alice.user_id])

    history = await handle.fetch_history()

    signals = [
        e for e in history.events if e.HasField("workflow_execution_signaled_event_attributes")
    ]
    assert len(signals) == 5  # rounds 1, 2, 4, 8 and 16


async def test_reminder_due_while_no_worker_runs_comes_when_one_does(minsu: Someone) -> None:
    async with running_worker(minsu.client, minsu.db, ModelChain.of(OfflineModel())):
        await minsu.ask("2초 뒤에 물 마시라고 알려줘")
    [reminder] = await minsu.reminders()
    assert await minsu.received("reminder") == []
    await asyncio.sleep(max(0.0, (reminder.due_at - datetime.now(UTC)).total_seconds()))

    async with running_worker(minsu.client, minsu.db, ModelChain.of(OfflineModel())):
        [item] = await minsu.wait_for_reminders(1)

    assert item.text.startswith("⏰ 물 마시기")
    assert item.at >= reminder.due_at


async def test_database_restart_in_the_middle_loses_nothing(alice: Someone, admin_url: str) -> None:
    async with running_worker(alice.client, alice.db, ModelChain.of(OfflineModel(delay_s=0.5))):
        message_id = await alice.write("remind me to drink water in 1 second")
        connection = await asyncpg.connect(admin_url)
        for _ in range(10):
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await asyncio.sleep(0.1)
        await connection.close()

        await assert_eventually(lambda: _answered(alice, message_id), timeout_s=30)
        await alice.wait_for_reminders(1)

    assert len(await alice.received("reply")) == 1
    assert len(await alice.received("reminder")) == 1


async def _answered(person: Someone, message_id: object) -> bool:
    return any(message_id in item.answers for item in await person.received("reply"))
