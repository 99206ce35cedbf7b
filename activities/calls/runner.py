"""Runs one tool call: reads its arguments, does it, stores the result; once per call."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel, ValidationError
from temporalio import activity

from activities.calls.call import Call
from activities.calls.refusals import wrong_arguments
from panager.contracts import limits
from panager.contracts.action import Parked
from panager.contracts.chat import ToolInput
from panager.db.conversation import messages, reply_targets, turns
from panager.db.conversation.turns import CurrentTurn, Step
from panager.db.pool import Database
from panager.llm import carried
from panager.llm.tool_declaration import Policy, Tool
from panager.replies.results import Status, ToolResult, capped
from panager.sentences import language_of

BY_CODE = ""
"""The model of a step that no model has made."""


type Work[A: BaseModel] = Callable[[Call[A]], Awaitable[ToolResult]]


async def run_tool[A: BaseModel](
    db: Database, input: ToolInput, tool: Tool[A], work: Work[A]
) -> Parked | None:
    """Do the work of this tool, unless an earlier attempt has stored its result.

    When the request is not there any more it has no result, and the model that is asked next never
    sees the call. The answer is for the workflow, when its turn should wait for an action.
    """
    async with db.user(input.user_id) as connection:
        turn = await turns.get_current(connection, input.user_id, input.turn_id)
        replied_to = await reply_targets.get_target(connection, input.user_id, turn.reply_to)
    known = turn.step(input.step, input.call_id)
    if known is not None:
        return _parked(known)
    if not _is_wanted(turn, input):
        return None
    about = replied_to.reminder_ids if replied_to else ()
    call = _read_call(turn, input, tool, about)
    result = call if isinstance(call, ToolResult) else await _run(tool, call, work)
    async with db.user(input.user_id) as connection:
        step = _step(input, capped(result))
        return _parked(await turns.insert_step(connection, input.user_id, step))


def _parked(step: Step) -> Parked | None:
    result = ToolResult.model_validate(step.body)
    if not result.wait_s:
        return None
    return Parked(action_id=UUID(result.action_id), wait=timedelta(seconds=result.wait_s))


async def _run[A: BaseModel](tool: Tool[A], call: Call[A], work: Work[A]) -> ToolResult:
    """Its result within its time limit.

    What only reads has failed after that, or after a few attempts. What writes is tried again for
    as long as it takes: how much of it has happened is not known, and once it is done it is done
    once.
    """
    if tool.is_outside and activity.info().attempt > limits.OUTSIDE_ATTEMPTS:
        return ToolResult(status=Status.FAILED, detail="it failed several times")
    try:
        async with asyncio.timeout(tool.time_limit.total_seconds()):
            return await work(call)
    except TimeoutError:
        if tool.policy is not Policy.READ:
            raise
        seconds = tool.time_limit.total_seconds()
        return ToolResult(status=Status.FAILED, detail=f"no result within {seconds:g} s")


def _is_wanted(turn: CurrentTurn, input: ToolInput) -> bool:
    """Whether every message that the model had read is still there; else it is asked anew."""
    thought, open_ids = turn.step(input.step), {str(one.message_id) for one in turn.open}
    if thought is None:
        raise LookupError(f"turn {input.turn_id} has no step {input.step}")
    return open_ids.issuperset(thought.body["read"])


def _read_call[A: BaseModel](
    turn: CurrentTurn, input: ToolInput, tool: Tool[A], about: Sequence[UUID]
) -> Call[A] | ToolResult:
    """A result when the model's arguments make no sense."""
    thought = turn.step(input.step)
    if thought is None:
        raise LookupError(f"turn {input.turn_id} has no step {input.step}")
    wanted = next(call for call in thought.body["calls"] if call["id"] == input.call_id)
    try:
        args = tool.args.model_validate(wanted["args"])
    except ValidationError as error:
        return wrong_arguments(error)
    asked = _asked(turn, getattr(args, "when", None) or "")
    return Call(
        id=uuid5(NAMESPACE_URL, f"panager:{input.turn_id}:{input.step}:{input.call_id}"),
        turn_id=input.turn_id,
        name=wanted["name"],
        args=args,
        person=turn.person,
        language=language_of(asked.text, turn.person.language),
        asked_at=asked.received_at,
        about=about,
        link=carried.link_of(asked.text),
        is_own=thought.body.get("model") == BY_CODE,
    )


def _asked(turn: CurrentTurn, phrase: str) -> messages.Inbound:
    """The message that this call is about: the last with the time phrase, else the last."""
    holding = [message for message in turn.written if phrase and phrase in message.text]
    return (holding or turn.written or turn.open)[-1]


def _step(input: ToolInput, result: ToolResult) -> Step:
    return Step(
        turn_id=input.turn_id,
        number=input.step,
        call_id=input.call_id,
        kind="tool",
        body=result.model_dump(mode="json", exclude_defaults=True),
    )
