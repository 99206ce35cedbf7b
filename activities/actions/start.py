"""Starts the workflow of an action."""

from uuid import UUID

from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from panager.contracts.action import ActionInput, OutcomeTo
from panager.contracts.names import LOOK_SIGNAL, Kind, Queue, SearchAttribute, action_workflow_id
from panager.db.actions.actions import Action


async def start_action(client: Client, action: Action) -> None:
    """Start its workflow; starting it again, even after it ended, changes nothing."""
    await _start(client, action, WorkflowIDReusePolicy.REJECT_DUPLICATE)


async def nudge_action(client: Client, action_id: UUID) -> None:
    """Tell its workflow to look where the row stands; reconciling does so for one that was lost."""
    handle = client.get_workflow_handle(action_workflow_id(action_id))
    try:
        await handle.signal(LOOK_SIGNAL)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


async def restart_action(client: Client, action: Action) -> bool:
    """Start a new run where the row stands, as the last one is gone; False when one is running."""
    return await _start(client, action, WorkflowIDReusePolicy.ALLOW_DUPLICATE)


async def _start(client: Client, action: Action, reuse: WorkflowIDReusePolicy) -> bool:
    try:
        await client.start_workflow(
            "ActionWorkflow",
            ActionInput(
                user_id=action.user_id,
                action_id=action.action_id,
                expires_at=action.expires_at,
                revision=action.revision,
                state=action.state,
                wakes_turn=action.outcome_to is not OutcomeTo.PERSON,
            ),
            id=action_workflow_id(action.action_id),
            task_queue=Queue.CHAT,
            id_reuse_policy=reuse,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            search_attributes=_search_attributes(action),
            static_summary=action.tool,
        )
    except WorkflowAlreadyStartedError:
        return False
    return True


def _search_attributes(action: Action) -> TypedSearchAttributes:
    """Opaque ids and enums, by which operators find it."""
    keyword = SearchAttributeKey.for_keyword
    return TypedSearchAttributes(
        [
            SearchAttributePair(keyword(SearchAttribute.USER), str(action.user_id)),
            SearchAttributePair(keyword(SearchAttribute.KIND), Kind.ACTION.value),
            SearchAttributePair(keyword(SearchAttribute.STATE), action.state.value),
        ]
    )
