"""The list of open reminders, five a page, with buttons."""

from itertools import groupby

from activities.reminders.offer import offer
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.channels.discord.components import Listed, buttons_of_page
from panager.db import reminders
from panager.db.reminders import Reminder
from panager.llm.tools import ListReminders
from panager.replies.clip import clip
from panager.replies.results import ReminderView, Status

PAGE = 5
"""As many buttons as Discord puts in a row."""
LONGEST_RULE = 80


async def show_page(visitor: Visitor, number: int) -> Answer:
    """Page `number` from 0, or the last one when there are fewer by now."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        rows = await reminders.list_open(connection, visitor.user_id)
    if not rows:
        return Answer(text=visitor.say("done.listed_none"))
    rows.sort(key=lambda row: row.state == "paused")
    pages = -(-len(rows) // PAGE)
    page = min(number, pages - 1)
    shown = slice(page * PAGE, (page + 1) * PAGE)
    result = offer(visitor.call("list_reminders", ListReminders()), Status.LISTED, rows)
    head = [visitor.say("done.listed", n=len(rows))]
    if pages > 1:
        head.append(visitor.say("discord.page", page=page + 1, pages=pages))
    return Answer(
        text="\n".join(head + _lines(visitor, result.reminders[shown])),
        view=buttons_of_page(
            _listed(result.reminders[shown], rows[shown]),
            visitor.person.language,
            page=page,
            pages=pages,
        ),
    )


def _lines(visitor: Visitor, views: list[ReminderView]) -> list[str]:
    lines: list[str] = []
    for group, members in groupby(views, key=lambda one: one.group):
        lines.append(f"**{visitor.say(f'group.{group}')}**")
        lines += [_line(visitor, one) for one in members]
    return lines


def _line(visitor: Visitor, one: ReminderView) -> str:
    line = visitor.say("done.line", number=one.number, due=one.due, text=clip(one.text))
    return f"{line} · {clip(one.repeats, LONGEST_RULE)}" if one.repeats else line


def _listed(views: list[ReminderView], rows: list[Reminder]) -> list[Listed]:
    return [
        Listed(number=view.number, reminder_id=row.reminder_id, occurrence=row.occurrence)
        for view, row in zip(views, rows, strict=True)
    ]
