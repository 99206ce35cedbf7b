"""Records the histories that the replay tests use: `python -m tests.replay.record [PART …]`.

The files of `RELEASE` are written anew as long as that is not released; from then on they are a
promise (`tests/replay/releases.py`), and the new files go beside the old ones.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import HttpUrl, SecretStr
from temporalio.client import Client

from activities.upkeep.reconcile import ask_to_reconcile
from panager.channels.discord.opening import open_discord
from panager.contracts.channels import DISCORD
from panager.contracts.names import RECONCILE_WORKFLOW_ID, chat_workflow_id, reminder_workflow_id
from panager.contracts.reminder import Verb
from panager.db import users
from panager.db.migrate import migrate
from panager.db.pool import Database, open_database
from panager.db.reminders import Reminder, Terms
from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary as temporal_binary
from panager.embedded.temporal.server import TemporalServer
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.process.health import open_health
from panager.settings import Settings
from panager.temporal import connect, prepare_namespace
from panager.when import Recurrence
from panager.worker.running import running_worker
from testing.channels import channels_of
from testing.eventually import assert_eventually
from testing.fake_discord import running
from testing.keys import UPDATE_KEY
from testing.people import Someone
from testing.scheduling import change, occurrences_of, schedule
from tests.replay import record_mind
from tests.replay.releases import HISTORIES, RELEASE, RELEASED
from tests.support.discord_post import Post

PARTS = "talking", "interruption", "stop", "life", "reconcile", "discord", "mind"


async def _save(client: Client, workflow_id: str, name: str, *, run_id: str | None = None) -> None:
    if RELEASE in RELEASED:
        raise RuntimeError(f"{RELEASE} is released: its histories stay as they are")
    path = HISTORIES / f"{RELEASE}-{name}.json"
    history = await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
    events = json.dumps(
        json.loads(history.to_json(), object_hook=_without_paths), indent=1, sort_keys=True
    )
    path.write_text(f"{events}\n", encoding="utf-8")


def _without_paths(found: dict[str, Any]) -> dict[str, Any]:
    """Without stack traces: they have the paths of whoever recorded."""
    return {key: value for key, value in found.items() if key != "stackTrace"}


async def _record(person: Someone) -> None:
    chat = chat_workflow_id(person.user_id)
    await person.ask("hello")
    await _save(person.client, chat, "chat-small-talk")
    await person.ask("remind me to drink water in 1 second")
    await _save(person.client, chat, "chat-tool")
    await person.wait_for_reminders(1)
    [reminder] = await person.reminders()
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    await _save(person.client, workflow_id, "reminder-delivered")
    await person.ask("snooze it for 1 second")
    await person.wait_for_reminders(2)
    await _save(person.client, workflow_id, "reminder-snoozed-after-delivery")
    await person.ask("remind me to call mom tomorrow at 3pm")
    await person.ask("change it to tomorrow at 5pm")
    await person.ask("cancel the call mom reminder")
    reminder = next(r for r in await person.reminders() if r.text == "call mom")
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    await _save(person.client, workflow_id, "reminder-edited-and-cancelled")


async def _record_interruption(person: Someone) -> None:
    await person.write("hello")
    await asyncio.sleep(0.5)
    await person.answer_to(await person.write("what time is it?"))
    await _save(person.client, chat_workflow_id(person.user_id), "chat-interrupted")


async def _record_stop(person: Someone) -> None:
    message_id = await person.write("hello")
    await asyncio.sleep(0.5)
    chat = chat_workflow_id(person.user_id)
    await person.client.get_workflow_handle(chat).signal("stop")
    await person.answer_to(message_id)
    await _save(person.client, chat, "chat-stopped")


async def _record_discord(db: Database, client: Client, directory: Path) -> None:
    """The welcome with the first answer, and a reminder."""
    async with running() as fake:
        settings = Settings(
            data_dir=directory,
            discord_token=SecretStr(fake.settings.token),
            discord_api_base=HttpUrl(fake.api_base),
        )
        mina = await Post(fake, db, client).register("mina")
        person = Someone(db, client, mina.user_id, DISCORD)
        async with (
            open_health(db) as health,
            open_discord(settings, health.put) as rest,
            running_worker(
                client, db, ModelChain.of(OfflineModel()), channels=channels_of(db, rest)
            ),
        ):
            await person.ask("remind me to drink water in 1 second")
            await _save(client, chat_workflow_id(person.user_id), "chat-on-discord")
            await person.wait_for_reminders(1)
            [reminder] = await person.reminders()
            workflow_id = reminder_workflow_id(reminder.reminder_id)
            await _save(client, workflow_id, "reminder-on-discord")


async def _record_life(person: Someone) -> None:
    """A series that is skipped, paused and resumed; a nag; quiet hours."""
    due_at = datetime.now(UTC) + timedelta(seconds=30)
    wall = due_at.astimezone(ZoneInfo("Asia/Seoul")).replace(tzinfo=None)
    hourly = Recurrence(rrule="FREQ=HOURLY", start=wall)
    series = await schedule(person, due_at, recurrence=hourly)
    await change(person, series, Verb.SKIP, due_at + timedelta(hours=1))
    await change(person, series, Verb.PAUSE)
    await change(person, series, Verb.RESUME, datetime.now(UTC) + timedelta(seconds=1))
    await person.wait_for_reminders(1)
    series_id = reminder_workflow_id(series.reminder_id)
    await _save(person.client, series_id, "reminder-series")

    nagging = await schedule(person, due_at, terms=Terms(nag_every_s=1, nag_limit=5))
    await change(person, nagging, Verb.EDIT, datetime.now(UTC) + timedelta(seconds=1))
    await person.wait_for_reminders(3)
    await change(person, nagging, Verb.ACKNOWLEDGE)
    nagging_id = reminder_workflow_id(nagging.reminder_id)
    await _save(person.client, nagging_id, "reminder-nagged-and-acknowledged")

    await _set_quiet_hours_around_now(person)
    held = await schedule(person, datetime.now(UTC))
    await assert_eventually(lambda: _is_held(person, held))
    await change(person, held, Verb.CANCEL)
    held_id = reminder_workflow_id(held.reminder_id)
    await _save(person.client, held_id, "reminder-held-and-cancelled")


async def _set_quiet_hours_around_now(person: Someone) -> None:
    now = datetime.now(ZoneInfo("Asia/Seoul"))
    hour = timedelta(hours=1)
    async with person.db.user(person.user_id) as connection:
        await users.set_quiet_hours(
            connection, person.user_id, start=(now - hour).time(), end=(now + hour).time()
        )


async def _is_held(person: Someone, reminder: Reminder) -> bool:
    return [one.state for one in await occurrences_of(person, reminder)] == ["held"]


async def _record_reconcile(client: Client) -> None:
    """The first look, the waiting, and being asked again."""
    await ask_to_reconcile(client)
    handle = client.get_workflow_handle(RECONCILE_WORKFLOW_ID)
    first = (await handle.describe()).run_id

    async def waits() -> bool:
        events = [event async for event in handle.fetch_history_events()]
        return events[-1].HasField("timer_started_event_attributes")

    async def is_next_run() -> bool:
        return (await handle.describe()).run_id != first

    await assert_eventually(waits)
    await ask_to_reconcile(client)
    await assert_eventually(is_next_run)
    await _save(client, RECONCILE_WORKFLOW_ID, "reconcile", run_id=first)


async def main(parts: Sequence[str]) -> None:
    """Fresh servers, one person, every path of these parts once."""
    HISTORIES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        postgres = EmbeddedPostgres(Path(directory), durable=False)
        await postgres.start()
        app_url = f"postgresql://panager_app:x@127.0.0.1:{postgres.port}/panager"
        await migrate(postgres.admin_url(), app_url)
        binary = await temporal_binary.find()
        temporal = TemporalServer(binary, Path(directory), port=ports.find_free_port())
        await temporal.start()
        client = await connect(temporal.address, update_key=UPDATE_KEY)
        await prepare_namespace(client)
        async with open_database(app_url) as db:
            async with running_worker(client, db, ModelChain.of(OfflineModel())):
                if "reconcile" in parts:
                    await _record_reconcile(client)
                if "life" in parts:
                    await _record_life(await Someone.register(db, client, "carol"))
                if "talking" in parts:
                    await _record(await Someone.register(db, client, "alice"))
            async with running_worker(client, db, ModelChain.of(OfflineModel(delay_s=1))):
                if "interruption" in parts:
                    await _record_interruption(await Someone.register(db, client, "bob"))
                if "stop" in parts:
                    await _record_stop(await Someone.register(db, client, "dan"))
            if "discord" in parts:
                await _record_discord(db, client, Path(directory))
            if "mind" in parts:
                await record_mind.record(db, client, _save)
        await temporal.stop()
        await postgres.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or PARTS))
