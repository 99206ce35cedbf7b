"""A reminder: waits durably for its moment, delivers, and can be changed until then."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import datetime

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.delivery import LocalDelivery
    from activities.reminder import ReminderActivities
    from panager.contracts import limits
    from panager.contracts.delivery import SendInput
    from panager.contracts.names import SearchAttribute
    from panager.contracts.reminder import (
        NOT_ALLOWED,
        TOO_LATE,
        ApplyInput,
        ChangeInput,
        FireInput,
        Phase,
        ReminderInput,
        ReminderState,
    )

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
DUE_AT = SearchAttributeKey.for_datetime(SearchAttribute.DUE_AT)


@workflow.defn
class ReminderWorkflow:
    """One standing promise. The words are in the database; here are the times."""

    @workflow.init
    def __init__(self, input: ReminderInput) -> None:
        """Updates are handled before `run`, so the state stands from the first moment."""
        self._input = input
        self._state = input.state
        # Guards the order of the row's changes: handlers change the state at once and in
        # order, but their writes would otherwise overtake each other.
        self._writing = asyncio.Lock()

    @workflow.run
    async def run(self, input: ReminderInput) -> None:
        """Until it is delivered or cancelled and nobody is changing it any more."""
        while True:
            if self._state.phase is Phase.WAITING:
                await self._wait_and_fire()
            await workflow.wait_condition(workflow.all_handlers_finished)
            if self._state.phase is not Phase.WAITING:
                return
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(replace(input, state=self._state))

    @workflow.update
    async def edit(self, change: ChangeInput) -> None:
        """Another time or other words, as long as it is not due."""
        self._require(change, Phase.WAITING)
        self._set(due_at=change.due_at or self._state.due_at)
        await self._write(change)

    @edit.validator
    def _validate_edit(self, change: ChangeInput) -> None:
        self._require(change, Phase.WAITING)

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
        )
        await self._write(change)

    @snooze.validator
    def _validate_snooze(self, change: ChangeInput) -> None:
        self._require(change, Phase.WAITING, Phase.FIRING, Phase.DELIVERED)

    @workflow.update
    async def cancel(self, change: ChangeInput) -> None:
        """Never fires once this has returned."""
        self._require(change, Phase.WAITING)
        self._set(phase=Phase.CANCELLED)
        await self._write(change)

    @cancel.validator
    def _validate_cancel(self, change: ChangeInput) -> None:
        self._require(change, Phase.WAITING)

    @workflow.query
    def get(self) -> ReminderState:
        """Where it stands."""
        return self._state

    async def _wait_and_fire(self) -> None:
        expected = self._state
        if expected.due_at > workflow.now():
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: self._state != expected,
                    timeout=expected.due_at - workflow.now(),
                    timeout_summary=f"due {expected.due_at:%Y-%m-%d %H:%M:%S}Z",
                )
        # A change may be accepted between the timer and this line, so the state decides; and no
        # await from here on, so that whatever comes later finds it firing.
        if self._state != expected:
            return
        self._set(phase=Phase.FIRING)
        await self._deliver()
        self._set(phase=Phase.DELIVERED)

    async def _deliver(self) -> None:
        # A change that was accepted just before writes its row first.
        async with self._writing:
            fired = await workflow.execute_activity_method(
                ReminderActivities.fire,
                FireInput(
                    user_id=self._input.user_id,
                    reminder_id=self._input.reminder_id,
                    occurrence=self._state.occurrence,
                    due_at=self._state.due_at,
                ),
                start_to_close_timeout=limits.DATABASE_TIMEOUT,
                retry_policy=limits.FOREVER,
            )
        await workflow.execute_activity_method(
            LocalDelivery.send,
            SendInput(user_id=self._input.user_id, delivery_id=fired.delivery_id),
            start_to_close_timeout=limits.DATABASE_TIMEOUT,
            retry_policy=limits.FOREVER,
        )

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

    def _set(
        self,
        *,
        due_at: datetime | None = None,
        phase: Phase | None = None,
        occurrence: int | None = None,
    ) -> None:
        self._state = ReminderState(
            due_at=due_at or self._state.due_at,
            phase=phase or self._state.phase,
            occurrence=occurrence or self._state.occurrence,
        )
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
