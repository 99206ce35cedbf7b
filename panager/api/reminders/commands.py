"""From the body of a request to the change of a reminder that it means."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from activities.reminders.create import refusal_of
from activities.reminders.pause import first_from, rest
from activities.reminders.series import next_after, resumes_at, snooze_base
from panager.api.reminders.errors import RefusedError, TooLateError, refused, too_late
from panager.api.reminders.schemas import ReminderEdit, Snooze
from panager.contracts import limits
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.when import Recurrence, RecurrenceError, next_occurrence, parse_rrule

PAST = "That time lies in the past; send one that is still to come."
TERMS = ("urgent", "if_late", "nag_every_s")


@dataclass(frozen=True)
class Plain:
    """A verb that needs nothing but itself."""

    verb: Verb

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """A skipped or resumed series goes on at its next occurrence."""
        due_at: datetime | None = None
        if self.verb is Verb.SKIP:
            due_at = _after_skipping(row)
        elif self.verb is Verb.RESUME:
            due_at = _when_resumed(row, now)
        return Change(change_id=change_id, verb=self.verb, reminder=row, due_at=due_at)


@dataclass(frozen=True)
class Rest:
    """A pause that ends by itself; what comes before `until` is left out."""

    until: datetime
    verb = Verb.SKIP

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """Of a series that comes before that."""
        if row.state not in ("creating", "scheduled"):
            raise too_late(Verb.PAUSE, row)
        until, due_at = check(self.until, None, now=now), first_from(row, self.until)
        if row.recurrence is None:
            raise RefusedError("It comes only once; snooze it to another due_at instead.")
        if row.due_at >= until:
            raise RefusedError("Its next occurrence is not before that; nothing would be left out.")
        if due_at is None:
            raise RefusedError("Nothing of it follows that moment; DELETE cancels the reminder.")
        return rest(change_id, row, until=until, due_at=check(due_at, None, now=now))


@dataclass(frozen=True)
class Later:
    """Snooze."""

    body: Snooze
    verb = Verb.SNOOZE

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """Also of what was delivered, but not of what was cancelled or paused."""
        if row.state in ("cancelled", "paused"):
            raise too_late(self.verb, row)
        due_at = check(self._due_at(row, now), None, now=now)
        return Change(change_id=change_id, verb=self.verb, reminder=row, due_at=due_at)

    def _due_at(self, row: Reminder, now: datetime) -> datetime:
        if (self.body.due_at is None) == (self.body.minutes is None):
            raise RefusedError("Send due_at or minutes, one of the two.")
        if self.body.due_at is not None:
            return self.body.due_at
        return snooze_base(row, now) + timedelta(minutes=self.body.minutes or 0)


@dataclass(frozen=True)
class Edit:
    """Another time, rule, text or manner."""

    body: ReminderEdit
    verb = Verb.EDIT

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """Of an open reminder."""
        if not self.body.model_fields_set:
            raise RefusedError("Send at least one field to change; /docs lists them.")
        recurrence, due_at = None, self.body.due_at
        if self._rrule:
            start = self.body.due_at or row.due_at
            recurrence, due_at = series(self._rrule, start=start, zone=row.tzinfo, now=now)
        if due_at is not None:
            due_at = check(due_at, recurrence, now=now)
        return Change(
            change_id=change_id,
            verb=self.verb,
            reminder=row,
            due_at=due_at,
            text=self._text,
            recurrence=recurrence,
            terms=self._terms,
            ends_series=self._ends_series,
        )

    @property
    def _ends_series(self) -> bool:
        return self.body.rrule is None

    @property
    def _text(self) -> str | None:
        return self.body.text or None

    @property
    def _rrule(self) -> str | None:
        return self.body.rrule or None

    @property
    def _terms(self) -> dict[str, Any] | None:
        terms = self.body.model_dump(include=set(TERMS), exclude_unset=True)
        if "nag_every_s" in terms:
            terms["nag_limit"] = nag_limit(terms["nag_every_s"])
        return terms or None


def parse_rule(rrule: str) -> str:
    """The rule in its normal form; what is wrong with it is the person's to mend."""
    try:
        return parse_rrule(rrule)
    except RecurrenceError as error:
        raise RefusedError(f"rrule: {error}") from error


def series(
    rrule: str, *, start: datetime, zone: ZoneInfo, now: datetime
) -> tuple[Recurrence, datetime]:
    """A rule counted from `start`, and its first occurrence that is still to come."""
    wall = start.astimezone(zone).replace(tzinfo=None, microsecond=0)
    recurrence = Recurrence(rrule=parse_rule(rrule), start=wall)
    first = next_occurrence(recurrence, zone=zone, after=max(now, start - timedelta(seconds=1)))
    if first is None:
        raise RefusedError(
            "No occurrence of this rule is still to come, or it takes too long to find; send a"
            " plainer rule."
        )
    return recurrence, first


def check(due_at: datetime, recurrence: Recurrence | None, *, now: datetime) -> datetime:
    """The same in UTC, when a reminder can be due then."""
    if due_at <= now:
        raise RefusedError(PAST)
    refusal = refusal_of(due_at, recurrence, now=now)
    if refusal is not None:
        raise refused(refusal)
    return due_at.astimezone(UTC)


def nag_limit(every_s: int | None) -> int:
    """How often it is said again."""
    return 0 if every_s is None else limits.MAX_NAGS


def _after_skipping(row: Reminder) -> datetime:
    following = next_after(row, row.due_at)
    if following is None:
        raise TooLateError("Nothing follows this occurrence; DELETE cancels the reminder.")
    return following


def _when_resumed(row: Reminder, now: datetime) -> datetime:
    if row.state != "paused":
        raise too_late(Verb.RESUME, row)
    due_at = resumes_at(row, now)
    if due_at is None:
        raise TooLateError(
            "Its moment passed while it was paused: PATCH gives it a new due_at; then resume it."
        )
    return due_at
