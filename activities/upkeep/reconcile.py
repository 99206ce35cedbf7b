"""Makes every open reminder and action have its workflow, and a reminder's workflow its row."""

from dataclasses import asdict
from itertools import batched
from uuid import UUID

import structlog
from temporalio import activity
from temporalio.client import Client, WorkflowExecution
from temporalio.common import SearchAttributeKey, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.actions.recover import restart_lost
from activities.each_row import Tally, for_each
from activities.reminders.recover import agrees, give_back, list_running
from panager.contracts.names import RECONCILE_WORKFLOW_ID, Activity, Queue, SearchAttribute
from panager.contracts.reconcile import ReconcileResult
from panager.db import reminders
from panager.db.pool import Database
from panager.db.reminders import OpenReminder
from panager.process.supervision import Report

PART = f"activity {Activity.RECONCILE}"
"""Of the health of a process."""
PAGE = 200
FEW = 20
"""So many workflows without a reminder are ended; more only if they are fewer than half."""
USER = SearchAttributeKey.for_keyword(SearchAttribute.USER)
type Running = dict[UUID, WorkflowExecution]

log = structlog.get_logger(__name__)


async def ask_to_reconcile(client: Client) -> None:
    """Now, besides every night; asking again while it is under way asks for one more round."""
    await client.start_workflow(
        "ReconcileWorkflow",
        id=RECONCILE_WORKFLOW_ID,
        task_queue=Queue.REMINDERS,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        start_signal="run_now",
    )


class ReconcileActivities:
    """Compares Postgres with Temporal and repairs Temporal: the rows are the promises."""

    def __init__(self, db: Database, client: Client, report: Report | None = None) -> None:
        """Both sides of the comparison; `report` is the health of this process, if it is told."""
        self._db = db
        self._client = client
        self._report = report

    @activity.defn(name=Activity.RECONCILE)
    async def reconcile(self) -> ReconcileResult:
        """Doing it again, also after half of it was done, finds only what is left."""
        running = await list_running(self._client, beat=activity.heartbeat)
        looked_at, mended = await self._mend_reminders(running)
        ended = await self._end_orphans(running)
        actions = await restart_lost(self._db, self._client)
        failed = mended.failed + ended.failed + actions.failed
        result = ReconcileResult(
            looked_at=looked_at, mended=mended.done, ended=ended.done, failed=failed
        )
        log.info("reconciled", **asdict(result), actions=actions.done)
        await self._tell(failed)
        return result

    async def _mend_reminders(self, running: Running) -> tuple[int, Tally]:
        looked_at, mended = 0, Tally()
        after: UUID | None = None
        while page := await reminders.page_open(self._db, after=after, limit=PAGE):
            doubtful = [
                each
                for each in page
                if each.state == "creating"
                or not agrees(running.get(each.reminder_id), each.believed)
            ]
            mended += await for_each(self._mend, doubtful, beat=activity.heartbeat)
            looked_at, after = looked_at + len(page), page[-1].reminder_id
            activity.heartbeat()
        return looked_at, mended

    async def _end_orphans(self, running: Running) -> Tally:
        orphans: list[UUID] = []
        for page in batched(running, PAGE):
            orphans += await reminders.list_ended(self._db, list(page))
            activity.heartbeat()
        if len(orphans) > max(FEW, len(running) // 2):
            # Rather another database than so many lost rows; a promise is not ended on suspicion.
            log.error("orphans_kept", orphans=len(orphans), running=len(running))
            return Tally()
        return await for_each(
            self._end, [running[each] for each in orphans], beat=activity.heartbeat
        )

    async def _mend(self, row: OpenReminder) -> bool:
        return await give_back(self._db, self._client, row.user_id, row.reminder_id)

    async def _end(self, orphan: WorkflowExecution) -> bool:
        handle = self._client.get_workflow_handle(orphan.id)
        try:
            await handle.terminate(reason="reconcile: its reminder is over or gone")
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        log.warning("reminder_ended", workflow_id=orphan.id)
        user_id = orphan.typed_search_attributes.get(USER)
        if user_id is not None:
            # A snooze may have brought it back between our look and our blow.
            reminder_id = UUID(orphan.id.rpartition(":")[2])
            await give_back(self._db, self._client, UUID(user_id), reminder_id)
        return True

    async def _tell(self, failed: int) -> None:
        """`doctor` and `/readyz` hear of rows that nothing could be done for."""
        detail = f"{failed} rows could not be looked after; the log names them" if failed else ""
        if self._report is not None:
            await self._report(PART, ok=not failed, detail=detail)
