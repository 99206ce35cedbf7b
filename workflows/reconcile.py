"""Compares the reminders with their workflows, every night and when it is asked to."""

import contextlib
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.upkeep.reconcile import ReconcileActivities
    from panager.contracts import limits


@workflow.defn
class ReconcileWorkflow:
    """One run is one night: look, then wait for the next one."""

    def __init__(self) -> None:
        self._asked = False

    @workflow.run
    async def run(self) -> None:
        """Never ends; each night is a history of its own."""
        self._asked = False
        try:
            await workflow.execute_activity_method(
                ReconcileActivities.reconcile,
                start_to_close_timeout=limits.RECONCILE_TIMEOUT,
                heartbeat_timeout=limits.HEARTBEAT_TIMEOUT,
                retry_policy=limits.FOREVER,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            workflow.logger.error("not_reconciled")  # a fault of ours, perhaps mended by tomorrow
        next_at = next_night(workflow.now())
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._asked,
                timeout=next_at - workflow.now(),
                timeout_summary=f"next {next_at:%Y-%m-%d %H:%M}Z",
            )
        workflow.continue_as_new()

    @workflow.signal
    def run_now(self) -> None:
        """Do not wait for the night: a worker has started."""
        self._asked = True


def next_night(now: datetime) -> datetime:
    """The next time that it is due, later than `now` (UTC)."""
    tonight = datetime.combine(now.date(), limits.RECONCILE_AT)
    return tonight if tonight > now else tonight + timedelta(days=1)
