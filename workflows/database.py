"""Activities of a workflow that touch the database and nothing else."""

from collections.abc import Awaitable, Callable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from panager.contracts import limits, names
    from panager.contracts.chat import ToolCall, ToolInput

LOCAL = "local-database-activities"
"""Patch: in 0.1 they were regular activities."""

LOCAL_TOOLS = "local-tools"
"""Patch: until 0.2 they were regular activities."""


def _is_since(patch: str) -> bool:
    """Whether this run does as since that patch.

    The marker of a patch costs a run two events and a write to the index, a third of a short one
    (docs/evidence.md). Whoever starts a run therefore notes in its memo that all patches of that
    time apply. A worker of 0.3 or 0.4 may have run its beginning and left markers: these are
    looked for when it is replayed, where nothing is written.
    """
    is_noted: bool = workflow.memo_value(names.COMMANDS, 0) >= names.WITHOUT_MARKERS
    if is_noted and not workflow.unsafe.is_replaying():
        return True
    return workflow.patched(patch) or is_noted


async def on_database[S, P, R](activity: Callable[[S, P], Awaitable[R]], input: P) -> R:
    """Run it within the workflow task, until it succeeds; it must be idempotent.

    As a task of its own each would cost the server more than the whole rest of a reminder, which
    a burst of them shows (docs/evidence.md).
    """
    if not _is_since(LOCAL):
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


async def call_tool(call: ToolCall, input: ToolInput) -> None:
    """Run a tool; within the workflow task, unless it reaches somebody outside Panager.

    Between two model calls nothing else happens, so people would wait for a task of its own.
    """
    activity = names.tool_activity(call.name)
    if call.is_outside or not _is_since(LOCAL_TOOLS):
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
