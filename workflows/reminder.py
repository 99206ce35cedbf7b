"""A reminder: waits durably for its moment, delivers, goes on, and can be changed until then."""

import contextlib
from dataclasses import replace
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.reminders.activities import ReminderActivities
    from activities.reminders.faults import ReminderFaults
    from panager.contracts import limits
    from panager.contracts.channels import Urgency
    from panager.contracts.delivery import SendInput
    from panager.contracts.reminder import (
        FaultInput,
        FireInput,
        Nag,
        NagInput,
        ReminderInput,
        ReminderState,
    )
    from workflows.database import FINAL, kind_of, on_database
    from workflows.reminder_updates import ChangeableReminder
    from workflows.sending import deliver

FIRED_IN_A_RUN = 50
"""Occurrences and nags; then a fresh history."""


@workflow.defn
class ReminderWorkflow(ChangeableReminder):
    """One standing promise. The rows are what counts; here is who waits for its moments."""

    @workflow.init
    def __init__(self, input: ReminderInput) -> None:
        """Updates are handled before `run`, so the state stands from the first moment."""
        super().__init__(input)
        self._fired = 0

    @workflow.run
    async def run(self, input: ReminderInput) -> None:
        """Until nothing is to come and nobody is changing it any more."""
        while True:
            while self._has_work():
                await self._step()
                if self._is_long() and workflow.all_handlers_finished():
                    workflow.continue_as_new(replace(input, state=self._state))
            # A change that has been accepted may give it something to do again.
            await workflow.wait_condition(
                lambda: workflow.all_handlers_finished() or self._has_work()
            )
            if not self._has_work():
                return

    def _has_work(self) -> bool:
        return self._must_look or self._state.is_open

    def _is_long(self) -> bool:
        return self._fired >= FIRED_IN_A_RUN or workflow.info().is_continue_as_new_suggested()

    async def _step(self) -> None:
        expected = self._state
        try:
            await self._go_on(expected)
        except FINAL as error:
            if is_cancelled_exception(error):
                raise
            await self._give_up(expected, kind_of(error))

    async def _go_on(self, expected: ReminderState) -> None:
        if self._must_look:
            await self._look()
            return
        await self._wait(expected)
        if not self._is_still(expected):
            return
        self._fired += 1
        if expected.nag is not None and expected.nag.next_at == expected.wakes_at:
            await self._nag(expected, expected.nag)
        else:
            await self._fire(expected)

    async def _wait(self, expected: ReminderState) -> None:
        """Until there is something to do, or what is expected is not so any more."""
        wakes_at = expected.wakes_at
        if wakes_at is None:
            await workflow.wait_condition(lambda: not self._is_still(expected))
        elif wakes_at > workflow.now():
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: not self._is_still(expected),
                    timeout=wakes_at - workflow.now(),
                    timeout_summary=f"due {wakes_at:%Y-%m-%d %H:%M:%S}Z",
                )

    def _is_still(self, expected: ReminderState) -> bool:
        return self._state == expected and not self._must_look

    async def _fire(self, expected: ReminderState) -> None:
        async with self._database:
            if self._state != expected:  # changed while we waited for our turn
                return
            fired = await on_database(
                ReminderActivities.fire,
                FireInput(
                    user_id=self._input.user_id,
                    reminder_id=self._input.reminder_id,
                    occurrence=expected.occurrence,
                    due_at=expected.due_at,
                    held_until=expected.held_until,
                ),
            )
            self._believe(fired.state)
        if fired.delivery_id is None:
            return
        if fired.is_digest:
            await workflow.sleep(limits.DIGEST_WAIT)
        await self._send(fired.delivery_id, fired.channel)
        await self._look()

    async def _nag(self, expected: ReminderState, nag: Nag) -> None:
        # An acknowledgement returns only after what is on its way has arrived.
        async with self._database:
            if self._state != expected:
                return
            said = await on_database(
                ReminderActivities.nag,
                NagInput(user_id=self._input.user_id, reminder_id=self._input.reminder_id, nag=nag),
            )
            self._believe(said.state)
            if said.delivery_id is not None:
                await self._send(said.delivery_id, said.channel)
        if said.delivery_id is not None:
            await self._look()

    async def _give_up(self, expected: ReminderState, reason: str) -> None:
        """A fault of ours is in the way: what was due ends without it, and the rest goes on."""
        is_due = (expected.held_until or expected.due_at) <= workflow.now()
        fault = FaultInput(
            user_id=self._input.user_id,
            reminder_id=self._input.reminder_id,
            occurrence=expected.occurrence if is_due else None,
            reason=reason,
        )
        try:
            async with self._database:
                self._believe((await on_database(ReminderFaults.give_up, fault)).state)
        except FINAL:
            workflow.logger.error("reminder_rests")  # see the alarm
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: not self._is_still(expected), timeout=limits.BUG_PAUSE
                )

    async def _send(self, delivery_id: UUID, channel: str) -> None:
        send = SendInput(user_id=self._input.user_id, delivery_id=delivery_id)
        await deliver(send, channel, urgency=Urgency.REMINDER)
