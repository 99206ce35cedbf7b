"""Activities of a workflow that touch the database and nothing else."""

from collections.abc import Awaitable, Callable

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from panager.contracts import limits, names
    from panager.contracts.chat import ToolCall, ToolInput


FINAL = (ActivityError, ApplicationError)
"""What an activity raises that has failed for good; a local one raises its error itself."""


async def on_database[S, P, R](activity: Callable[[S, P], Awaitable[R]], input: P) -> R:
    """Run it within the workflow task, until it succeeds; it must be idempotent.

    As a task of its own each would cost the server more than the whole rest of a reminder, which
    a burst of them shows (docs/evidence.md).
    """
    return await workflow.execute_local_activity_method(
        activity,
        input,
        start_to_close_timeout=limits.DATABASE_TIMEOUT,
        retry_policy=limits.FOREVER,
        local_retry_threshold=limits.LONGEST_LOCAL_PAUSE,
    )


async def call_tool(call: ToolCall, input: ToolInput) -> None:
    """Run a tool; within the workflow task, unless it reaches somebody outside Panager.

    Between two model calls nothing else happens, so people would wait for a task of its own.
    """
    activity = names.tool_activity(call.name)
    if call.is_outside:
        await workflow.execute_activity(
            activity,
            input,
            start_to_close_timeout=limits.TOOL_TIMEOUT,
            retry_policy=limits.FOREVER,
        )
        return
    await workflow.execute_local_activity(
        activity,
        input,
        start_to_close_timeout=limits.TOOL_TIMEOUT,
        retry_policy=limits.FOREVER,
        local_retry_threshold=limits.LONGEST_LOCAL_PAUSE,
    )


def kind_of(error: FailureError) -> str:
    """The type of the error with which an activity has failed for good."""
    cause = error.cause if isinstance(error, ActivityError) else error
    return (cause.type if isinstance(cause, ApplicationError) else None) or type(cause).__name__
