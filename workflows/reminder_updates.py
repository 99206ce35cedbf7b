"""What may be changed about a reminder while its workflow waits: the Updates."""

import asyncio
from dataclasses import replace
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.reminder import ReminderActivities
    from panager.contracts import limits
    from panager.contracts.names import SearchAttribute
    from panager.contracts.reminder import (
        NOT_ALLOWED,
        TOO_LATE,
        ApplyInput,
        ChangeInput,
        Phase,
        ReminderInput,
        ReminderState,
    )

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
DUE_AT = SearchAttributeKey.for_datetime(SearchAttribute.DUE_AT)
OPEN = Phase.WAITING, Phase.PAUSED


class ChangeableReminder:
    """The state of a reminder and its Updates.

    An Update changes the state at once, with no await before, so that nothing can come between
    what was accepted and what happens; then it makes the row say so, and only then it returns.
    """

    def __init__(self, input: ReminderInput) -> None:
        """The state stands from the first moment."""
        self._input = input
        self._state = input.state
        # Guards the order of the row's changes: handlers change the state at once and in
        # order, but their writes would otherwise overtake each other.
        self._writing = asyncio.Lock()

    @workflow.update
    async def edit(self, change: ChangeInput) -> None:
        """Another time, rule or other words, as long as it is not due."""
        self._require(change, *OPEN)
        self._set(due_at=change.due_at or self._state.due_at, held_until=None)
        await self._write(change)

    @edit.validator
    def _validate_edit(self, change: ChangeInput) -> None:
        self._require(change, *OPEN)

    @workflow.update
    async def snooze(self, change: ChangeInput) -> None:
        """Later; also after it was delivered, as a further occurrence."""
        await workflow.wait_condition(lambda: self._state.phase is not Phase.FIRING)
        self._require(change, Phase.WAITING, Phase.DELIVERED)
        again = 1 if self._state.phase is Phase.DELIVERED else 0
        self._set(
            due_at=change.due_at or self._state.due_at,
            phase=Phase.WAITING,
            occurrence=self._state.occurrence + again,
            held_until=None,
            nag=None,
        )
        await self._write(change)

    @snooze.validator
    def _validate_snooze(self, change: ChangeInput) -> None:
        self._require(change, Phase.WAITING, Phase.FIRING, Phase.DELIVERED)

    @workflow.update
    async def skip(self, change: ChangeInput) -> None:
        """Leave one occurrence of a series out; the next one is due at `change.due_at`."""
        self._require(change, *OPEN)
        self._set(
            due_at=change.due_at, occurrence=self._state.occurrence + 1, held_until=None, nag=None
        )
        await self._write(change)

    @skip.validator
    def _validate_skip(self, change: ChangeInput) -> None:
        self._require(change, *OPEN)
        if change.due_at is None:
            raise ApplicationError("nothing follows it", type=NOT_ALLOWED)

    @workflow.update
    async def pause(self, change: ChangeInput) -> None:
        """Nothing fires until it is resumed."""
        self._require(change, *OPEN)
        self._set(phase=Phase.PAUSED, held_until=None, nag=None)
        await self._write(change)

    @pause.validator
    def _validate_pause(self, change: ChangeInput) -> None:
        self._require(change, *OPEN)

    @workflow.update
    async def resume(self, change: ChangeInput) -> None:
        """Go on, with the next occurrence at `change.due_at`."""
        self._require(change, *OPEN)
        self._set(phase=Phase.WAITING, due_at=change.due_at or self._state.due_at)
        await self._write(change)

    @resume.validator
    def _validate_resume(self, change: ChangeInput) -> None:
        self._require(change, *OPEN)

    @workflow.update
    async def cancel(self, change: ChangeInput) -> None:
        """Never fires once this has returned."""
        self._require(change, *OPEN)
        self._set(phase=Phase.CANCELLED, nag=None)
        await self._write(change)

    @cancel.validator
    def _validate_cancel(self, change: ChangeInput) -> None:
        self._require(change, *OPEN)

    @workflow.update
    async def acknowledge(self, change: ChangeInput) -> None:
        """It is done: no more nagging about what was delivered."""
        await workflow.wait_condition(lambda: self._state.phase is not Phase.FIRING)
        self._set(nag=None)
        await self._write(change)

    @acknowledge.validator
    def _validate_acknowledge(self, change: ChangeInput) -> None:
        self._require(change, *Phase)

    @workflow.query
    def get(self) -> ReminderState:
        """Where it stands."""
        return self._state

    async def _write(self, change: ChangeInput) -> None:
        phase, occurrence = self._state.phase, self._state.occurrence
        async with self._writing:
            await workflow.execute_local_activity_method(
                ReminderActivities.apply,
                ApplyInput(
                    user_id=self._input.user_id,
                    change_id=change.change_id,
                    phase=phase,
                    occurrence=occurrence,
                ),
                start_to_close_timeout=limits.DATABASE_TIMEOUT,
                retry_policy=limits.FOREVER,
            )

    def _set(self, **changes: Any) -> None:  # noqa: ANN401
        """Change the state, and what the Temporal UI shows of it."""
        self._state = replace(self._state, **changes)
        if self._state.phase is Phase.FIRING:
            return  # over in a moment; not worth a write to the index
        workflow.upsert_search_attributes(
            [
                STATE.value_set(self._state.phase),
                DUE_AT.value_set(self._state.due_at),
            ]
        )
        workflow.set_current_details(
            f"{self._state.phase}: due {self._state.due_at:%Y-%m-%d %H:%M:%S}Z,"
            f" occurrence {self._state.occurrence}"
        )

    def _require(self, change: ChangeInput, *phases: Phase) -> None:
        if change.user_id != self._input.user_id:
            raise ApplicationError("not the owner", type=NOT_ALLOWED)
        if change.due_at is not None and change.due_at > workflow.now() + limits.MAX_AHEAD:
            raise ApplicationError("more than five years away", type=NOT_ALLOWED)
        if self._state.phase not in phases:
            raise ApplicationError(f"it is {self._state.phase}", type=TOO_LATE)
        if change.occurrence not in (None, self._state.occurrence):
            raise ApplicationError("its moment has come", type=TOO_LATE)
