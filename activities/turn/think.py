"""The model call of a turn."""

from typing import Any, Final

from temporalio import activity

from activities.heartbeat import heartbeating
from activities.turn.confirmation_reply import ConfirmationReplies
from activities.turn.draft import Drafts
from activities.turn.model_call import ModelCaller
from activities.turn.prompt import PromptReader
from activities.turn.stop import is_stopped
from activities.turn.tool_calls import ProposedCall, is_looping, proposed_calls
from panager.contracts.chat import Next, ThinkInput, ThinkResult, ToolCall
from panager.contracts.names import Activity
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import CurrentTurn, Step
from panager.db.pool import Database
from panager.llm.dialects.chunks import REASONING
from panager.llm.prompt_parts import PromptParts
from panager.llm.providers.calls import Completion
from panager.llm.providers.failures import TooManyStepsError
from panager.llm.tool_declaration import Tools
from panager.llm.untrusted import stripped

MOST_REASONING: Final = 20_000
"""Characters of what a model thought that are kept and sent back to it within the turn."""
READ_AGAIN: Final = ThinkResult(next=Next.TOOLS)
"""Without any tools: straight to the next step."""


class AgentActivities:
    """Asks the model for the next step and stores it; never commits an answer."""

    def __init__(
        self,
        db: Database,
        prompt_reader: PromptReader,
        model_caller: ModelCaller,
        drafts: Drafts,
        confirmations: ConfirmationReplies,
    ) -> None:
        """`prompt_reader` reads what `model_caller` shows to the models.

        No model is asked when `confirmations` can tell the answer without one.
        """
        self._db = db
        self._prompt_reader = prompt_reader
        self._confirmations = confirmations
        self._model_caller = model_caller
        self._drafts = drafts

    @activity.defn(name=Activity.THINK)
    async def think(self, input: ThinkInput) -> ThinkResult:
        """One model call over everything that waits for an answer; streams the draft."""
        async with heartbeating():
            turn, parts = await self._read(input)
            if parts is None:
                return await self._withdraw(input, turn)
            if input.is_stopped or is_stopped(turn):
                await self._drafts.settle(input, turn.person.channel)
                return ThinkResult(next=Next.STOP)
            # An earlier attempt may have stored this very step: no tokens burn twice.
            step = turn.step(input.step)
            if step is None:
                said = await self._confirmations.decide(input, turn)
                said = said or await self._ask(input, turn, parts)
                step = await self._store(input, turn, said, prompt=parts.version)
        return READ_AGAIN if step is None else _result(step, self._model_caller.tools)

    async def _withdraw(self, input: ThinkInput, turn: CurrentTurn) -> ThinkResult:
        """Nobody waits for an answer; what was shown of one is taken back."""
        await self._drafts.withdraw(input, turn.person.channel)
        async with self._db.user(input.user_id) as connection:
            await turns.withdraw_turn(connection, input.user_id, input.turn_id)
        return ThinkResult(next=Next.IDLE)

    async def _read(self, input: ThinkInput) -> tuple[CurrentTurn, PromptParts | None]:
        """The turn and what its prompt is made of, None when nobody waits for an answer."""
        async with self._db.user(input.user_id) as connection:
            turn = await turns.get_current(connection, input.user_id, input.turn_id)
            if not turn.open:
                return turn, None
            return turn, await self._prompt_reader.read(connection, input.user_id, turn)

    async def _ask(self, input: ThinkInput, turn: CurrentTurn, parts: PromptParts) -> Completion:
        if is_looping(turn.steps, _read_upto(turn)):
            raise TooManyStepsError("every call of the last steps was refused")
        return await self._model_caller.ask(input, turn, parts)

    async def _store(
        self, input: ThinkInput, turn: CurrentTurn, said: Completion, *, prompt: str
    ) -> Step | None:
        """None when it wants tools for a message that was taken back, or changed, meanwhile."""
        proposed = proposed_calls(
            said.message, step=input.step, tools=self._model_caller.tools, before=turn.steps
        )
        thought = Step(
            turn_id=input.turn_id,
            number=input.step,
            call_id="",
            kind="think",
            body={
                "text": said.message.text,
                "calls": [call.body for call in proposed],
                "read": [str(message.message_id) for message in turn.open],
                "read_upto": _read_upto(turn),
                "model": said.model,
                "prompt": prompt,
                **_apart(said),
            },
        )
        async with self._db.user(input.user_id) as connection:
            if proposed and not await messages.stand(connection, input.user_id, turn.open):
                return None
            for call in proposed:
                if call.refusal is not None:
                    await turns.insert_step(connection, input.user_id, _refusal(input, call))
            return await turns.insert_step(connection, input.user_id, thought)


def _apart(said: Completion) -> dict[str, Any]:
    """What only some models have."""
    apart: dict[str, Any] = {} if said.had_tools else {"had_tools": False}
    reasoning = stripped(said.message.additional_kwargs.get(REASONING) or "")
    return {**apart, REASONING: str(reasoning)[:MOST_REASONING]} if reasoning else apart


def _read_upto(turn: CurrentTurn) -> int:
    return max(message.seq for message in turn.open)


def _result(step: Step, tools: Tools) -> ThinkResult:
    calls = tuple(
        ToolCall(call_id=call["id"], name=call["name"], is_outside=tools[call["name"]].is_outside)
        for call in step.body["calls"]
        if call["name"] in tools and not call.get("refused")
    )
    return ThinkResult(next=Next.TOOLS if step.body["calls"] else Next.REPLY, calls=calls)


def _refusal(input: ThinkInput, call: ProposedCall) -> Step:
    result = call.refusal.model_dump(mode="json", exclude_defaults=True) if call.refusal else {}
    return Step(
        turn_id=input.turn_id, number=input.step, call_id=call.call_id, kind="tool", body=result
    )
