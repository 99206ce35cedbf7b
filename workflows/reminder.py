"""A reminder: waits durably for its moment, delivers, goes on, and can be changed until then."""

import contextlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.reminder import ReminderActivities
    from panager.contracts import limits
    from panager.contracts.delivery import Channel, SendInput
    from panager.contracts.names import Queue
    from panager.contracts.reminder import (
        FireInput,
        FireResult,
        Nag,
        NagInput,
        Phase,
        ReminderInput,
    )
    from workflows.database import on_database
    from workflows.reminder_updates import OPEN, ChangeableReminder
    from workflows.sending import deliver

FIRED_IN_A_RUN = 50
"""Occurrences and nags; then a fresh history."""


@workflow.defn
class ReminderWorkflow(ChangeableReminder):
    """One standing promise. The words and the rule are in the database; here are the times."""

    @workflow.init
    def __init__(self, input: ReminderInput) -> None:
        """Updates are handled before `run`, so the state stands from the first moment."""
        super().__init__(input)
        self._fired = 0

    @workflow.run
    async def run(self, input: ReminderInput) -> None:
        """Until nothing is to come and nobody is changing it any more."""
        while True:
            if self._is_open():
                await self._wait()
            await workflow.wait_condition(workflow.all_handlers_finished)
            if not self._is_open():
                return
            if self._fired >= FIRED_IN_A_RUN or workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(replace(input, state=self._state))

    def _is_open(self) -> bool:
        return self._state.phase in OPEN or self._state.nag is not None

    def _wakes_at(self) -> datetime | None:
        """None: only a change can wake it."""
        due_at = self._state.held_until or self._state.due_at
        times = [due_at] if self._state.phase is Phase.WAITING else []
        if self._state.nag is not None:
            times.append(self._state.nag.next_at)
        return min(times, default=None)

    async def _wait(self) -> None:
        expected, wakes_at = self._state, self._wakes_at()
        if wakes_at is None:
            await workflow.wait_condition(lambda: self._state != expected)
        elif wakes_at > workflow.now():
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: self._state != expected,
                    timeout=wakes_at - workflow.now(),
                    timeout_summary=f"due {wakes_at:%Y-%m-%d %H:%M:%S}Z",
                )
        # A change may be accepted between the timer and this line, so the state decides; and no
        # await from here on, so that whatever comes later finds it firing.
        if self._state != expected:
            return
        self._fired += 1
        if self._state.nag is not None and self._state.nag.next_at == wakes_at:
            await self._nag(self._state.nag)
        else:
            await self._fire()

    async def _fire(self) -> None:
        self._set(phase=Phase.FIRING)
        # A change that was accepted just before writes its row first.
        async with self._writing:
            fired = await on_database(
                ReminderActivities.fire,
                FireInput(
                    user_id=self._input.user_id,
                    reminder_id=self._input.reminder_id,
                    occurrence=self._state.occurrence,
                    due_at=self._state.due_at,
                ),
            )
        if fired.held_until is not None:
            self._set(phase=Phase.WAITING, held_until=fired.held_until)
            return
        if fired.is_digest:
            await workflow.sleep(limits.DIGEST_WAIT)
        if fired.delivery_id is not None and not fired.is_delivered:
            await self._send(fired.delivery_id, fired.channel)
        self._go_on(fired)

    def _go_on(self, fired: FireResult) -> None:
        nag = self._first_nag(fired)
        if fired.next_due_at is None:
            self._set(phase=Phase.DELIVERED, held_until=None, nag=nag)
            return
        self._set(
            phase=Phase.WAITING,
            due_at=fired.next_due_at,
            occurrence=fired.next_occurrence or self._state.occurrence + 1,
            held_until=None,
            nag=nag,
        )

    def _first_nag(self, fired: FireResult) -> Nag | None:
        if fired.nag_every is None or fired.nag_limit < 1 or fired.delivery_id is None:
            return None
        return Nag(
            occurrence=self._state.occurrence,
            every=fired.nag_every,
            next_at=workflow.now() + fired.nag_every,
            number=1,
            limit=fired.nag_limit,
        )

    async def _nag(self, nag: Nag) -> None:
        following = replace(nag, number=nag.number + 1, next_at=workflow.now() + nag.every)
        # Before the first await: who acknowledges from now on stops the following ones.
        self._set(nag=following if nag.number < nag.limit else None)
        # An acknowledgement returns only after what is on its way has arrived.
        async with self._writing:
            result = await on_database(
                ReminderActivities.nag,
                NagInput(
                    user_id=self._input.user_id,
                    reminder_id=self._input.reminder_id,
                    occurrence=nag.occurrence,
                    number=nag.number,
                ),
            )
            await self._send(result.delivery_id, result.channel)

    async def _send(self, delivery_id: UUID, channel: Channel) -> None:
        send = SendInput(user_id=self._input.user_id, delivery_id=delivery_id)
        await deliver(send, channel, queue=Queue.DISCORD_REMINDERS)
