"""What may be changed about a reminder while its workflow waits: the Updates."""

import asyncio
from dataclasses import replace
from datetime import datetime

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.reminders.activities import ReminderActivities
    from panager.contracts import limits
    from panager.contracts.names import LOOK_SIGNAL, SearchAttribute
    from panager.contracts.reminder import (
        NOT_ALLOWED,
        TOO_LATE,
        ApplyInput,
        ChangeInput,
        LookInput,
        Phase,
        ReminderInput,
        ReminderState,
    )
    from workflows.database import on_database

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
DUE_AT = SearchAttributeKey.for_datetime(SearchAttribute.DUE_AT)


class ChangeableReminder:
    """What a workflow believes about its reminder, and its Updates.

    The rows decide whether a change fits, under a lock: two changes at the same moment, or a
    change and the due moment, get their order there. So an Update changes the rows first, believes
    what they say afterwards, and only then returns.
    """

    def __init__(self, input: ReminderInput) -> None:
        """What is believed stands from the first moment; it may be wrong."""
        self._input = input
        self._state = input.state
        self._must_look = False
        self._shown: tuple[Phase, datetime] | None = None
        # Guards the order in which the rows are asked and believed: of two handlers, or a handler
        # and the due moment, the later answer must not be overwritten by the earlier one.
        self._database = asyncio.Lock()

    @workflow.update
    async def edit(self, change: ChangeInput) -> None:
        """Another time, rule or other words, as long as it is not due."""
        await self._change(change)

    @edit.validator
    def _validate_edit(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.update
    async def snooze(self, change: ChangeInput) -> None:
        """Later; also after it was delivered, as a further occurrence."""
        await self._change(change, after_firing=True)

    @snooze.validator
    def _validate_snooze(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.update
    async def skip(self, change: ChangeInput) -> None:
        """Leave one occurrence of a series out; the next one is due at `change.due_at`."""
        await self._change(change)

    @skip.validator
    def _validate_skip(self, change: ChangeInput) -> None:
        self._require(change)
        if change.due_at is None:
            raise ApplicationError("nothing follows it", type=NOT_ALLOWED)

    @workflow.update
    async def pause(self, change: ChangeInput) -> None:
        """Nothing fires until it is resumed."""
        await self._change(change)

    @pause.validator
    def _validate_pause(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.update
    async def resume(self, change: ChangeInput) -> None:
        """Go on, with the next occurrence at `change.due_at`."""
        await self._change(change)

    @resume.validator
    def _validate_resume(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.update
    async def cancel(self, change: ChangeInput) -> None:
        """Never fires once this has returned."""
        await self._change(change)

    @cancel.validator
    def _validate_cancel(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.update
    async def acknowledge(self, change: ChangeInput) -> None:
        """It is done: no more nagging about what was delivered."""
        await self._change(change, after_firing=True)

    @acknowledge.validator
    def _validate_acknowledge(self, change: ChangeInput) -> None:
        self._require(change)

    @workflow.signal(name=LOOK_SIGNAL)
    def nudge(self) -> None:
        """The rows may say something else than what is believed."""
        self._must_look = True

    @workflow.query
    def get(self) -> ReminderState:
        return self._state

    async def _change(self, change: ChangeInput, *, after_firing: bool = False) -> None:
        """`after_firing`: what is on its way may arrive first."""
        while True:
            if after_firing:
                await workflow.wait_condition(lambda: self._state.phase is not Phase.FIRING)
            async with self._database:
                applied = await on_database(
                    ReminderActivities.apply,
                    ApplyInput(
                        user_id=self._input.user_id,
                        reminder_id=self._input.reminder_id,
                        change_id=change.change_id,
                        occurrence=change.occurrence,
                    ),
                )
                self._believe(applied.state)
            if applied.is_accepted:
                return
            if not (after_firing and self._state.phase is Phase.FIRING):
                raise ApplicationError(f"it is {self._state.phase}", type=TOO_LATE)

    async def _look(self) -> None:
        async with self._database:
            self._must_look = False
            look = LookInput(user_id=self._input.user_id, reminder_id=self._input.reminder_id)
            self._believe((await on_database(ReminderActivities.look, look)).state)

    def _believe(self, state: ReminderState | None) -> None:
        """What the rows say, and show it in the Temporal UI; None: there are no rows any more."""
        self._state = state or replace(
            self._state, phase=Phase.CANCELLED, held_until=None, nag=None
        )
        shown = self._state.phase, self._state.due_at
        if shown == self._shown or self._state.phase is Phase.FIRING:
            return  # firing is over in a moment; not worth a write to the index
        self._shown = shown
        workflow.upsert_search_attributes([STATE.value_set(shown[0]), DUE_AT.value_set(shown[1])])
        workflow.set_current_details(
            f"{self._state.phase}: due {self._state.due_at:%Y-%m-%d %H:%M:%S}Z,"
            f" occurrence {self._state.occurrence}"
        )

    def _require(self, change: ChangeInput) -> None:
        """What no row is needed for."""
        if change.user_id != self._input.user_id:
            raise ApplicationError("not the owner", type=NOT_ALLOWED)
        if change.due_at is not None and change.due_at > workflow.now() + limits.MAX_AHEAD:
            raise ApplicationError("more than five years away", type=NOT_ALLOWED)
