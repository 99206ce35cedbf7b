"""Records the histories that the replay tests use: `python -m tests.replay.record`.

Run it once for a release and commit the new files beside the old ones; never overwrite one
that a release has promised to replay.
"""

import asyncio
import json
import tempfile
from pathlib import Path

from temporalio.client import Client

from panager.contracts.names import chat_workflow_id, reminder_workflow_id
from panager.db.migrate import migrate
from panager.db.pool import open_database
from panager.embedded import ports, temporal_binary
from panager.embedded.postgres import EmbeddedPostgres
from panager.embedded.temporal_server import TemporalServer
from panager.llm.offline.model import OfflineModel
from panager.temporal import connect, prepare_namespace
from panager.worker import running_worker
from tests.support.people import Someone

HISTORIES = Path(__file__).parent / "histories"
RELEASE = "0.1"


async def _save(client: Client, workflow_id: str, name: str) -> None:
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    path = HISTORIES / f"{RELEASE}-{name}.json"
    events = json.dumps(json.loads(history.to_json()), indent=1, sort_keys=True)
    path.write_text(f"{events}\n", encoding="utf-8")


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


async def main() -> None:
    """Fresh servers, one person, every path once."""
    HISTORIES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        postgres = EmbeddedPostgres(Path(directory), durable=False)
        await postgres.start()
        app_url = f"postgresql://panager_app:x@127.0.0.1:{postgres.port}/panager"
        await migrate(postgres.admin_url(), app_url)
        binary = await temporal_binary.find()
        temporal = TemporalServer(binary, Path(directory), port=ports.find_free_port())
        await temporal.start()
        client = await connect(temporal.address)
        await prepare_namespace(client)
        async with open_database(app_url) as db:
            async with running_worker(client, db, OfflineModel()):
                await _record(await Someone.register(db, client, "alice"))
            async with running_worker(client, db, OfflineModel(delay_s=1)):
                await _record_interruption(await Someone.register(db, client, "bob"))
        await temporal.stop()
        await postgres.stop()


if __name__ == "__main__":
    asyncio.run(main())
