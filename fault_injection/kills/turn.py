"""The turn under test: three model calls, four tools; what must come of it, and what came."""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError

from panager.contracts.names import chat_workflow_id, reminder_workflow_id
from testing.eventually import assert_eventually
from testing.fake_openai import Call, FakeOpenAI, Request, Says
from testing.people import Someone

ZONE = ZoneInfo("Asia/Seoul")
WORDS = (
    "Remind me to call mom tomorrow at 3pm and to water the plants tomorrow at 4pm."
    " No, change the first one to tomorrow at 5pm."
)
STEPS = (
    (
        Call("create_reminder", {"text": "call mom", "when": "tomorrow at 3pm"}),
        Call("list_reminders"),
    ),
    (
        Call("create_reminder", {"text": "water the plants", "when": "tomorrow at 4pm"}),
        Call("change_reminder", {"which": "call mom", "when": "tomorrow at 5pm"}),
    ),
)
MODEL_CALLS, TOOLS = 3, 4
REMINDERS = [("call mom", "17:00", "scheduled"), ("water the plants", "16:00", "scheduled")]
ANSWER = "Done: mom tomorrow at 5pm, the plants tomorrow at 4pm."
PATIENCE_S = 120.0
"""How long an answer is waited for before it counts as lost."""


class Fault(StrEnum):
    """What can be wrong afterwards."""

    LOST = "lost"
    DOUBLED = "doubled"
    EFFECT = "tool effects wrong"
    STEPS = "steps wrong"
    BURNT = "model calls too many"
    STUCK = "stuck"


def script(request: Request) -> Says:
    """What the model says; it follows from what it is shown alone."""
    done = len(request.results_since_said)
    step = done // len(STEPS[0])
    if step == len(STEPS):
        return Says(ANSWER)
    calls = [Call(call.name, call.args) for call in STEPS[step]]
    return Says(calls=tuple(calls))


def words(key: str) -> str:
    """What the person writes, so that the model server knows whose turn it is."""
    return f"{WORDS} [{key}]"


async def judge(
    someone: Someone, key: str, openai: FakeOpenAI, *, was_killed: Callable[[], bool]
) -> list[Fault]:
    """Everything that is wrong with the turn of this message, once it is over.

    A model call that died with its process is made again, and no other.
    """
    try:
        await assert_eventually(lambda: _is_over(someone), timeout_s=PATIENCE_S)
    except AssertionError:
        return [Fault.STUCK if await someone.received("reply") else Fault.LOST]
    calls = sum(key in request.last_said for request in openai.requests)
    wrong = {
        Fault.LOST: not await _answers(someone),
        Fault.DOUBLED: not await _is_answered_at_most_once(someone),
        Fault.EFFECT: not await _has_each_effect_once(someone),
        Fault.STEPS: not await _has_each_step_once(someone, was_killed=was_killed()),
        Fault.BURNT: calls > MODEL_CALLS + was_killed(),
    }
    return [fault for fault, is_so in wrong.items() if is_so]


async def _is_over(someone: Someone) -> bool:
    replies = await someone.received("reply")
    return bool(replies) and not await _runs(someone, chat_workflow_id(someone.user_id))


async def _runs(someone: Someone, workflow_id: str) -> bool:
    try:
        described = await someone.client.get_workflow_handle(workflow_id).describe()
    except RPCError:
        return False
    return described.status is WorkflowExecutionStatus.RUNNING


async def _answers(someone: Someone) -> Counter[UUID]:
    replies = await someone.received("reply")
    return Counter(answered for reply in replies for answered in reply.answers)


async def _is_answered_at_most_once(someone: Someone) -> bool:
    """In the conversation that people see, and in what was sent."""
    items = await someone.conversation()
    said = [item.text for item in items if item.direction == "out"]
    rows = await _fetch(someone, "SELECT kind, state FROM deliveries")
    # Code lists below the answer what the turn has changed.
    is_one = len(said) == 1 and said[0].startswith(ANSWER)
    once = is_one and rows == [("reply", "delivered")]
    return once and set((await _answers(someone)).values()) == {1}


async def _has_each_effect_once(someone: Someone) -> bool:
    found = await someone.reminders()
    told = sorted((one.text, f"{one.due_at.astimezone(ZONE):%H:%M}", one.state) for one in found)
    running = [await _runs(someone, reminder_workflow_id(one.reminder_id)) for one in found]
    changes = await _fetch(someone, "SELECT verb, applied_at IS NOT NULL FROM reminder_changes")
    return told == REMINDERS and all(running) and changes == [("edit", True)]


async def _has_each_step_once(someone: Someone, *, was_killed: bool) -> bool:
    """A call that was interrupted just when it was stored is left out, and made anew."""
    kinds = Counter(kind for (kind,) in await _fetch(someone, "SELECT kind FROM steps"))
    turns = await _fetch(someone, "SELECT state FROM turns")
    thoughts = range(MODEL_CALLS, MODEL_CALLS + was_killed + 1)
    return kinds["think"] in thoughts and kinds["tool"] == TOOLS and turns == [("answered",)]


async def _fetch(someone: Someone, query: str) -> list[tuple[object, ...]]:
    async with someone.db.user(someone.user_id) as connection:
        return [tuple(row.values()) for row in await connection.fetch(query)]
