"""What is known about a reminder that did not come, kept beside the logs."""

import json
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from temporalio.service import RPCError

from fault_injection.checker import Fault
from fault_injection.stage import Stage
from panager.contracts.names import reminder_workflow_id


async def keep(stage: Stage) -> list[Path]:
    """A file for each lost one: its rows and the history of its workflow."""
    lost = {found for fault, found in stage.verdict().faults if fault is Fault.LOST}
    return [await _keep(stage, reminder_id) for reminder_id in sorted(lost)]


async def _keep(stage: Stage, reminder_id: UUID) -> Path:
    path = stage.directory / f"lost-{reminder_id}.json"
    found = {"rows": await _rows(stage, reminder_id), "history": await _history(stage, reminder_id)}
    path.write_text(json.dumps(found, indent=1, default=str), encoding="utf-8")
    return path


async def _rows(stage: Stage, reminder_id: UUID) -> list[dict[str, object]]:
    """As everybody whose promise it may be; only one of them sees it."""
    rows: list[dict[str, object]] = []
    for person in stage.people:
        async with stage.db.user(person.user_id) as connection:
            for table in ("reminders", "occurrences"):
                query = f"SELECT * FROM {table} WHERE reminder_id = $1"
                rows += [dict(row) for row in await connection.fetch(query, reminder_id)]
            query = "SELECT * FROM deliveries WHERE owner_id = $1"
            rows += [dict(row) for row in await connection.fetch(query, reminder_id)]
    return rows


async def _history(stage: Stage, reminder_id: UUID) -> Iterable[object]:
    handle = stage.client.get_workflow_handle(reminder_workflow_id(reminder_id))
    try:
        return [json.loads((await handle.fetch_history()).to_json())]
    except RPCError as error:
        return [str(error)]
