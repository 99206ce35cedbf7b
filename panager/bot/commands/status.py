"""`/status`: the day at a glance."""

from typing import Final

from panager.bot.answering import Answer
from panager.bot.commands.slash_command import plain
from panager.bot.commands.used import usage_lines
from panager.bot.visitors import Visitor
from panager.db import reminders
from panager.db.actions import actions
from panager.db.reminders import Reminder
from panager.replies.clip import clip


async def status(visitor: Visitor) -> Answer:
    """How many reminders today and in all, which is next, and what waits for the person."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        rows = await reminders.list_open(connection, visitor.user_id)
        waiting = await actions.count_waiting(connection, visitor.user_id)
        used = await usage_lines(connection, visitor)
    coming = [row for row in rows if row.state != "paused"]
    lines = [
        visitor.say("status.today", n=sum(_is_today(visitor, row) for row in coming)),
        visitor.say("status.all", n=len(rows)),
        _next(visitor, coming[0]) if coming else visitor.say("status.next_none"),
        visitor.say("status.confirmations", n=waiting),
        visitor.say("status.connections"),
        *used,
    ]
    return Answer(text="\n".join(lines))


def _is_today(visitor: Visitor, row: Reminder) -> bool:
    zone = visitor.person.zone
    return row.due_at.astimezone(zone).date() <= visitor.at.astimezone(zone).date()


def _next(visitor: Visitor, row: Reminder) -> str:
    due = visitor.render(row.due_at)
    return visitor.say("status.next", due=due, text=clip(row.text))


STATUS: Final = plain("status", status)
