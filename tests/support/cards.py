"""Cards that wait for a person: showing, reading and answering them without a channel."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from activities.actions.action_kind import EditProblem
from activities.actions.revise import change_action
from activities.actions.start import start_action
from activities.actions.tools import ActionTools
from activities.actions.updates import Answered, request_decision
from activities.calls.call import Call
from panager.contracts import limits
from panager.contracts.action import Verdict
from panager.db import users
from panager.db.actions import actions
from panager.db.actions.actions import Action
from panager.db.conversation.messages import Item
from panager.llm.tools import CancelAllReminders
from panager.replies.results import ToolResult
from testing.eventually import assert_eventually
from testing.people import Someone


async def propose(
    person: Someone, *, expires_after: timedelta = limits.ACTION_EXPIRY, call_id: UUID | None = None
) -> ToolResult:
    """What the tool does when a model calls it, and the end of its turn then."""
    tools = ActionTools(person.db, expires_after=expires_after)
    async with person.db.user(person.user_id) as connection:
        who = await users.get_person(connection, person.user_id)
    call = Call(
        id=call_id or uuid4(),
        turn_id=uuid4(),
        name="cancel_all_reminders",
        args=CancelAllReminders(),
        person=who,
        language=who.language,
        asked_at=datetime.now(UTC),
    )
    result = await tools.cancel_all(call)
    for action in await all_actions(person):
        if action.turn_id == call.turn_id:
            await start_action(person.client, action)
    return result


async def all_actions(person: Someone) -> list[Action]:
    """Newest first."""
    async with person.db.user(person.user_id) as connection:
        return await actions.list_actions(connection, person.user_id, is_waiting=False, limit=100)


async def the_action(person: Someone) -> Action:
    """The only one."""
    [action] = await all_actions(person)
    return action


async def wait_for(person: Someone, kind: str, count: int = 1) -> list[Item]:
    """Cards or outcomes, once so many have arrived."""

    async def came() -> bool:
        return len(await person.received(kind)) >= count

    await assert_eventually(came, timeout_s=20)
    return await person.received(kind)


async def press(
    person: Someone, verdict: Verdict, *, revision: int = 1, decision_id: UUID | None = None
) -> Answered:
    """Decide about the only action."""
    return await request_decision(
        person.db,
        person.client,
        await the_action(person),
        verdict,
        revision=revision,
        decision_id=decision_id or uuid4(),
    )


async def edit(person: Someone, wish: str, *, revision: int = 1) -> Answered | EditProblem:
    """Change the card of the only action."""
    async with person.db.user(person.user_id) as connection:
        who = await users.get_person(connection, person.user_id)
    return await change_action(
        person.db,
        person.client,
        await the_action(person),
        who,
        wish,
        revision=revision,
        edit_id=uuid4(),
    )
