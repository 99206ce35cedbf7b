"""The model call of a turn."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from temporalio import activity

from activities.conversation import read_exchanges
from activities.drafts import Drafts
from activities.evidence import touched_reminders
from activities.heartbeat import heartbeating
from activities.stopping import is_stopped
from panager.contracts.chat import Next, ThinkInput, ThinkResult, ToolCall
from panager.contracts.names import Activity
from panager.db import turns
from panager.db.pool import Database
from panager.db.turns import CurrentTurn, Step
from panager.db.users import Person
from panager.llm import transcript
from panager.llm.promises import promises_reminder
from panager.llm.results import Status, ToolResult
from panager.llm.tools import TOOLS, tool_schemas
from panager.llm.transcript import Exchange


class AgentActivities:
    """Asks the model for the next step and stores it; never commits an answer."""

    def __init__(self, db: Database, model: BaseChatModel, drafts: Drafts) -> None:
        """Any LangChain chat model that can call tools."""
        self._db = db
        self._drafts = drafts
        self._model = model.bind_tools(tool_schemas())

    @activity.defn(name=Activity.THINK)
    async def think(self, input: ThinkInput) -> ThinkResult:
        """One model call over everything that waits for an answer; streams the draft."""
        async with heartbeating():
            turn, exchanges = await self._read(input)
            if not turn.open:
                await self._drafts.withdraw(input, turn.person.channel)
                return ThinkResult(next=Next.IDLE)
            if input.is_stopped or is_stopped(turn):
                await self._drafts.settle(input, turn.person.channel)
                return ThinkResult(next=Next.STOP)
            # An earlier attempt may have stored this very step: no tokens burn twice.
            step = turn.step(input.step) or await self._ask(input, turn, exchanges)
        calls = tuple(
            ToolCall(call_id=call["id"], name=call["name"])
            for call in step.body["calls"]
            if call["name"] in TOOLS
        )
        return ThinkResult(next=Next.TOOLS if step.body["calls"] else Next.REPLY, calls=calls)

    async def _read(self, input: ThinkInput) -> tuple[CurrentTurn, list[Exchange]]:
        async with self._db.user(input.user_id) as connection:
            turn = await turns.get_current(connection, input.user_id, input.turn_id)
            if not turn.open:
                return turn, []
            return turn, await read_exchanges(connection, input.user_id, turn)

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
        messages = transcript.build(exchanges, _setting(turn.person))
        has_evidence = bool(touched_reminders(turn.results))
        whole = AIMessageChunk(content="")
        async with self._drafts.opened(input, turn.person.channel) as draft:
            async for chunk in self._model.astream(messages):
                if not isinstance(chunk, AIMessageChunk):
                    continue
                whole += chunk
                is_honest = has_evidence or not promises_reminder(whole.text)
                if whole.text and is_honest and not turn.has_notice and draft.is_due():
                    await draft.show(whole.text)
        return whole


def _setting(person: Person) -> transcript.Setting:
    return transcript.Setting(
        now=datetime.now(UTC),
        zone=person.zone,
        zone_confirmed=person.zone_confirmed_at is not None,
        language=person.language,
        name=person.persona_name,
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
