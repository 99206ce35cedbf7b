"""Reminders as the API takes them and shows them."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from panager.api.conversation.schemas import Moment, VisibleText, is_within_years
from panager.contracts import limits
from panager.contracts.names import reminder_workflow_id
from panager.db import reminders
from panager.errors import PanagerError
from panager.when import describe
from panager.when.rrule.parse import MAX_LENGTH

DAY_S = 24 * 3600
LONGEST_SNOOZE = limits.MAX_AHEAD.days * 24 * 60

Words = Annotated[VisibleText, StringConstraints(min_length=1)]
Rrule = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_LENGTH),
    Field(description="RRULE of RFC 5545 without DTSTART, e.g. FREQ=WEEKLY;BYDAY=MO,WE"),
]
NagEvery = Annotated[
    int,
    Field(
        ge=limits.SHORTEST_INTERVAL.total_seconds(),
        le=DAY_S,
        description=f"Say it again so often, at most {limits.MAX_NAGS} times, until acknowledged.",
    ),
]


class CursorError(PanagerError):
    """A cursor that we never gave out."""

    http_status = 422


class NewReminder(BaseModel):
    """What is to be remembered, and when."""

    model_config = ConfigDict(extra="forbid")

    text: Words
    due_at: Moment
    """With an rrule: what the rule is counted from (DTSTART)."""
    zone: str | None = Field(default=None, max_length=100)
    """IANA name; the person's own when left out. The rule keeps its wall-clock time."""
    rrule: Rrule | None = None
    urgent: bool = False
    """Comes in quiet hours too."""
    if_late: reminders.IfLate = "send"
    nag_every_s: NagEvery | None = None


class ReminderEdit(BaseModel):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    text: Words = ""
    due_at: Moment | None = None
    """The next occurrence; together with an rrule, what the rule is counted from (DTSTART)."""
    rrule: Rrule | None = ""
    """null: it comes once more, at its next occurrence, and is over then."""
    urgent: bool = False
    if_late: reminders.IfLate = "send"
    nag_every_s: NagEvery | None = None
    """null: said once."""


class Snooze(BaseModel):
    """Until when: one of the two."""

    model_config = ConfigDict(extra="forbid")

    due_at: Moment | None = None
    minutes: Annotated[int, Field(ge=1, le=LONGEST_SNOOZE)] | None = None
    """From now if it was delivered, else from when it is due."""


class Pause(BaseModel):
    """For how long; without a body until it is resumed."""

    model_config = ConfigDict(extra="forbid")

    until: Moment | None = None
    """A series goes on by itself with its first occurrence at that moment or after it."""


class Recurrence(BaseModel):
    """By which rule it comes again."""

    rrule: str
    start: datetime
    """DTSTART: wall clock in the reminder's zone."""
    except_dates: list[date]
    except_holidays: str | None
    """The country whose public holidays are left out."""


class Reminder(BaseModel):
    """A standing promise."""

    id: UUID
    text: str
    state: reminders.ReminderState
    due_at: datetime
    """Of the next occurrence; of the last one when it is over."""
    zone: str
    rrule: str | None
    repeats: str | None
    """The rule in words."""
    workflow_id: str
    recurrence: Recurrence | None
    occurrence: int
    """The number of the next occurrence; of the last one when it is over."""
    urgent: bool
    if_late: reminders.IfLate
    nag_every_s: int | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: reminders.Reminder) -> Self:
        """As the database has it."""
        return cls(
            id=row.reminder_id,
            text=row.text,
            state=row.state,
            due_at=row.due_at,
            zone=row.zone,
            rrule=row.rrule,
            repeats=_repeats(row),
            workflow_id=reminder_workflow_id(row.reminder_id),
            recurrence=_recurrence(row),
            occurrence=row.occurrence,
            urgent=row.terms.urgent,
            if_late=row.terms.if_late,
            nag_every_s=row.terms.nag_every_s,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


def _repeats(row: reminders.Reminder) -> str | None:
    if row.recurrence is None:
        return None
    return describe(row.recurrence, language=row.language, zone=row.tzinfo)


def _recurrence(row: reminders.Reminder) -> Recurrence | None:
    if row.recurrence is None:
        return None
    return Recurrence(
        rrule=row.recurrence.rrule,
        start=row.recurrence.start,
        except_dates=sorted(row.recurrence.except_dates),
        except_holidays=row.recurrence.except_holidays,
    )


class ReminderPage(BaseModel):
    """Some reminders, by due time."""

    items: list[Reminder]
    next: str | None
    """Give it as `after` to go on; null at the end."""


type Position = tuple[datetime, UUID]


def to_cursor(row: reminders.Reminder) -> str:
    """The place of this reminder in the list."""
    return base64.urlsafe_b64encode(f"{row.due_at.isoformat()}|{row.reminder_id}".encode()).decode()


def from_cursor(cursor: str) -> Position:
    """The place that a cursor stands for."""
    try:
        due_at, reminder_id = base64.urlsafe_b64decode(cursor).decode().split("|")
        position = datetime.fromisoformat(due_at), UUID(reminder_id)
    except (ValueError, binascii.Error):
        position = None
    if position is None or position[0].tzinfo is None or not is_within_years(position[0]):
        raise CursorError("Send as `after` what `next` of the page before said, or leave it out.")
    return position
