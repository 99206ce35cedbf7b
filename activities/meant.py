"""Finds the reminder that a person means, or the question that must be asked."""

from datetime import UTC, datetime, timedelta

from activities.reminder_tools import offer
from activities.tools import Call
from activities.which import choose
from panager.db import reminders, turns
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import Status, ToolResult

SPOKEN_OF = timedelta(hours=24)
"""How long after its delivery a reminder may still be talked about."""


async def find_meant(
    db: Database, call: Call, which: str, *, delivered_too: bool
) -> Reminder | ToolResult:
    """The one that is meant, or the answer that says why it is not clear."""
    user_id = call.person.user_id
    async with db.user(user_id) as connection:
        still_open = await reminders.list_open(connection, user_id)
        delivered = await reminders.list_delivered_since(
            connection, user_id, datetime.now(UTC) - SPOKEN_OF
        )
        shown = await turns.get_last_offer(connection, user_id)
    understood = call.understand(which)
    candidates = still_open + delivered if delivered_too else still_open
    fitting = choose(which, candidates, shown, understood=understood, now=call.asked_at)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return offer(call, Status.WHICH, fitting)
    over = choose(which, delivered, shown, understood=understood, now=call.asked_at)
    if over:
        return ToolResult(
            status=Status.TOO_LATE, text=over[0].text, due=call.render(over[0].due_at)
        )
    return ToolResult(status=Status.NOT_FOUND)
