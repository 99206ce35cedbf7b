"""`/settings`: how a person wants to be talked to."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from activities.many_reminders import clock
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.db import preferences, users
from panager.db.pool import Connection
from panager.llm.results import ToolResult
from panager.llm.tools import SetQuietHours
from panager.sentences import Language, say
from panager.when import places, render

OFF: Final = ("off", "none", "no", "끔", "없음", "꺼")
LANGUAGE_NAMES: Final = {"ko": "한국어", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed; None for what stays."""

    language: Language | None = None
    zone: str | None = None
    quiet_from: str | None = None
    quiet_to: str | None = None
    persona: str | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The settings of a person."""

    language: Language
    zone: ZoneInfo
    quiet_from: time | None
    quiet_to: time | None
    persona: str | None


async def settings(visitor: Visitor, wanted: Wanted) -> Answer:
    """Change what was given, all or nothing, and show them all."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        before = await _read(visitor, connection)
        after = _applied(visitor, before, wanted)
        if isinstance(after, str):
            return Answer(text=after)
        if wanted != Wanted():
            await _write(connection, visitor, wanted, after)
    head = "settings.shown" if wanted == Wanted() else "settings.changed"
    return Answer(text="\n".join([say(after.language, head), *_lines(after)]))


async def _read(visitor: Visitor, connection: Connection) -> Shown:
    person = visitor.person
    return Shown(
        language=person.language,
        zone=person.zone,
        quiet_from=person.quiet_from,
        quiet_to=person.quiet_to,
        persona=await preferences.get_persona_name(connection, person.user_id),
    )


def _applied(visitor: Visitor, before: Shown, wanted: Wanted) -> Shown | str:
    """The settings as they will be, or why not."""
    after = replace(
        before,
        language=wanted.language or before.language,
        persona=" ".join((wanted.persona or "").split()) or before.persona,
    )
    if wanted.zone is not None:
        key = places.zone_key(wanted.zone) or places.zone_of_place(wanted.zone)
        if key is None:
            return visitor.say("settings.unknown_zone", zone=wanted.zone)
        after = replace(after, zone=ZoneInfo(key))
    return _with_quiet_hours(visitor, after, wanted)


def _with_quiet_hours(visitor: Visitor, before: Shown, wanted: Wanted) -> Shown | str:
    typed = (wanted.quiet_from, wanted.quiet_to)
    if any(each is not None and each.strip().lower() in OFF for each in typed):
        return replace(before, quiet_from=None, quiet_to=None)
    ends = [before.quiet_from, before.quiet_to]
    for place, phrase in enumerate(typed):
        if phrase is not None:
            at = clock(visitor.call("set_quiet_hours", SetQuietHours()), phrase)
            if at is None or isinstance(at, ToolResult):
                return visitor.say("settings.unknown_time", time=phrase)
            ends[place] = at
    if (ends[0] is None) != (ends[1] is None) or (ends[0] is not None and ends[0] == ends[1]):
        return visitor.say("settings.quiet_needs_both")
    return replace(before, quiet_from=ends[0], quiet_to=ends[1])


async def _write(connection: Connection, visitor: Visitor, wanted: Wanted, after: Shown) -> None:
    user_id = visitor.user_id
    await users.set_language_and_zone(
        connection, user_id, language=after.language, zone=after.zone.key
    )
    await users.set_quiet_hours(connection, user_id, start=after.quiet_from, end=after.quiet_to)
    if wanted.zone is not None:
        await preferences.confirm_zone(connection, user_id)
    if after.persona is not None:
        await preferences.set_persona_name(connection, user_id, after.persona)


def _lines(shown: Shown) -> list[str]:
    language = shown.language
    now = render(datetime.now(UTC), zone=shown.zone, language=language)
    lines = [
        say(language, "settings.language", value=LANGUAGE_NAMES[language]),
        say(language, "settings.zone", zone=shown.zone.key, now=now),
        _quiet(shown),
    ]
    if shown.persona is not None:
        lines.append(say(language, "settings.persona", name=shown.persona))
    return lines


def _quiet(shown: Shown) -> str:
    if shown.quiet_from is None or shown.quiet_to is None:
        return say(shown.language, "settings.quiet_none")
    ends = {"start": f"{shown.quiet_from:%H:%M}", "end": f"{shown.quiet_to:%H:%M}"}
    return say(shown.language, "settings.quiet", **ends)
