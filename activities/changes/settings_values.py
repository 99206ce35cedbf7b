"""A person's settings as data: read, compared and set, be it for a tool, a card or an undo."""

from activities.changes.compensations import SettingsBefore
from panager.db import users
from panager.db.pool import Connection
from panager.db.users import Person
from panager.when import read_habits, said_habits


def as_set(person: Person, like: SettingsBefore) -> SettingsBefore:
    """The settings that `like` sets, as they are now."""
    now = {
        "language": person.language,
        "zone": person.zone.key,
        "zone_confirmed_at": person.zone_confirmed_at,
        "quiet_from": person.quiet_from,
        "quiet_to": person.quiet_to,
        "persona_name": person.persona_name,
        "persona_tone": person.persona_tone,
        "persona_emoji": person.persona_emoji,
        "habits": said_habits(person.habits),
    }
    return SettingsBefore(**{name: now[name] for name in like.model_fields_set})


async def put_settings(connection: Connection, person: Person, wanted: SettingsBefore) -> None:
    """Set what is set in `wanted`."""
    was_set, user_id = wanted.model_fields_set, person.user_id
    if wanted.language:
        await users.set_language(connection, user_id, wanted.language)
    if wanted.zone:
        await users.restore_zone(connection, user_id, wanted.zone, wanted.zone_confirmed_at)
    if "quiet_from" in was_set:
        await users.set_quiet_hours(
            connection, user_id, start=wanted.quiet_from, end=wanted.quiet_to
        )
    if wanted.habits is not None:
        await users.set_habits(connection, user_id, read_habits(wanted.habits))
    if "persona_name" in was_set:
        await users.set_persona(
            connection,
            user_id,
            name=wanted.persona_name,
            tone=wanted.persona_tone,
            emoji=wanted.persona_emoji,
        )
