"""The model call of a turn."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from temporalio import activity

from activities.conversation import read_exchanges
from activities.evidence import touched_reminders
from activities.heartbeat import heartbeating
from panager.contracts.chat import Next, ThinkInput, ThinkResult, ToolCall
from panager.contracts.names import Activity
from panager.db import turns
from panager.db.pool import Database
from panager.db.turns import CurrentTurn, Step
from panager.llm import transcript
from panager.llm.promises import promises_reminder
from panager.llm.results import Status, ToolResult
from panager.llm.tools import TOOLS, tool_schemas
from panager.llm.transcript import Exchange

DRAFT_EVERY_S = 0.4


class AgentActivities:
    """Asks the model for the next step and stores it; never commits an answer."""

    def __init__(self, db: Database, model: BaseChatModel) -> None:
        """Any LangChain chat model that can call tools."""
        self._db = db
        self._model = model.bind_tools(tool_schemas())

    @activity.defn(name=Activity.THINK)
    async def think(self, input: ThinkInput) -> ThinkResult:
        """One model call over everything that waits for an answer; streams the draft."""
        async with heartbeating():
            async with self._db.user(input.user_id) as connection:
                turn = await turns.get_current(connection, input.user_id, input.turn_id)
                if not turn.open:
                    return ThinkResult(next=Next.IDLE)
                exchanges = await read_exchanges(connection, input.user_id, turn)
            # An earlier attempt may have stored this very step: no tokens burn twice.
            step = turn.step(input.step) or await self._ask(input, turn, exchanges)
        calls = tuple(
            ToolCall(call_id=call["id"], name=call["name"])
            for call in step.body["calls"]
            if call["name"] in TOOLS
        )
        return ThinkResult(next=Next.TOOLS if step.body["calls"] else Next.REPLY, calls=calls)

    async def _ask(
        self, input: ThinkInput, turn: CurrentTurn, exchanges: Sequence[Exchange]
    ) -> Step:
        message = await self._stream(input, turn, exchanges)
        calls: list[dict[str, Any]] = [
            {"id": call["id"] or f"call_{n}", "name": call["name"], "args": call["args"]}
            for n, call in enumerate(message.tool_calls)
        ]
        body: dict[str, Any] = {
            "text": message.text,
            "calls": calls,
            "read_upto": max(message.seq for message in turn.open),
        }
        thought = Step(
            turn_id=input.turn_id, number=input.step, call_id="", kind="think", body=body
        )
        async with self._db.user(input.user_id) as connection:
            for call in calls:
                if call["name"] not in TOOLS:
                    await turns.insert_step(connection, input.user_id, _refusal(input, call["id"]))
            return await turns.insert_step(connection, input.user_id, thought)

    async def _stream(
        self, input: ThinkInput, turn: CurrentTurn, exchanges: Sequence[Exchange]
    ) -> AIMessageChunk:
        messages = transcript.build(
            exchanges,
            now=datetime.now(UTC),
            zone=turn.person.zone,
            language=turn.person.language,
        )
        has_evidence = bool(touched_reminders(turn.results))
        whole, shown_at = AIMessageChunk(content=""), time.monotonic()
        async for chunk in self._model.astream(messages):
            if not isinstance(chunk, AIMessageChunk):
                continue
            whole += chunk
            due = time.monotonic() - shown_at >= DRAFT_EVERY_S
            if due and whole.text and (has_evidence or not promises_reminder(whole.text)):
                await self._show(input, whole.text)
                shown_at = time.monotonic()
        return whole

    async def _show(self, input: ThinkInput, text: str) -> None:
        async with self._db.user(input.user_id) as connection:
            await turns.update_draft(
                connection, input.user_id, input.turn_id, step=input.step, text=text
            )


def _refusal(input: ThinkInput, call_id: str) -> Step:
    """The model called a tool that does not exist; it may see that and do better."""
    return Step(
        turn_id=input.turn_id,
        number=input.step,
        call_id=call_id,
        kind="tool",
        body=ToolResult(status=Status.FAILED).model_dump(mode="json"),
    )
