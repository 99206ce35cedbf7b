"""`/why`: what happened for the last thing that the person got."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from panager.bot.answering import Answer
from panager.bot.commands.slash_command import plain
from panager.bot.visitors import Visitor
from panager.channels.discord.text import LIMIT
from panager.db import occurrences, reminders
from panager.db import timeline as entries
from panager.db.conversation import latest
from panager.replies.clip import clip
from panager.sentences import catalogue
from panager.timeline import Teller, Told
from panager.when import render

ENTRIES: Final = 12
LONGEST_LINE: Final = 200


async def why(visitor: Visitor) -> Answer:
    """The story of the last reminder or of the last answer, whichever came later."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        last = await latest.get_latest(connection, visitor.user_id)
    if last is None:
        return Answer(text=visitor.say("why.nothing"))
    tell = _of_reminder if last.kind == "reminder" else _of_turn
    return Answer(text=_fit(await tell(visitor, last.owner_id)))


async def _of_reminder(visitor: Visitor, reminder_id: UUID) -> list[str]:
    user_id = visitor.user_id
    async with visitor.parts.db.user(user_id) as connection:
        row = await reminders.get_reminder(connection, user_id, reminder_id)
        if row is None:
            return [visitor.say("why.nothing")]
        found = await entries.list_entries(
            connection, user_id, reminder_id, before=None, limit=ENTRIES
        )
        current = await occurrences.get_occurrence(connection, user_id, reminder_id, row.occurrence)
    teller = Teller(language=visitor.person.language, zone=visitor.person.zone)
    lines = [_told(visitor, teller.tell(entry)) for entry in found]
    lines.append(teller.tell_next(row, current, datetime.now(UTC)).sentence)
    return [visitor.say("why.reminder", text=clip(row.text)), *lines]


async def _of_turn(visitor: Visitor, turn_id: UUID) -> list[str]:
    async with visitor.parts.db.user(visitor.user_id) as connection:
        story = await latest.get_turn_story(connection, visitor.user_id, turn_id)
    lines = [visitor.say("why.answer")]
    lines += [visitor.say("why.asked", text=clip(text)) for text in story.asked]
    for call in story.calls:
        tool = _named(visitor, "why_tool", call.name)
        how = _named(visitor, "why_status", call.status or "failed")
        lines.append(visitor.say("why.tool", tool=tool, status=how))
    return lines if story.calls else [*lines, visitor.say("why.no_tools")]


def _named(visitor: Visitor, group: str, name: str) -> str:
    """In the person's words, else as it is called in the program."""
    return catalogue(visitor.person.language).get(f"{group}.{name}", name)


def _told(visitor: Visitor, told: Told) -> str:
    at = render(told.at, zone=visitor.person.zone, language=visitor.person.language)
    return visitor.say("why.told", at=at, sentence=clip(told.sentence, LONGEST_LINE))


def _fit(lines: list[str]) -> str:
    """The head, and of the rest as many of the last lines as fit."""
    head, rest = lines[0], lines[1:]
    while rest and len("\n".join([head, *rest])) > LIMIT:
        rest.pop(0)
    return "\n".join([head, *rest])


WHY: Final = plain("why", why)
