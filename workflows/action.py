"""An action: shows a card, waits durably for its person, does exactly what was shown."""

import contextlib
from dataclasses import replace

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.actions.activities import ActionActivities
    from panager.contracts import limits
    from panager.contracts.action import ActionInput, ActionState, CardInput, Written
    from panager.contracts.channels import traits_of
    from panager.contracts.delivery import SendInput
    from workflows.action_updates import DecidableAction
    from workflows.database import FINAL, on_database
    from workflows.sending import close_card, deliver


@workflow.defn
class ActionWorkflow(DecidableAction):
    """What is shown and what would be done are in the database; here is who decides, and when."""

    @workflow.init
    def __init__(self, input: ActionInput) -> None:
        """Where the row stood when it was started."""
        super().__init__(input)

    @workflow.run
    async def run(self, input: ActionInput) -> None:
        """Until it is decided and its person has been told how it ended."""
        try:
            await self._until_decided(input)
            if not self._is_broken:
                await self._end()
                return
        except FINAL as error:
            if is_cancelled_exception(error):
                raise
        await self._fail()

    async def _until_decided(self, input: ActionInput) -> None:
        while self._is_open():
            shown = self._revision
            await self._show(shown)
            await self._wait(shown)
            # What was decided is in the row before it is done.
            await workflow.wait_condition(workflow.all_handlers_finished)
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(replace(input, state=self._state, revision=self._revision))

    async def _end(self) -> None:
        if self._state is ActionState.APPROVED:
            await self._execute()
        told = await on_database(ActionActivities.conclude, self._ref)
        if told is not None:
            await (self._close_card(told) if told.is_shown else self._send(told))
        await self._wake_turn()

    async def _fail(self) -> None:
        """A fault of ours is in the way: it is over, and nobody waits for it."""
        self._set(ActionState.FAILED)
        try:
            await self._send(await on_database(ActionActivities.fail, self._ref))
            await self._wake_turn()
        except FINAL:
            workflow.logger.error("action_left")  # not even that can be written: see the alarm

    async def _show(self, revision: int) -> None:
        async with self._writing:
            card = await on_database(
                ActionActivities.show,
                CardInput(
                    user_id=self._input.user_id,
                    action_id=self._input.action_id,
                    revision=revision,
                ),
            )
        if card is not None:
            await self._send(card)
            # Its words may have been refused, and then the row says that it has failed.
            self._must_look = not traits_of(card.channel).is_mailbox

    async def _wait(self, shown: int) -> None:
        left = self._input.expires_at - workflow.now()
        with contextlib.suppress(TimeoutError):
            if left.total_seconds() > 0:
                await workflow.wait_condition(
                    lambda: not self._is_open() or self._revision != shown or self._must_look,
                    timeout=left,
                    timeout_summary="expires",
                )
        if self._state is ActionState.WAITING and workflow.now() >= self._input.expires_at:
            self._set(ActionState.EXPIRED)
            await self._settle(None)
        elif self._must_look:
            self._must_look = False
            await self._settle(None)

    async def _execute(self) -> None:
        try:
            await workflow.execute_activity_method(
                ActionActivities.execute,
                self._ref,
                start_to_close_timeout=limits.ACTION_TIMEOUT,
                schedule_to_close_timeout=limits.ACTION_PATIENCE,
                heartbeat_timeout=limits.HEARTBEAT_TIMEOUT,
                retry_policy=limits.FOREVER,
            )
        except ActivityError:
            workflow.logger.exception("action_failed")

    async def _wake_turn(self) -> None:
        """Last, so that its person reads how it ended before what a model has to say about it."""
        if self._input.wakes_turn:
            await on_database(ActionActivities.wake_turn, self._ref)

    async def _send(self, written: Written) -> None:
        send = SendInput(user_id=self._input.user_id, delivery_id=written.delivery_id)
        await deliver(send, written.channel)

    async def _close_card(self, written: Written) -> None:
        """It has no buttons any more; whoever sees them still is told when they press."""
        card = SendInput(user_id=self._input.user_id, delivery_id=written.delivery_id)
        await close_card(card, written.channel)
