"""The buttons under a reminder: done, later, cancelled."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from activities.reminders import commands
from activities.reminders.create import Refusal
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.bot.wording import Asked, word
from panager.contracts.buttons import Press, ReminderButton
from panager.db import occurrences, reminders
from panager.db.changes import Change
from panager.db.occurrences import Occurrence
from panager.db.reminders import Reminder
from panager.llm.tools import OneReminder
from panager.replies.results import ToolResult

AMOUNTS: Final = {
    Press.SNOOZE_10_MINUTES: timedelta(minutes=10),
    Press.SNOOZE_1_HOUR: timedelta(hours=1),
}


async def press(visitor: Visitor, button: ReminderButton) -> Answer:
    """Do what the button says, if it is the person's own and not over."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        row = await reminders.get_reminder(connection, visitor.user_id, button.reminder_id)
        told = await occurrences.get_occurrence(
            connection, visitor.user_id, button.reminder_id, button.occurrence
        )
    if row is None:
        return Answer(text=visitor.say("discord.not_yours"))
    match button.press:
        case Press.DONE:
            return Answer(text=await _done(visitor, row, told))
        case Press.CANCEL:
            return Answer(text=await _cancel(visitor, row))
        case _:
            due_at = _later(visitor, button.press, told)
            return Answer(text=await _snooze(visitor, row, due_at))


def same_time_tomorrow(wall: datetime, *, zone: ZoneInfo, now: datetime) -> datetime:
    """The wall-clock time of `wall`, on the day after `now` in this zone (UTC)."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    clock = wall.astimezone(zone).time().replace(microsecond=0)
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _later(visitor: Visitor, press: Press, told: Occurrence | None) -> datetime:
    amount = AMOUNTS.get(press)
    if amount is not None:
        return visitor.at + amount
    wall = visitor.at if told is None else told.due_at
    return same_time_tomorrow(wall, zone=visitor.person.zone, now=visitor.at)


async def _done(visitor: Visitor, row: Reminder, told: Occurrence | None) -> str:
    if told is not None and told.acknowledged_at is not None:
        return visitor.say("discord.already_done")
    result = await _send(visitor, commands.acknowledge(_request(visitor, row)))
    # One that comes once and was put off comes all the same; the person should know.
    is_still_to_come = row.recurrence is None and row.state == "scheduled"
    return _word(visitor, result if is_still_to_come else result.model_copy(update={"due": ""}))


async def _cancel(visitor: Visitor, row: Reminder) -> str:
    change = commands.cancel(_request(visitor, row))
    if isinstance(change, Refusal):
        return visitor.say("discord.already_cancelled")
    return _word(visitor, await _send(visitor, change))


async def _snooze(visitor: Visitor, row: Reminder, due_at: datetime) -> str:
    change = commands.snooze(_request(visitor, row), due_at)
    if isinstance(change, Refusal):
        return visitor.say(f"discord.{row.state}")
    if row.recurrence is not None and visitor.at < row.due_at <= due_at:
        due = visitor.render(row.due_at)
        return visitor.say("discord.comes_anyway", due=due, text=row.text)
    return _word(visitor, await _send(visitor, change))


def _request(visitor: Visitor, row: Reminder) -> commands.Request:
    return commands.Request(change_id=visitor.request_id, reminder=row, now=visitor.at)


async def _send(visitor: Visitor, change: Change) -> ToolResult:
    call = visitor.call(f"{change.verb}_reminder", OneReminder(which=""))
    return await visitor.change_tools.send(call, change)


def _word(visitor: Visitor, result: ToolResult) -> str:
    return word(visitor, Asked(tool="change_reminder"), result)
