"""Activities of a workflow that touch the database and nothing else."""

from collections.abc import Awaitable, Callable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from panager.contracts import limits

LOCAL = "local-database-activities"
"""Patch: in 0.1 they were regular activities."""


async def on_database[S, P, R](activity: Callable[[S, P], Awaitable[R]], input: P) -> R:
    """Run it within the workflow task, until it succeeds; it must be idempotent.

    As a task of its own each would cost the server more than the whole rest of a reminder, which
    a burst of them shows (docs/evidence.md).
    """
    if not workflow.patched(LOCAL):
        return await workflow.execute_activity_method(
            activity,
            input,
            start_to_close_timeout=limits.DATABASE_TIMEOUT,
            retry_policy=limits.FOREVER,
        )
    return await workflow.execute_local_activity_method(
        activity,
        input,
        start_to_close_timeout=limits.DATABASE_TIMEOUT,
        retry_policy=limits.FOREVER,
        local_retry_threshold=limits.LONGEST_LOCAL_PAUSE,
    )
