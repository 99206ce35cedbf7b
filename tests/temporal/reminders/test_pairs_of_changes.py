"""Every pair of changes at once, from two devices; the due moment is one of the changes.

Whatever order the two got, there must have been one: what each caller was told, the row, what the
workflow believes and what came are those of one change after the other.
`--race-rounds 20` does it more often.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from activities.reminders.activities import ReminderActivities
from activities.reminders.update import Outcome, request_change
from panager.contracts.names import reminder_workflow_id
from panager.contracts.reminder import FireInput, Phase, ReminderState, Verb
from panager.db import standings
from panager.db.changes import Change
from panager.db.reminders import Reminder, Terms
from panager.temporal import connect
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.keys import UPDATE_KEY
from testing.people import Someone
from testing.scheduling import change, look_at, occurrences_of, schedule
from tests.support.pairs import FIRE, KINDS, MOVING, PAIRS, Deed, Model, Race

pytestmark = [
    pytest.mark.usefixtures("worker"),
    pytest.mark.slow,
    pytest.mark.timeout(180),
]

SEOUL = ZoneInfo("Asia/Seoul")
NAGGING = Terms(nag_every_s=3600, nag_limit=3)
"""So late that no nag comes; whether one is to come is looked at."""
ONCE = Terms()
COMES = timedelta(seconds=4)
"""So long after the race, at most, is due what it may bring."""


@dataclass(frozen=True)
class Contender:
    """A race that is prepared, with the reminder as both devices saw it."""

    race: Race
    seen: Reminder


@pytest.fixture
def devices(alice: Someone, other_client: Client) -> tuple[Someone, Someone]:
    return alice, Someone(alice.db, other_client, alice.user_id)


@pytest.fixture
async def other_client(temporal_address: str, temporal_client: Client) -> Client:
    return await connect(
        temporal_address, namespace=temporal_client.namespace, update_key=UPDATE_KEY
    )


def race_of(number: int, deeds: tuple[Deed, Deed], moment: datetime) -> Race:
    """Each pair meets another kind of reminder in each round."""
    is_series, nags, base = KINDS[number % len(KINDS)]
    race = Race(deeds=deeds, base=base, is_series=is_series, nags=nags, first_due=moment)
    if base == "paused":
        return replace(race, first_due=moment + timedelta(minutes=30))
    if base == "waiting" and not race.is_at_the_edge:
        return replace(race, first_due=moment + 0.5 * COMES)
    return race


async def prepare(person: Someone, race: Race) -> Contender:
    wall = race.first_due.astimezone(SEOUL).replace(tzinfo=None)
    rule = Recurrence(rrule="FREQ=HOURLY", start=wall) if race.is_series else None
    terms = NAGGING if race.nags else ONCE
    made = await schedule(person, race.first_due, recurrence=rule, terms=terms)
    if race.base == "paused":
        assert await change(person, made, Verb.PAUSE) is Outcome.ACCEPTED
    if race.base == "delivered":
        await assert_eventually(lambda: came_once(person, made), timeout_s=30)
    return Contender(race, await look_at(person, made))


async def came_once(person: Someone, reminder: Reminder) -> bool:
    return [each.state for each in await occurrences_of(person, reminder)] == ["delivered"]


@dataclass(frozen=True)
class Bout:
    """Two devices and what they want at the same moment."""

    devices: tuple[Someone, Someone]
    contender: Contender
    asked: tuple[datetime, datetime]
    random: Random

    async def both(self, moment: datetime) -> tuple[bool, bool]:
        """Whether each was told as done."""
        spread = 0.3 if self.contender.race.is_at_the_edge else 0.02
        first, second = (
            moment + timedelta(seconds=self.random.uniform(0, spread)) for _ in range(2)
        )
        told = await asyncio.gather(self._do(0, first), self._do(1, second))
        return told[0], told[1]

    async def _do(self, which: int, at: datetime) -> bool:
        race, deed = self.contender.race, self.contender.race.deeds[which]
        await asyncio.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
        if deed != FIRE:
            return await self._ask(which, Verb(deed))
        if not race.is_at_the_edge or race.deeds == (FIRE, FIRE):
            await self._fire_as_an_old_run_would()
        return True

    async def _ask(self, which: int, verb: Verb) -> bool:
        person = self.devices[which]
        due_at = self.asked[which] if verb in MOVING else None
        wanted = Change(change_id=uuid4(), verb=verb, reminder=self.contender.seen, due_at=due_at)
        return await request_change(person.db, person.client, wanted) is Outcome.ACCEPTED

    async def _fire_as_an_old_run_would(self) -> None:
        person, seen = self.devices[0], self.contender.seen
        await ReminderActivities(person.db, running_since=seen.created_at).fire(
            FireInput(
                user_id=person.user_id,
                reminder_id=seen.reminder_id,
                occurrence=1,
                due_at=self.contender.race.first_due,
            )
        )


async def standing_of(person: Someone, reminder: Reminder) -> ReminderState:
    async with person.db.user(person.user_id) as connection:
        found = await standings.get_standing(connection, person.user_id, reminder.reminder_id)
    assert found is not None
    return found.state


async def observe(person: Someone, reminder: Reminder) -> Model:
    """The row, what came, and that each of it was one message."""
    state, occurrences = await standing_of(person, reminder), await occurrences_of(person, reminder)
    came = tuple((o.number, o.due_at) for o in occurrences if o.state == "delivered")
    messages = [
        item
        for item in await person.received("reminder")
        if item.reminder_id == reminder.reminder_id
    ]
    assert len(messages) == len(came)
    assert all(item.at >= due_at for item, (_, due_at) in zip(messages, came, strict=True))
    return Model(
        phase=state.phase,
        due_at=state.due_at,
        occurrence=state.occurrence,
        nags=None if state.nag is None else state.nag.occurrence,
        came=came,
    )


async def believes_the_row(person: Someone, reminder: Reminder) -> bool:
    """Its workflow, or that there is none any more where nothing is to come."""
    state = await standing_of(person, reminder)
    handle = person.client.get_workflow_handle(reminder_workflow_id(reminder.reminder_id))
    is_running = (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    if not is_running or not state.is_open:
        return is_running == state.is_open
    try:
        believed: ReminderState = await handle.query("get", result_type=ReminderState)
    except RPCError:  # not before its first task: then it has what it was started with
        return state.phase is Phase.WAITING
    return believed == state


async def is_settled(person: Someone, reminder: Reminder, until: datetime) -> bool:
    state = await standing_of(person, reminder)
    is_due = state.phase is Phase.WAITING and state.due_at <= until
    return not is_due and await believes_the_row(person, reminder)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "round_number" in metafunc.fixturenames:
        rounds = metafunc.config.getoption("--race-rounds")
        metafunc.parametrize("round_number", range(rounds))


async def test_all_pairs(devices: tuple[Someone, Someone], round_number: int) -> None:
    alice, began = devices[0], datetime.now(UTC).replace(microsecond=0)
    numbered = [(5 * number + round_number, deeds) for number, deeds in enumerate(PAIRS)]
    earlier = [race for race in (race_of(*each, began) for each in numbered) if is_earlier(race)]
    contenders = await asyncio.gather(*(prepare(alice, race) for race in earlier))
    # The others are due soon and take no longer to make.
    now = datetime.now(UTC).replace(microsecond=0)
    moment = now + timedelta(seconds=3) + (now - began)
    soon = [race for race in (race_of(*each, moment) for each in numbered) if not is_earlier(race)]
    contenders += await asyncio.gather(*(prepare(alice, race) for race in soon))
    assert datetime.now(UTC) < moment, "too slow to be at the edge"

    asked, until = (moment + 0.6 * COMES, moment + 0.8 * COMES), moment + COMES
    bouts = [Bout(devices, each, asked, Random(round_number)) for each in contenders]
    told = await asyncio.gather(*(bout.both(moment) for bout in bouts))

    await assert_eventually(lambda: datetime.now(UTC) > until, timeout_s=20)
    for contender, answers in zip(contenders, told, strict=True):
        race, seen = contender.race, contender.seen
        await assert_eventually(partial(is_settled, alice, seen, until), timeout_s=30)
        found, possible = (await observe(alice, seen), answers), race.outcomes(asked, until=until)
        assert found in (orders := list(possible)), f"{race}\nfound {found}\nnone of {orders}"


def is_earlier(race: Race) -> bool:
    """Whether its due moment is over or does not count."""
    return race.base != "waiting"
