"""What a reminder's workflow does to the world: write down its message, record its changes."""

from collections.abc import Callable
from datetime import UTC, datetime

from temporalio import activity

from activities import reminder_words
from activities.delivery import deliver_locally
from activities.firing import Moment, decide
from panager.contracts.delivery import Channel
from panager.contracts.names import Activity
from panager.contracts.reminder import (
    ApplyInput,
    FireInput,
    FireResult,
    NagInput,
    NagResult,
    Phase,
)
from panager.db import changes, deliveries, occurrences, reminders, users
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection, Database
from panager.db.reminders import Reminder
from panager.db.users import Person

ROW_STATE = {
    Phase.WAITING: "scheduled",
    Phase.PAUSED: "paused",
    Phase.DELIVERED: "delivered",
    Phase.CANCELLED: "cancelled",
}
"""A change leaves the row in one of these; FIRING is over before a change can be applied."""
CLOSED = "cancelled", "paused"
"""Nothing is sent for such a row, whatever run fires: one that reconciling has started may have
been overtaken by a change."""


type Clock = Callable[[], datetime]


class ReminderActivities:
    """The database side of `ReminderWorkflow`."""

    def __init__(
        self, db: Database, *, running_since: datetime, clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        """`running_since` tells a reminder that is late because nothing ran from a slow one."""
        self._db = db
        self._running_since = running_since
        self._clock = clock

    @activity.defn(name=Activity.FIRE_REMINDER)
    async def fire(self, input: FireInput) -> FireResult:
        """Decide about the occurrence and write down its message; once, whatever is retried."""
        now = self._clock()
        async with self._db.user(input.user_id) as connection:
            reminder = await _get(connection, input)
            known = await occurrences.get_occurrence(
                connection, input.user_id, input.reminder_id, input.occurrence
            )
            if known is None and reminder.state in CLOSED:
                return FireResult()
            person = await users.get_person(connection, input.user_id)
            if known is None or _is_over(known, input, now):
                moment = Moment(
                    reminder=reminder,
                    person=person,
                    number=input.occurrence,
                    due_at=input.due_at,
                    now=now,
                    running_since=self._running_since,
                    held_until=None if known is None else known.held_until,
                )
                known = await decide(connection, moment)
            fired = _result(reminder, person, known)
            if fired.delivery_id is not None and fired.is_delivered:
                await deliver_locally(connection, input.user_id, fired.delivery_id)
        return fired

    @activity.defn(name=Activity.NAG)
    async def nag(self, input: NagInput) -> NagResult:
        """Write down that the occurrence is said again; once per number."""
        async with self._db.user(input.user_id) as connection:
            reminder = await _get(connection, input)
            person = await users.get_person(connection, input.user_id)
            delivery_id = await deliveries.insert_delivery(
                connection,
                input.user_id,
                kind="reminder",
                owner_id=input.reminder_id,
                occurrence=input.occurrence,
                part=input.number,
                channel=person.channel,
                text=reminder_words.nag(reminder),
            )
        return NagResult(delivery_id=delivery_id, channel=person.channel)

    @activity.defn(name=Activity.APPLY_CHANGE)
    async def apply(self, input: ApplyInput) -> None:
        """Make an accepted change true in the row, before the person is told of it."""
        async with self._db.user(input.user_id) as connection:
            await changes.apply_change(
                connection,
                input.user_id,
                input.change_id,
                state=ROW_STATE[input.phase],
                occurrence=input.occurrence,
            )


async def _get(connection: Connection, input: FireInput | NagInput) -> Reminder:
    reminder = await reminders.get_reminder(connection, input.user_id, input.reminder_id)
    if reminder is None:
        raise LookupError(f"no reminder {input.reminder_id}")
    return reminder


def _is_over(known: Occurrence, input: FireInput, now: datetime) -> bool:
    """Whether it was held, and that is over or it was moved meanwhile."""
    return known.held_until is not None and (
        known.state == "held" and (now >= known.held_until or known.due_at != input.due_at)
    )


def _result(reminder: Reminder, person: Person, decided: Occurrence) -> FireResult:
    is_sent, is_digest = decided.delivery_id is not None, decided.reason == "digest"
    return FireResult(
        delivery_id=decided.delivery_id,
        channel=person.channel,
        held_until=decided.held_until if decided.state == "held" else None,
        is_digest=is_digest,
        is_delivered=is_sent and not is_digest and person.channel is Channel.LOCAL,
        next_due_at=decided.next_due_at,
        next_occurrence=decided.next_number,
        nag_every=reminder.terms.nag_every if is_sent else None,
        nag_limit=reminder.terms.nag_limit,
    )
