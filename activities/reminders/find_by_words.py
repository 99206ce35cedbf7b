"""Finds the reminder that a person means, or the question that must be asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from activities.calls.call import Call
from activities.reminders.find import LATELY, choose, just_now
from activities.reminders.offer import offer
from panager.db import occurrences, reminders
from panager.db.conversation import turns
from panager.db.occurrences import Told
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.replies.results import Status, ToolResult

SPOKEN_OF = timedelta(hours=24)
"""How long after its delivery a reminder may still be talked about."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """The reminders that a person may talk about."""

    reminders: Sequence[Reminder]
    """Open ones, next first, then those that were delivered lately."""
    shown: Sequence[UUID]
    told: Sequence[Told]

    def among(self, states: Collection[str]) -> list[Reminder]:
        """Those in these states."""
        return [reminder for reminder in self.reminders if reminder.state in states]

    def told_of(self, reminder: Reminder) -> Told | None:
        """Its last delivery, if that was lately."""
        return next((one for one in self.told if one.reminder_id == reminder.reminder_id), None)


async def read_known(db: Database, user_id: UUID) -> Known:
    """As the database has it now."""
    since = datetime.now(UTC) - SPOKEN_OF
    async with db.user(user_id) as connection:
        still_open = await reminders.list_open(connection, user_id)
        delivered = await reminders.list_delivered_since(connection, user_id, since)
        return Known(
            reminders=still_open + delivered,
            shown=await turns.get_last_offer(connection, user_id),
            told=await occurrences.list_told(connection, user_id, since),
        )


def find_meant(
    call: Call, which: str, candidates: Sequence[Reminder], known: Known
) -> Reminder | ToolResult:
    """The one among the candidates that is meant, or the answer that says why none is."""
    if not which.strip():
        return _last(call, candidates, known)
    understood = call.understand(which)
    fitting = choose(which, candidates, known.shown, understood=understood)
    if fitting:
        return only(call, fitting)
    over = choose(which, known.among(["delivered"]), known.shown, understood=understood)
    return _too_late(call, over[0]) if over else ToolResult(status=Status.NOT_FOUND)


def find_done(call: Call, which: str, known: Known) -> Reminder | ToolResult:
    """The one that was done: what was delivered last or still nags, or the one that is named."""
    waiting = {one.reminder_id: one.at for one in known.told if not one.is_acknowledged}
    told = [r for r in known.reminders if r.reminder_id in waiting]
    if which.strip():
        understood = call.understand(which)
        fitting = choose(which, told, known.shown, understood=understood) or choose(
            which, known.reminders, known.shown, understood=understood
        )
        return only(call, fitting)
    if call.about:
        return only(call, [one for one in known.reminders if one.reminder_id in call.about])
    latest = max((waiting[r.reminder_id] for r in told), default=call.asked_at)
    return only(
        call,
        [
            r
            for r in told
            if r.terms.nag_every_s
            or (waiting[r.reminder_id] == latest and call.asked_at - latest < LATELY)
        ],
    )


def only(call: Call, fitting: Sequence[Reminder]) -> Reminder | ToolResult:
    """The one that fits; else the question which, or that there is none."""
    if len(fitting) == 1:
        return fitting[0]
    return offer(call, Status.WHICH, list(fitting)) if fitting else _nothing()


def _last(call: Call, candidates: Sequence[Reminder], known: Known) -> Reminder | ToolResult:
    """ "It": what was replied to, else what was talked of or delivered last, and never another
    one that happens to fit.
    """
    if call.about:
        fitting = [one for one in candidates if one.reminder_id in call.about]
        meant = [one for one in known.reminders if one.reminder_id in call.about]
        return only(call, fitting) if fitting else _over(call, meant)
    lately = just_now(known.reminders, call.asked_at)
    fitting = [reminder for reminder in lately if reminder in candidates]
    if fitting or not candidates:
        return only(call, fitting) if fitting else _over(call, lately)
    over = [reminder for reminder in lately if reminder.state == "delivered"]
    return _too_late(call, over[0]) if over else only(call, candidates)


def _over(call: Call, lately: Sequence[Reminder]) -> ToolResult:
    over = [reminder for reminder in lately if reminder.state == "delivered"]
    return _too_late(call, over[0]) if over else _nothing()


def _too_late(call: Call, reminder: Reminder) -> ToolResult:
    return ToolResult(status=Status.TOO_LATE, text=reminder.text, due=call.render(reminder.due_at))


def _nothing() -> ToolResult:
    return ToolResult(status=Status.NOT_FOUND)
