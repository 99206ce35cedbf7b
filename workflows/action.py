"""An action: shows a card, waits durably for its person, does exactly what was shown."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from temporalio import workflow
from temporalio.common import SearchAttributeKey
from temporalio.exceptions import ActivityError, ApplicationError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.actions.activities import ActionActivities
    from activities.delivery.discord_cards import DiscordCards
    from panager.contracts import limits
    from panager.contracts.action import (
        DECIDED,
        NOT_OWNER,
        REPLACED,
        ActionInput,
        ActionRef,
        ActionState,
        CardInput,
        DecideInput,
        EditInput,
        ReviseInput,
        SettleInput,
        Verdict,
        Written,
    )
    from panager.contracts.delivery import Channel, SendInput
    from panager.contracts.names import Queue, SearchAttribute
    from workflows.database import FINAL, on_database
    from workflows.sending import deliver

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
LEADS_TO: Final = {
    Verdict.APPROVE: ActionState.APPROVED,
    Verdict.REJECT: ActionState.REJECTED,
}


@workflow.defn
class ActionWorkflow:
    """What is shown and what would be done are in the database; here is who decides, and when."""

    @workflow.init
    def __init__(self, input: ActionInput) -> None:
        """Updates are handled before `run`, so the state stands from the first moment."""
        self._input = input
        self._state = input.state
        self._revision = input.revision
        self._looks = False
        self._is_broken = False
        # Guards the order of the row's changes: handlers change the state at once and in
        # order, but their writes, and the card that is read, would otherwise overtake each other.
        self._writing = asyncio.Lock()

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
        if self._state is ActionState.FAILED:
            return  # its card could not be shown, which its person was told instead
        if self._state is ActionState.APPROVED:
            await self._execute()
        told = await on_database(ActionActivities.conclude, self._ref)
        if told is not None:
            await (self._close_card(told) if told.is_shown else self._send(told))

    async def _fail(self) -> None:
        """A fault of ours is in the way: it is over, and nobody waits for it."""
        self._set(ActionState.FAILED)
        try:
            await self._send(await on_database(ActionActivities.fail, self._ref))
        except FINAL:
            workflow.logger.error("action_left")  # not even that can be written: see the alarm

    @workflow.signal
    def look(self) -> None:
        """The row may have been decided by something else: a newer card replaces this one."""
        self._looks = True

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
            # Discord may have refused its words, and then the row says that it has failed.
            self._looks = card.channel is Channel.DISCORD

    async def _wait(self, shown: int) -> None:
        left = self._input.expires_at - workflow.now()
        with contextlib.suppress(TimeoutError):
            if left.total_seconds() > 0:
                await workflow.wait_condition(
                    lambda: not self._is_open() or self._revision != shown or self._looks,
                    timeout=left,
                    timeout_summary="expires",
                )
        if self._state is ActionState.WAITING and workflow.now() >= self._input.expires_at:
            self._set(ActionState.EXPIRED)
            await self._settle(None)
        elif self._looks:
            self._looks = False
            await self._settle(None)

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

    async def _send(self, written: Written) -> None:
        send = SendInput(user_id=self._input.user_id, delivery_id=written.delivery_id)
        await deliver(send, written.channel, queue=Queue.DISCORD)

    async def _close_card(self, written: Written) -> None:
        """It has no buttons any more; whoever sees them still is told when they press."""
        if written.channel is not Channel.DISCORD:
            return
        try:
            await workflow.execute_activity_method(
                DiscordCards.close,
                SendInput(user_id=self._input.user_id, delivery_id=written.delivery_id),
                task_queue=Queue.DISCORD,
                start_to_close_timeout=limits.SEND_TIMEOUT,
                schedule_to_close_timeout=limits.ACTION_PATIENCE,
                retry_policy=limits.FOREVER,
            )
        except ActivityError:
            workflow.logger.warning("card_not_closed")

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
