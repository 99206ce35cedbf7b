"""What may be decided about an action while its workflow waits: the Updates."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.actions.activities import ActionActivities
    from panager.contracts.action import (
        DECIDED,
        NOT_OWNER,
        REPLACED,
        ActionInput,
        ActionRef,
        ActionState,
        DecideInput,
        EditInput,
        ReviseInput,
        SettleInput,
        Verdict,
    )
    from panager.contracts.names import LOOK_SIGNAL, SearchAttribute
    from workflows.database import FINAL, on_database

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
LEADS_TO: Final = {
    Verdict.APPROVE: ActionState.APPROVED,
    Verdict.REJECT: ActionState.REJECTED,
}


class DecidableAction:
    """What a workflow believes about its action, and the Updates by which its person decides.

    The row of the action counts: what is decided is written there before an Update returns.
    """

    def __init__(self, input: ActionInput) -> None:
        """Updates are handled before the workflow runs, so the state stands from the beginning."""
        self._input = input
        self._state = input.state
        self._revision = input.revision
        self._must_look = False
        self._is_broken = False
        # Guards the order of the row's changes: handlers change the state at once and in
        # order, but their writes, and the card that is read, would otherwise overtake each other.
        self._writing = asyncio.Lock()

    @workflow.signal(name=LOOK_SIGNAL)
    def nudge(self) -> None:
        """The row may have been decided by something else: a newer card replaces this one."""
        self._must_look = True

    @workflow.update
    async def decide(self, decision: DecideInput) -> None:
        """The first verdict about the newest card counts."""
        self._require(decision)
        state = LEADS_TO[decision.verdict]
        self._set(state)
        await self._settle(decision)
        if self._state is not state:
            raise ApplicationError("too late", self._state, type=DECIDED)

    @decide.validator
    def _validate_decide(self, decision: DecideInput) -> None:
        self._require(decision)

    @workflow.update
    async def edit(self, change: EditInput) -> None:
        """Something else is shown from now on, and would be done."""
        self._require(change)
        self._revision += 1
        revision = self._revision
        await self._write(
            ActionActivities.revise,
            ReviseInput(
                user_id=self._input.user_id,
                action_id=self._input.action_id,
                edit_id=change.edit_id,
                revision=revision,
            ),
        )

    @edit.validator
    def _validate_edit(self, change: EditInput) -> None:
        self._require(change)

    @property
    def _ref(self) -> ActionRef:
        return ActionRef(user_id=self._input.user_id, action_id=self._input.action_id)

    def _is_open(self) -> bool:
        return self._state is ActionState.WAITING and not self._is_broken

    async def _settle(self, decision: DecideInput | None) -> None:
        """Write the state down; the row may know of another one, and then it counts."""
        state = self._state
        stands = await self._write(
            ActionActivities.settle,
            SettleInput(
                user_id=self._input.user_id,
                action_id=self._input.action_id,
                state=state,
                decision_id=None if decision is None else decision.decision_id,
            ),
        )
        if stands is not state and self._state is state:
            self._set(stands)

    async def _write[S, P, R](self, activity: Callable[[S, P], Awaitable[R]], input: P) -> R:
        """Change the row; who asked is told when it cannot be, and then the action is over."""
        async with self._writing:
            try:
                return await on_database(activity, input)
            except FINAL:
                self._is_broken = True
                raise

    def _set(self, state: ActionState) -> None:
        self._state = state
        workflow.upsert_search_attributes([STATE.value_set(state)])

    def _require(self, asked: DecideInput | EditInput) -> None:
        """Raises an error whose details say where it stands."""
        if asked.user_id != self._input.user_id:
            raise ApplicationError("not the owner", type=NOT_OWNER)
        if not self._is_open():
            raise ApplicationError("too late", self._state, type=DECIDED)
        if workflow.now() >= self._input.expires_at:
            raise ApplicationError("too late", ActionState.EXPIRED, type=DECIDED)
        if asked.revision != self._revision:
            raise ApplicationError("another card is shown", self._state, type=REPLACED)
