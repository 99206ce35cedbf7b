"""A tool that opens a door once its person has agreed, and a worker that has it.

It takes the place of the calculator: `wait`, `wait 2` (seconds) or `later` is who hears of the
outcome; with `stuck` it cannot be opened, with `soon` the card expires at once.
"""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from activities.actions.action_kind import EditProblem
from activities.actions.localizer import Localizer
from activities.actions.park import park
from activities.alarm import Alarm
from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.interceptor import ErrorsAndLogContext
from activities.tools.declared_tools import CALCULATE
from panager.contracts import limits
from panager.contracts.action import OutcomeTo, Parked
from panager.contracts.chat import ToolInput
from panager.contracts.names import Queue, tool_activity
from panager.db.actions.actions import Action, Args
from panager.db.effects import Compensation
from panager.db.pool import Database, open_database
from panager.features.actions import Actions
from panager.features.channels import Channels
from panager.features.conversation import Conversation
from panager.llm.providers.chain import ModelChain
from panager.llm.tools import Calculate
from panager.llm.transcript import is_event
from panager.replies.results import Status, ToolResult
from panager.temporal import connect
from panager.worker.compose import make_parts
from panager.worker.sandbox import workflow_runner
from testing.keys import UPDATE_KEY
from testing.models import ScriptedModel

PARKED = "Please answer the card first."
OPENED = "The door is open."


class OpenLater:
    """Its outcome starts a new turn."""

    tool: ClassVar[str] = "open_later"
    outcome_to: ClassVar[OutcomeTo] = OutcomeTo.NEW_TURN
    doing: ClassVar[re.Pattern[str]] = re.compile("open")

    def __init__(self, db: Database, client: Client) -> None: ...

    def title(self, args: Args, localizer: Localizer) -> str:
        return "open the door"

    def card(self, args: Args, localizer: Localizer) -> str:
        return "Shall I open the door?"

    def edit(self, args: Args, wish: str) -> Args | EditProblem:
        return EditProblem.UNCLEAR

    async def execute(self, action: Action, localizer: Localizer) -> ToolResult:
        stuck = "stuck" in action.args["how"]
        return ToolResult(status=Status.FAILED if stuck else Status.CARRIED_OUT)

    def outcome(self, args: Args, result: ToolResult, localizer: Localizer) -> str:
        return OPENED

    def compensation(self, action: Action, result: ToolResult) -> Compensation | None:
        return None


class OpenNow(OpenLater):
    """The turn waits for its outcome."""

    tool: ClassVar[str] = "open_now"
    outcome_to: ClassVar[OutcomeTo] = OutcomeTo.WAITING_TURN


KINDS = (OpenLater, OpenNow)


class DoorTool:
    def __init__(self, db: Database, client: Client) -> None:
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("calculate"))
    async def open(self, input: ToolInput) -> Parked | None:
        return await run_tool(self._db, input, CALCULATE, self._open)

    async def _open(self, call: Call[Calculate]) -> ToolResult:
        how = call.args.expression
        kind = OpenNow if "wait" in how else OpenLater
        seconds = re.findall(r"\d+", how)
        async with self._db.user(call.person.user_id) as connection:
            return await park(
                connection,
                call,
                kind(self._db, self._client),
                {"how": how},
                wait=timedelta(seconds=int(seconds[0])) if seconds else limits.PARKED_WAIT,
                expires_after=timedelta(seconds=1 if "soon" in how else 600),
            )


def script(messages: list[BaseMessage]) -> AIMessage:
    """Asks for the door when told how, and repeats what it read last."""
    last, said = messages[-1], messages[-1].text
    if isinstance(last, ToolMessage):
        return AIMessage(PARKED)
    if is_event(last):
        return AIMessage(f"Read: {said.splitlines()[-2]}")
    if isinstance(last, HumanMessage) and re.match("wait|later", said):
        call = {"name": "calculate", "args": {"expression": said}, "id": "1"}
        return AIMessage("", tool_calls=[call])
    return AIMessage(f"You said {said}")


@asynccontextmanager
async def working(client: Client, db: Database) -> AsyncIterator[ScriptedModel]:
    """A worker for conversations whose tool is the door."""
    model = ScriptedModel(script=script)
    parts = replace(
        make_parts(client, db, ModelChain.of(model)),
        tools={CALCULATE.name: CALCULATE},
        action_kinds=KINDS,
    )
    features = Conversation(), Actions(), Channels()
    async with Worker(
        client,
        task_queue=Queue.CHAT,
        workflows=[one for feature in features for one in feature.workflows().get(Queue.CHAT, [])],
        activities=[
            DoorTool(db, client).open,
            *(one for feature in features for one in feature.activities(parts)[Queue.CHAT]),
        ],
        interceptors=[ErrorsAndLogContext(Alarm(None))],
        workflow_runner=workflow_runner(isolated=True),
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
    ):
        yield model


async def main(address: str, namespace: str, url: str) -> None:
    """A process of its own, to be killed; it says so when it works."""
    client = await connect(address, namespace=namespace, update_key=UPDATE_KEY)
    async with open_database(url) as db, working(client, db):
        sys.stdout.write("working\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
