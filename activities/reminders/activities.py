"""What a reminder's workflow does to the world: write down its message, record its changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from temporalio import activity

from activities.delivery.ending import deliver_to_mailbox
from activities.reminders import texts
from activities.reminders.firing import Moment, decide
from panager.contracts.channels import traits_of
from panager.contracts.names import Activity
from panager.contracts.reminder import (
    ApplyInput,
    ApplyResult,
    FireInput,
    FireResult,
    LookInput,
    LookResult,
    NagInput,
    NagResult,
    Phase,
    ReminderState,
)
from panager.db import changes, deliveries, occurrences, standings, users
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection, Database
from panager.db.standings import Standing
from panager.db.users import Person

type Clock = Callable[[], datetime]


class ReminderActivities:
    """The database side of `ReminderWorkflow`.

    A workflow may remember something older than the rows, e.g. when Temporal's files were put
    back. So each of these goes by the rows, under a lock, and tells where the reminder stands;
    the workflow believes that from then on.
    """

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
        user_id, reminder_id = input.user_id, input.reminder_id
        async with self._db.user(user_id) as connection:
            standing = await standings.lock_standing(connection, user_id, reminder_id)
            if standing is None or not _is_due(standing.state, input):
                return FireResult(state=None if standing is None else standing.state)
            person = await users.get_person(connection, user_id)
            decided = await self._decided(connection, standing, person, input)
            is_digest = decided.reason == "digest"
            channel = person.channel
            if decided.delivery_id is not None:
                channel = await deliveries.get_channel(connection, user_id, decided.delivery_id)
                if traits_of(channel).is_mailbox and not is_digest:
                    await deliver_to_mailbox(connection, user_id, decided.delivery_id)
                await _end_what_arrived(connection, user_id, decided.delivery_id)
            state = await _state(connection, user_id, reminder_id)
        is_left = state is not None and state.phase is Phase.FIRING
        return FireResult(
            state=state,
            delivery_id=decided.delivery_id if is_left else None,
            channel=channel,
            is_digest=is_digest,
        )

    async def _decided(
        self, connection: Connection, standing: Standing, person: Person, input: FireInput
    ) -> Occurrence:
        """What became of it when it was decided about, be it by an earlier attempt."""
        current = standing.current
        if current is not None and standing.state.phase is Phase.FIRING:
            return current
        if current is not None and current.state in ("delivered", "undeliverable"):
            await occurrences.end_decided(
                connection, input.user_id, input.reminder_id, current.number, state=current.state
            )
            return current
        moment = Moment(
            reminder=standing.reminder,
            person=person,
            number=input.occurrence,
            due_at=input.due_at,
            # The timer has run out, whatever the clock of this machine says.
            now=max(self._clock(), input.held_until or input.due_at),
            running_since=self._running_since,
            held_until=input.held_until,
        )
        return await decide(connection, moment)

    @activity.defn(name=Activity.NAG)
    async def nag(self, input: NagInput) -> NagResult:
        """Write down that the occurrence is said again; once per number."""
        user_id, reminder_id, due = input.user_id, input.reminder_id, input.nag
        async with self._db.user(user_id) as connection:
            standing = await standings.lock_standing(connection, user_id, reminder_id)
            if standing is None or standing.state.nag != due:
                return NagResult(state=None if standing is None else standing.state)
            person = await users.get_person(connection, user_id)
            delivery_id = await deliveries.insert_delivery(
                connection,
                user_id,
                kind="reminder",
                owner_id=reminder_id,
                occurrence=due.occurrence,
                part=due.number,
                channel=person.channel,
                text=texts.nag(standing.reminder),
            )
            channel = await deliveries.get_channel(connection, user_id, delivery_id)
            if traits_of(channel).is_mailbox:
                await deliver_to_mailbox(connection, user_id, delivery_id)
            await _end_what_arrived(connection, user_id, delivery_id)
            state = await _state(connection, user_id, reminder_id)
        is_left = state is not None and state.nag == due
        return NagResult(state=state, delivery_id=delivery_id if is_left else None, channel=channel)

    @activity.defn(name=Activity.APPLY_CHANGE)
    async def apply(self, input: ApplyInput) -> ApplyResult:
        """Make a change true in the rows, if they allow it, before the person is told of it."""
        async with self._db.user(input.user_id) as connection:
            is_accepted = await changes.apply_change(
                connection,
                input.user_id,
                input.reminder_id,
                input.change_id,
                occurrence=input.occurrence,
            )
            state = await _state(connection, input.user_id, input.reminder_id)
        return ApplyResult(is_accepted=is_accepted, state=state)

    @activity.defn(name=Activity.LOOK_AT_REMINDER)
    async def look(self, input: LookInput) -> LookResult:
        """Where it stands."""
        async with self._db.user(input.user_id) as connection:
            state = await _state(connection, input.user_id, input.reminder_id)
        return LookResult(state=state)


def _is_due(state: ReminderState, input: FireInput) -> bool:
    """Whether the workflow waited for what the rows say is next."""
    if state.occurrence != input.occurrence:
        return False
    if state.phase is Phase.FIRING:
        return True
    awaited = state.due_at, state.held_until
    return state.phase is Phase.WAITING and awaited == (input.due_at, input.held_until)


async def _end_what_arrived(connection: Connection, user_id: UUID, delivery_id: UUID) -> None:
    """The rest of an end that was noted only at the message; nothing, if it is still to be sent."""
    ended = await deliveries.get_end(connection, user_id, delivery_id)
    if ended is not None:
        await occurrences.end_delivery(connection, user_id, delivery_id, state=ended)


async def _state(connection: Connection, user_id: UUID, reminder_id: UUID) -> ReminderState | None:
    standing = await standings.get_standing(connection, user_id, reminder_id)
    return None if standing is None else standing.state
