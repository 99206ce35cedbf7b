"""Reminders as a person sees them when several are shown."""

from activities.calls.call import Call
from panager.db.reminders import Reminder
from panager.replies.results import Group, ReminderView, Status, ToolResult


def offer(call: Call, status: Status, rows: list[Reminder]) -> ToolResult:
    """Reminders as the person sees them, numbered from 1, and what the numbers stand for."""
    return ToolResult(
        status=status,
        reminders=[_view(call, number, row) for number, row in enumerate(rows, start=1)],
        offered=[str(row.reminder_id) for row in rows],
    )


def _view(call: Call, number: int, row: Reminder) -> ReminderView:
    return ReminderView(
        number=number,
        text=row.text,
        due=call.render(row.due_at),
        repeats=call.describe(row.recurrence),
        group=_group(call, row),
    )


def _group(call: Call, row: Reminder) -> Group:
    if row.state == "paused":
        return "paused"
    zone = call.person.zone
    days = (row.due_at.astimezone(zone).date() - call.asked_at.astimezone(zone).date()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else "later"
