"""A conversation: one workflow id per person, one run per turn."""

import asyncio
import contextlib
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception
from temporalio.workflow import ActivityCancellationType

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from activities.actions.activities import ActionActivities
    from activities.turn.reply import ReplyActivities
    from activities.turn.think import AgentActivities
    from panager.contracts import limits, names
    from panager.contracts.action import ActionRef, Parked
    from panager.contracts.chat import (
        FAILURES,
        AbandonInput,
        ChatInput,
        CommitInput,
        CommitResult,
        Failure,
        Next,
        ThinkInput,
        ThinkResult,
        ToolCall,
        ToolInput,
    )
    from panager.contracts.delivery import SendInput
    from workflows.agent_graph import run_agent
    from workflows.database import FINAL, call_tool, kind_of, on_database
    from workflows.sending import deliver


ENDS = {Next.TOOLS: Failure.TOO_MANY_STEPS, Next.STOP: Failure.STOPPED}
"""By what the last model call proposed: why the turn ends without an answer."""


@workflow.defn
class ChatWorkflow:
    """Answers everything that its person wrote and nobody answered yet.

    The signal only wakes it; which messages there are is read from the database by each
    model call, so a lost, doubled or late signal changes nothing.
    """

    @workflow.init
    def __init__(self, input: ChatInput) -> None:
        """No message has come yet; signals are handled before `run`."""
        self._user_id = input.user_id
        self._turn_id = UUID(workflow.info().run_id)
        self._is_woken = False
        self._interrupted = False
        self._stopped = False
        self._interruptions = 0

    @workflow.run
    async def run(self, input: ChatInput) -> None:
        """One turn: think, use tools, answer; then a fresh run if a message came meanwhile."""
        await self._answer()
        # No await from here to the decision: a signal could slip in between.
        if self._is_woken:
            workflow.continue_as_new(input)

    @workflow.signal(name="ring")
    def wake(self) -> None:
        """There is a new message."""
        self._is_woken = self._interrupted = True

    @workflow.signal(name=names.LOOK_SIGNAL)
    def nudge(self) -> None:
        """There may be a message that woke nobody, or one that is being answered."""
        self._is_woken = True

    @workflow.signal
    def stop(self) -> None:
        """The person wants no more of this turn; what is done stays done."""
        self._stopped = True

    async def think(self, step: int) -> ThinkResult:
        """Model call number `step`; a new message or a stop abandons it for the next step."""
        self._is_woken, self._interrupted, is_stopped = False, False, self._stopped
        call = workflow.start_activity_method(
            AgentActivities.think,
            ThinkInput(
                user_id=self._user_id, turn_id=self._turn_id, step=step, is_stopped=is_stopped
            ),
            start_to_close_timeout=limits.THINK_TIMEOUT,
            schedule_to_close_timeout=limits.THINK_PATIENCE,
            heartbeat_timeout=limits.HEARTBEAT_TIMEOUT,
            retry_policy=limits.MODEL,
            cancellation_type=ActivityCancellationType.TRY_CANCEL,
        )
        await workflow.wait_condition(
            lambda: call.done() or (not is_stopped and (self._stopped or self._may_interrupt()))
        )
        if not call.done():
            self._interruptions += 1
            call.cancel()
        try:
            return await call
        except ActivityError as error:
            if not is_cancelled_exception(error):
                raise
            return ThinkResult(next=Next.TOOLS)  # no tools, so straight to the next step

    async def call_tools(self, step: int, calls: tuple[ToolCall, ...]) -> None:
        """All tools of a step at once; never cancelled, because they may have side effects."""
        if self._stopped:
            return
        called = await asyncio.gather(
            *(self._call_tool(step, call) for call in calls), return_exceptions=True
        )
        # Only now: what the others have done is to be known before the turn ends.
        for failed in called:
            if isinstance(failed, BaseException):
                raise failed
        await self._wait_for([one for one in called if isinstance(one, Parked)])

    async def _wait_for(self, parked: Sequence[Parked]) -> None:
        """Put before the person what a tool needs of them, and wait for a while for its outcome.

        The outcome is a row that the next model call reads, as a message is; what ends the wait
        here is the signal that comes after either.
        """
        for one in parked:
            await self._show_card(ActionRef(user_id=self._user_id, action_id=one.action_id))
        if not parked:
            return
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._interrupted or self._stopped,
                timeout=max(one.wait for one in parked),
                timeout_summary="parked",
            )

    async def _call_tool(self, step: int, call: ToolCall) -> Parked | None:
        return await call_tool(
            call,
            ToolInput(
                user_id=self._user_id, turn_id=self._turn_id, step=step, call_id=call.call_id
            ),
        )

    async def _answer(self) -> None:
        step, failure = 0, None
        try:
            step, thought = await run_agent(self, max_steps=limits.MAX_STEPS)
        except FINAL as error:
            failure = FAILURES.get(kind_of(error), Failure.FAILED)
            if failure is Failure.FAILED:
                workflow.logger.exception("turn_failed")
        else:
            if thought.next is Next.IDLE:
                return
            failure = ENDS.get(thought.next)
        await self._reply(step, failure)

    async def _reply(self, step: int, failure: Failure | None) -> None:
        result = await self._commit(step, failure)
        self._is_woken = self._is_woken or result.is_followed
        for delivery_id in result.delivery_ids:
            send = SendInput(user_id=self._user_id, delivery_id=delivery_id)
            await deliver(send, result.channel)
        # Last, so that a yes to what the model has asked is no yes to a card.
        for action_id in result.action_ids:
            await self._show_card(ActionRef(user_id=self._user_id, action_id=action_id))

    async def _show_card(self, action: ActionRef) -> None:
        try:
            await on_database(ActionActivities.start, action)
        except FINAL:
            workflow.logger.error("card_not_shown")  # reconciling starts it, if that can be

    async def _commit(self, step: int, failure: Failure | None) -> CommitResult:
        """What must be sent; where a fault of ours is in the way, an apology, and else nothing.

        The next message must not wait for the fault to be mended.
        """
        for ended in dict.fromkeys((failure, Failure.FAILED)):
            input = CommitInput(
                user_id=self._user_id, turn_id=self._turn_id, step=step, failure=ended
            )
            try:
                return await workflow.execute_activity_method(
                    ReplyActivities.commit,
                    input,
                    start_to_close_timeout=limits.DATABASE_TIMEOUT,
                    retry_policy=limits.FOREVER,
                )
            except FINAL as error:
                if is_cancelled_exception(error):
                    raise
                workflow.logger.error("answer_not_written")
        await self._abandon()
        return CommitResult()

    async def _abandon(self) -> None:
        turn = AbandonInput(user_id=self._user_id, turn_id=self._turn_id)
        try:
            await on_database(ReplyActivities.abandon, turn)
        except FINAL:
            # The sweeper nudges, less and less often; the alarm is raised.
            workflow.logger.error("turn_left_open")

    def _may_interrupt(self) -> bool:
        return self._interrupted and self._interruptions < limits.MAX_INTERRUPTIONS
