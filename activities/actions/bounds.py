"""What a turn may do without its person's yes: the one place where every change passes.

Whatever reduces or changes what was promised counts, be it by a reminder or by a setting, and so
does what is taken back. More than `limits` allow, or something far-reaching, goes onto one card
that shows exactly what would be done. What a person has typed or pressed themselves is no model's
doing, so it is not counted.
"""

from datetime import datetime, time, timedelta

from activities.actions.propose import is_proposed, propose_deed
from activities.calls.call import Call
from activities.changes.compensations import COMPENSATION, ChangeReminder
from activities.changes.planned_changes import ChangeDeed, Deed, MakeDeed, SetDeed, touches
from panager.contracts import limits
from panager.contracts.reminder import Verb
from panager.db import effects
from panager.db.pool import Connection
from panager.replies.results import ToolResult


async def take(connection: Connection, call: Call, deed: Deed) -> ToolResult | None:
    """None: do it now; how it is taken back is written down, because nobody knows it afterwards.

    A result: the deed is on the card of the turn, and nothing is to be done.
    """
    user_id = call.person.user_id
    # The calls of one step run at once, and each would find room for one more.
    await effects.lock(connection, user_id)
    if not call.is_own and not await _is_within(connection, call, deed):
        return await propose_deed(connection, call, deed)
    await effects.insert_effect(
        connection,
        user_id,
        effect_id=call.id,
        turn_id=call.turn_id,
        tool=call.name,
        compensation=deed.compensation.model_dump(mode="json"),
        touches=touches(deed),
    )
    return None


async def may_take_back(connection: Connection, call: Call, reaches: int) -> bool:
    """Whether this undo may bear upon so many reminders."""
    if call.is_own:
        return True
    user_id = call.person.user_id
    done = await effects.extent_of(connection, user_id, call.turn_id, without=call.id)
    return done.changed + reaches <= limits.MOST_CHANGES


async def _is_within(connection: Connection, call: Call, deed: Deed) -> bool:
    user_id = call.person.user_id
    if await effects.get_effect(connection, user_id, call.id) is not None:
        return True  # an earlier attempt has begun it
    if await is_proposed(connection, call):
        return False
    done = await effects.extent_of(connection, user_id, call.turn_id, without=call.id)
    match deed:
        case MakeDeed():
            return done.made < limits.MOST_NEW
        case ChangeDeed():
            is_far = await _is_far(connection, call, deed)
        case SetDeed():
            is_far = _quiet_for(deed) > limits.LONGEST_QUIET
    return not is_far and done.changed + touches(deed) <= limits.MOST_CHANGES


async def _is_far(connection: Connection, call: Call, deed: ChangeDeed) -> bool:
    """Whether it comes much later than it would have come before this turn."""
    if deed.due_at is None or deed.verb is Verb.RESUME:
        return False
    before = await _before_turn(connection, call, deed)
    if deed.verb is Verb.SKIP and deed.paused_until is None and before is None:
        return False  # one occurrence of a series that comes rarely
    return deed.due_at > max(before or deed.before.due_at, call.asked_at) + limits.FAR


async def _before_turn(connection: Connection, call: Call, deed: ChangeDeed) -> datetime | None:
    """When the reminder was due before an earlier call of this turn has changed it."""
    for effect in await effects.list_of_turn(connection, call.person.user_id, call.turn_id):
        done = COMPENSATION.validate_python(effect.compensation)
        if isinstance(done, ChangeReminder) and done.reminder_id == deed.reminder_id:
            return done.before.due_at
    return None


def _quiet_for(deed: SetDeed) -> timedelta:
    """How much of a day would be quiet."""
    start, end = deed.after.quiet_from, deed.after.quiet_to
    if start is None or end is None:
        return timedelta()
    return timedelta(minutes=(_minutes(end) - _minutes(start)) % (24 * 60))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
