"""Activities of a workflow that touch the database and nothing else."""

from collections.abc import Awaitable, Callable
from typing import Final, cast

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from panager.contracts import limits, names
    from panager.contracts.action import Parked
    from panager.contracts.chat import ToolCall, ToolInput


FINAL = (ActivityError, ApplicationError)
"""What an activity raises that has failed for good; a local one raises its error itself."""


PARKED: Final = cast(type[Parked], Parked | None)
"""What a tool's activity answers, for the converter."""


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


async def call_tool(call: ToolCall, input: ToolInput) -> Parked | None:
    """Run a tool; within the workflow task, unless it reaches somebody outside Panager.

    Between two model calls nothing else happens, so people would wait for a task of its own.
    The answer: what its turn should wait for.
    """
    activity = names.tool_activity(call.name)
    parked: Parked | None
    if call.is_outside:
        parked = await workflow.execute_activity(
            activity,
            input,
            result_type=PARKED,
            start_to_close_timeout=limits.TOOL_TIMEOUT,
            retry_policy=limits.FOREVER,
        )
    else:
        parked = await workflow.execute_local_activity(
            activity,
            input,
            result_type=PARKED,
            start_to_close_timeout=limits.TOOL_TIMEOUT,
            retry_policy=limits.FOREVER,
            local_retry_threshold=limits.LONGEST_LOCAL_PAUSE,
        )
    return parked


def kind_of(error: FailureError) -> str:
    """The type of the error with which an activity has failed for good."""
    cause = error.cause if isinstance(error, ActivityError) else error
    return (cause.type if isinstance(cause, ApplicationError) else None) or type(cause).__name__
