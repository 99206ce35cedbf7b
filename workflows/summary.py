"""Sums up old turns of one person, while nobody waits for it."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.turn.summary import SummaryActivities
    from panager.contracts import limits
    from panager.contracts.summary import SummaryInput


@workflow.defn
class SummaryWorkflow:
    """One run makes one summary, or gives up without a word: the next turn asks again."""

    @workflow.run
    async def run(self, input: SummaryInput) -> None:
        """Ends in any case, so that it can be started again."""
        try:
            await workflow.execute_activity_method(
                SummaryActivities.summarise,
                input,
                start_to_close_timeout=limits.THINK_TIMEOUT,
                heartbeat_timeout=limits.HEARTBEAT_TIMEOUT,
                retry_policy=limits.SUMMARY,
            )
        except ActivityError as error:
            workflow.logger.warning("summary_failed", extra={"cause": str(error.cause)})
