"""Sends what a person decides about a card to its workflow and says truthfully what counts."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Literal
from uuid import UUID

from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.actions.start import restart_action
from panager.contracts.action import (
    DECIDED,
    REPLACED,
    ActionState,
    DecideInput,
    EditInput,
    Verdict,
)
from panager.contracts.names import action_workflow_id
from panager.db.actions import actions
from panager.db.actions import cards as action_cards
from panager.db.actions.actions import Action, Args
from panager.db.pool import Database
from panager.sentences import Language, say


class Outcome(Enum):
    """How it was taken."""

    ACCEPTED = auto()
    DECIDED = auto()
    """Something was decided before, or it has expired."""
    REPLACED = auto()
    """There is a newer card."""
    NOT_ALLOWED = auto()


_REFUSALS: Final = {DECIDED: Outcome.DECIDED, REPLACED: Outcome.REPLACED}


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What became of a press."""

    outcome: Outcome
    state: ActionState
    """Of the action, as far as anybody decided."""


async def request_decision(
    db: Database,
    client: Client,
    action: Action,
    verdict: Verdict,
    *,
    revision: int,
    decision_id: UUID,
) -> Answered:
    """Decide about the card of this revision; the same id again is told the same."""
    if action.decision_id == decision_id:
        return Answered(outcome=Outcome.ACCEPTED, state=action.state)
    decision = DecideInput(
        user_id=action.user_id, decision_id=decision_id, verdict=verdict, revision=revision
    )
    return await _update(db, client, action, "decide", decision, decision_id)


async def request_edit(
    db: Database,
    client: Client,
    action: Action,
    *,
    revision: int,
    edit_id: UUID,
    args: Args,
    card: str,
) -> Answered:
    """Have another card shown instead of the one of this revision."""
    async with db.user(action.user_id) as connection:
        await action_cards.insert_edit(
            connection, action.user_id, action.action_id, edit_id, args=args, card=card
        )
    change = EditInput(user_id=action.user_id, edit_id=edit_id, revision=revision)
    return await _update(db, client, action, "edit", change, edit_id)


def answered_text(answered: Answered, asked: Verdict | Literal["edit"], language: Language) -> str:
    """What a person is told about what they have asked for."""
    match answered.outcome:
        case Outcome.ACCEPTED:
            return say(language, f"action.{asked}")
        case Outcome.DECIDED:
            return say(language, f"action.was_{answered.state}")
        case Outcome.REPLACED:
            return say(language, "action.replaced")
        case Outcome.NOT_ALLOWED:
            return say(language, "action.not_yours")


async def _update(
    db: Database,
    client: Client,
    action: Action,
    name: Literal["decide", "edit"],
    payload: DecideInput | EditInput,
    update_id: UUID,
) -> Answered:
    handle = client.get_workflow_handle(action_workflow_id(action.action_id))
    try:
        await handle.execute_update(name, payload, id=str(update_id))
    except WorkflowUpdateFailedError as error:
        return _refused(error, action)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return await _without_workflow(db, client, action, name, payload, update_id)
    return await _as_it_is(db, action, Outcome.ACCEPTED)


async def _without_workflow(
    db: Database,
    client: Client,
    action: Action,
    name: Literal["decide", "edit"],
    payload: DecideInput | EditInput,
    update_id: UUID,
) -> Answered:
    """The workflow is over, or was lost while it waited: then it gets a new one."""
    async with db.user(action.user_id) as connection:
        row = await actions.get_action(connection, action.user_id, action.action_id)
    if row is None:
        raise LookupError(f"action {action.action_id} vanished")
    if row.decision_id == update_id:
        return Answered(outcome=Outcome.ACCEPTED, state=row.state)
    if row.state is not ActionState.WAITING or not await restart_action(client, row):
        return Answered(outcome=Outcome.DECIDED, state=row.state)
    return await _update(db, client, row, name, payload, update_id)


async def _as_it_is(db: Database, action: Action, outcome: Outcome) -> Answered:
    async with db.user(action.user_id) as connection:
        row = await actions.get_action(connection, action.user_id, action.action_id)
    return Answered(outcome=outcome, state=row.state if row else action.state)


def _refused(error: WorkflowUpdateFailedError, action: Action) -> Answered:
    cause = error.cause
    if not isinstance(cause, ApplicationError) or cause.type not in _REFUSALS:
        return Answered(outcome=Outcome.NOT_ALLOWED, state=action.state)
    return Answered(outcome=_REFUSALS[cause.type], state=ActionState(cause.details[0]))
