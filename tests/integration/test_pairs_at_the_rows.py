"""Every pair of changes at once, on two connections and without a workflow that puts them in order.

As when a second run of a workflow, or none, is left: the lock of the row alone gives the order.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from activities.reminders.activities import ReminderActivities
from panager.contracts.reminder import ApplyInput, FireInput, ReminderState, Verb
from panager.db import changes, occurrences, reminders, standings, users
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder, Terms
from panager.when import Recurrence
from tests.support.pairs import FIRE, KINDS, MOVING, PAIRS, Base, Model, Race

NOW = datetime.now(UTC).replace(microsecond=0)
ASKED = NOW + timedelta(minutes=5), NOW + timedelta(minutes=7)


@dataclass(frozen=True)
class Rows:
    """One person's reminders, and what a workflow would do to them."""

    db: Database
    user_id: UUID
    activities: ReminderActivities

    async def make(self, race: Race) -> Reminder:
        async with self.db.user(self.user_id) as connection:
            made = await reminders.insert_reminder(
                connection,
                self.user_id,
                reminder_id=uuid4(),
                text="water",
                due_at=race.first_due,
                zone="UTC",
                language="en",
                recurrence=Recurrence(rrule="FREQ=HOURLY", start=NOW.replace(tzinfo=None))
                if race.is_series
                else None,
                terms=Terms(nag_every_s=3600, nag_limit=3) if race.nags else Terms(),
            )
        if race.base == "paused":
            assert await self.change(made, Verb.PAUSE)
        if race.base == "delivered":
            await self.fire(made)
        async with self.db.user(self.user_id) as connection:
            seen = await reminders.get_reminder(connection, self.user_id, made.reminder_id)
        assert seen is not None
        return seen

    async def do(self, race: Race, seen: Reminder, which: int) -> bool:
        deed = race.deeds[which]
        if deed == FIRE:
            await self.fire(seen)
            return True
        return await self.change(seen, Verb(deed), ASKED[which])

    async def fire(self, seen: Reminder) -> None:
        due = FireInput(
            user_id=self.user_id,
            reminder_id=seen.reminder_id,
            occurrence=seen.occurrence,
            due_at=seen.due_at,
        )
        await self.activities.fire(due)

    async def change(self, seen: Reminder, verb: Verb, due_at: datetime | None = None) -> bool:
        asked = Change(
            change_id=uuid4(),
            verb=verb,
            reminder=seen,
            due_at=due_at if verb in MOVING else None,
        )
        async with self.db.user(self.user_id) as connection:
            await changes.insert_change(connection, asked)
        applied = await self.activities.apply(
            ApplyInput(
                user_id=self.user_id,
                reminder_id=seen.reminder_id,
                change_id=asked.change_id,
                occurrence=seen.occurrence if verb is Verb.SKIP else None,
            )
        )
        return applied.is_accepted

    async def look(self, seen: Reminder) -> Model:
        async with self.db.user(self.user_id) as connection:
            standing = await standings.get_standing(connection, self.user_id, seen.reminder_id)
            found = await occurrences.list_occurrences(
                connection, self.user_id, seen.reminder_id, limit=100
            )
        assert standing is not None
        return model_of(standing.state, [o for o in found if o.state == "delivered"])


def model_of(state: ReminderState, came: list[occurrences.Occurrence]) -> Model:
    return Model(
        phase=state.phase,
        due_at=state.due_at,
        occurrence=state.occurrence,
        nags=None if state.nag is None else state.nag.occurrence,
        came=tuple((each.number, each.due_at) for each in came),
    )


@pytest.fixture
async def rows(database: Database) -> Rows:
    user_id = await users.ensure_user(
        database, channel="local", channel_user_id="alice", language="en", zone="UTC"
    )
    return Rows(database, user_id, ReminderActivities(database, running_since=NOW))


@pytest.mark.parametrize(("is_series", "nags", "base"), KINDS)
async def test_all_pairs_get_one_order(rows: Rows, is_series: bool, nags: bool, base: Base) -> None:
    for deeds in PAIRS:
        race = Race(
            deeds=deeds,
            base=base,
            is_series=is_series,
            nags=nags,
            first_due=NOW,
            passes=False,
        )
        seen = await rows.make(race)

        told = await asyncio.gather(rows.do(race, seen, 0), rows.do(race, seen, 1))

        found = await rows.look(seen), (told[0], told[1])
        possible = list(race.outcomes(ASKED, until=NOW))
        assert found in possible, f"{race}\nfound {found}\nnone of {possible}"
