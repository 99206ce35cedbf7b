"""`/settings`: how a person wants to be talked to."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from activities.reminders.times import time_of_day
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.db import users
from panager.db.pool import Connection
from panager.db.users import Person
from panager.llm.tools import SetQuietHours
from panager.llm.untrusted import strip_invisible
from panager.preferences import preferences
from panager.replies.results import ToolResult
from panager.sentences import Language, say
from panager.when import zone_named

OFF: Final = ("off", "none", "no", "끔", "없음", "꺼")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed; None for what stays."""

    language: Language | None = None
    zone: str | None = None
    quiet_from: str | None = None
    quiet_to: str | None = None
    persona: str | None = None


async def settings(visitor: Visitor, wanted: Wanted) -> Answer:
    """Change what was given, all or nothing, and show them all."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        after = _applied(visitor, wanted)
        if isinstance(after, str):
            return Answer(text=after)
        if wanted != Wanted():
            await _write(connection, visitor, wanted, after)
    head = "settings.shown" if wanted == Wanted() else "settings.changed"
    return Answer(text="\n".join([say(after.language, head), *_lines(after)]))


def _lines(person: Person) -> list[str]:
    return list(preferences(person, language=person.language, now=datetime.now(UTC)).values())


def _applied(visitor: Visitor, wanted: Wanted) -> Person | str:
    """The person as they will be, or why not."""
    before = visitor.person
    after = replace(
        before,
        language=wanted.language or before.language,
        persona_name=" ".join(strip_invisible(wanted.persona or "").split()) or before.persona_name,
    )
    if wanted.zone is not None:
        key = zone_named(wanted.zone)
        if key is None:
            return visitor.say("settings.unknown_zone", zone=wanted.zone)
        after = replace(after, zone=ZoneInfo(key))
    return _with_quiet_hours(visitor, after, wanted)


def _with_quiet_hours(visitor: Visitor, before: Person, wanted: Wanted) -> Person | str:
    typed = (wanted.quiet_from, wanted.quiet_to)
    if any(each is not None and each.strip().lower() in OFF for each in typed):
        return replace(before, quiet_from=None, quiet_to=None)
    ends = [before.quiet_from, before.quiet_to]
    call = visitor.call("set_quiet_hours", SetQuietHours())
    for place, phrase in enumerate(typed):
        if phrase is not None:
            at = time_of_day(call, phrase, beside=typed[1 - place])
            if at is None or isinstance(at, ToolResult):
                return visitor.say("settings.unknown_time", time=phrase)
            ends[place] = at
    if (ends[0] is None) != (ends[1] is None) or (ends[0] is not None and ends[0] == ends[1]):
        return visitor.say("settings.quiet_needs_both")
    return replace(before, quiet_from=ends[0], quiet_to=ends[1])


async def _write(connection: Connection, visitor: Visitor, wanted: Wanted, after: Person) -> None:
    user_id = visitor.user_id
    if wanted.language is not None:
        await users.set_language(connection, user_id, after.language)
    if wanted.zone is not None:
        await users.set_zone(connection, user_id, after.zone.key)
    if after.persona_name is not None:
        await users.set_persona_name(connection, user_id, after.persona_name)
    await users.set_quiet_hours(connection, user_id, start=after.quiet_from, end=after.quiet_to)
