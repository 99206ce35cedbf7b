"""Changes that arrive at the very moment of firing: what was acknowledged is what happens."""

import asyncio
from datetime import timedelta

from activities.reminders.update import Outcome
from fault_injection.making import change, make_all, require_made_before, when_made
from fault_injection.rows import row_of
from fault_injection.stage import Stage, now
from fault_injection.table import Row
from panager.contracts.reminder import Verb
from panager.db.reminders import Reminder

VERBS = (Verb.CANCEL, Verb.EDIT, Verb.SNOOZE)
RATE = 10.0
"""Reminders due a second."""
EDGE_S = (-0.1, 0.2)
"""Changes are sent so long before or after the moment, which takes a while to fire."""
LATER = timedelta(seconds=10)
"""How far an edit or a snooze moves it."""


async def run(stage: Stage, verb: Verb, count: int) -> Row:
    """`count` reminders, each with one change about when it is due."""
    first = await when_made(stage, count)
    made = await make_all(stage, [first + timedelta(seconds=n / RATE) for n in range(count)])
    require_made_before(first)
    outcomes = await asyncio.gather(*(_race(stage, verb, reminder) for reminder in made))
    accepted = outcomes.count(Outcome.ACCEPTED)
    stage.report(f"{verb}: {accepted} of {count} accepted, the rest were too late")
    # Some of what was moved may be due only then, and must not be looked for before.
    await asyncio.sleep((made[-1].due_at + LATER - now()).total_seconds())
    await stage.until_received(_expected(verb, count, accepted))
    notes = [f"{accepted} accepted", f"{count - accepted} too late"]
    if verb is not Verb.SNOOZE and accepted in (0, count):
        notes.append("not at the edge")
    return row_of(stage, f"{count} races: {verb}", since=first, notes=notes)


async def _race(stage: Stage, verb: Verb, reminder: Reminder) -> Outcome:
    moment = reminder.due_at + timedelta(seconds=stage.random.uniform(*EDGE_S))
    await asyncio.sleep((moment - now()).total_seconds())
    due_at = None if verb is Verb.CANCEL else reminder.due_at + LATER
    return await change(stage, reminder, verb, due_at)


def _expected(verb: Verb, count: int, accepted: int) -> int:
    """At least so many messages; a snooze may add one or move one, which the checker knows."""
    return count - accepted if verb is Verb.CANCEL else count
