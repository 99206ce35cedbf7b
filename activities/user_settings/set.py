"""Sets a person's settings for a tool, or puts that on the card of the turn."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from activities.actions import bounds
from activities.calls.call import Call
from activities.changes.compensations import SettingsBefore
from activities.changes.planned_changes import SetDeed
from activities.changes.settings_values import as_set, put_settings
from activities.user_settings.quiet_reach import Quiet, newly_held
from panager.db import effects, reminders, users
from panager.db.pool import Connection
from panager.db.users import Person
from panager.replies.results import ToolResult


async def change_settings(
    connection: Connection, call: Call, after: SettingsBefore
) -> ToolResult | None:
    """None: they are set. A result: only a yes to the card sets them."""
    user_id = call.person.user_id
    # Another call of the same step may set another one: what is read is what is changed.
    await effects.lock(connection, user_id)
    person = await users.get_person(connection, user_id)
    deed = SetDeed(
        call_id=call.id,
        before=as_set(person, after),
        after=after,
        held=list(await _held(connection, call, person, after)),
    )
    proposed = await bounds.take(connection, call, deed)
    if proposed is None:
        await put_settings(connection, person, after)
    return proposed


async def _held(
    connection: Connection, call: Call, person: Person, after: SettingsBefore
) -> Sequence[str]:
    """Reminders that would wait for quiet hours to end, as the person sees them."""
    now = then = Quiet.of(person)
    if "quiet_from" in after.model_fields_set:
        then = replace(then, start=after.quiet_from, end=after.quiet_to)
    if after.zone:
        then = replace(then, zone=ZoneInfo(after.zone))
    if then == now:
        return ()
    rows = await reminders.list_open(connection, person.user_id)
    return [f"{call.render(row.due_at)} · {row.text}" for row in newly_held(rows, now, then)]
