"""Actions that wait for a yes: what they would do, and deciding about them."""

import asyncio
from collections.abc import Awaitable
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query

from activities.actions.action_kind import EditProblem
from activities.actions.revise import change_action
from activities.actions.updates import Answered, Outcome, request_decision
from panager.api.actions.schemas import Action, ActionEdit, ActionList, Decision
from panager.api.dependencies import Parts, Running, User
from panager.api.http.idempotency import Asked, Once
from panager.contracts.action import ActionState, Verdict
from panager.db import users
from panager.db.actions import actions
from panager.errors import PanagerError
from panager.outages import TEMPORAL_OUTAGES

UPDATE_TIMEOUT_S = 5.0
MEANS = {
    Verdict.APPROVE: (ActionState.APPROVED, ActionState.DONE, ActionState.FAILED),
    Verdict.REJECT: (ActionState.REJECTED,),
}
"""States in which the verdict stands; saying it again changes nothing."""

router = APIRouter(prefix="/v1/actions", tags=["actions"])
log = structlog.get_logger(__name__)


class NoSuchActionError(PanagerError):
    """This person has no action with this id."""

    http_status = 404


class ActionConflictError(PanagerError):
    """It was decided otherwise, has expired, or shows another card by now."""

    http_status = 409


class EditRefusedError(PanagerError):
    """The card cannot be changed so."""

    http_status = 422


class UnknownDecisionError(PanagerError):
    """Nobody answered in time, so it may or may not be decided."""

    http_status = 503
    retryable = True


@router.get("")
async def list_actions(
    parts: Running,
    user_id: User,
    waiting: bool = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ActionList:
    """The latest, newest first; `waiting`: only those that can still be decided."""
    async with parts.db.user(user_id) as connection:
        rows = await actions.list_actions(connection, user_id, is_waiting=waiting, limit=limit)
    return ActionList(items=[Action.of(row) for row in rows])


@router.get("/{action_id}")
async def show_action(parts: Running, user_id: User, action_id: UUID) -> Action:
    """One action."""
    return Action.of(await _get(parts, user_id, action_id))


@router.post("/{action_id}/approve")
async def approve_action(
    parts: Running,
    user_id: User,
    action_id: UUID,
    body: Decision,
    asked: Once,
) -> Action:
    """Do what the card shows; how that went comes as a message of kind `outcome`."""
    row = await _get(parts, user_id, action_id)
    return await _decide(parts, row, Verdict.APPROVE, body.revision, asked)


@router.post("/{action_id}/reject")
async def reject_action(
    parts: Running,
    user_id: User,
    action_id: UUID,
    body: Decision,
    asked: Once,
) -> Action:
    """Leave everything as it is."""
    row = await _get(parts, user_id, action_id)
    return await _decide(parts, row, Verdict.REJECT, body.revision, asked)


@router.post("/{action_id}/edit")
async def edit_action(
    parts: Running,
    user_id: User,
    action_id: UUID,
    body: ActionEdit,
    asked: Once,
) -> Action:
    """Replace the card by one that does less; it has the next revision."""
    row = await _get(parts, user_id, action_id)
    await asked.require_same(parts.db, user_id)
    async with parts.db.user(user_id) as connection:
        person = await users.get_person(connection, user_id)
    answered = await _in_time(
        change_action(
            parts.db,
            parts.temporal,
            row,
            person,
            ", ".join(str(number) for number in body.keep),
            revision=body.revision,
            edit_id=asked.id_for(user_id),
        )
    )
    if isinstance(answered, EditProblem):
        raise EditRefusedError(
            "Send in `keep` numbers that are on the card, and not all of them; POST …/reject keeps"
            " everything."
        )
    return await _shown(parts, row, answered, is_done=answered.outcome is Outcome.ACCEPTED)


async def _get(parts: Parts, user_id: UUID, action_id: UUID) -> actions.Action:
    async with parts.db.user(user_id) as connection:
        row = await actions.get_action(connection, user_id, action_id)
    if row is None:
        raise NoSuchActionError("There is no such action; GET /v1/actions lists them.")
    return row


async def _decide(
    parts: Parts, row: actions.Action, verdict: Verdict, revision: int, asked: Asked
) -> Action:
    await asked.require_same(parts.db, row.user_id)
    answered = await _in_time(
        request_decision(
            parts.db,
            parts.temporal,
            row,
            verdict,
            revision=revision,
            decision_id=asked.id_for(row.user_id),
        )
    )
    said_before = answered.outcome is Outcome.DECIDED and answered.state in MEANS[verdict]
    is_done = answered.outcome is Outcome.ACCEPTED or (said_before and revision == row.revision)
    return await _shown(parts, row, answered, is_done=is_done)


async def _shown(parts: Parts, row: actions.Action, answered: Answered, *, is_done: bool) -> Action:
    if not is_done:
        raise _conflict(answered)
    return Action.of(await _get(parts, row.user_id, row.action_id))


def _conflict(answered: Answered) -> ActionConflictError:
    if answered.outcome is Outcome.REPLACED:
        return ActionConflictError(
            "Another card is shown by now; GET it, and send its `revision` if it is what you mean."
        )
    return ActionConflictError(
        f"It is {answered.state} already, and that stands; nothing was changed by this request."
    )


async def _in_time[T](work: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(UPDATE_TIMEOUT_S):
            return await work
    except TEMPORAL_OUTAGES as error:
        # An Update that nobody took yet is applied later all the same.
        log.warning("decision_unknown", error=type(error).__name__)
        raise UnknownDecisionError(
            "Temporal did not answer, so it is unknown whether this counts; look at the action"
            " again, or send this again with the same Idempotency-Key."
        ) from error
