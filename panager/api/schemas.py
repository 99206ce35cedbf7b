"""What the API answers with."""

import base64
import binascii
from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from panager.contracts.names import reminder_workflow_id
from panager.db import messages, reminders
from panager.errors import PanagerError

MAX_SEQ = 2**63 - 1
"""The largest number that a message can have: PostgreSQL's bigint."""


class CursorError(PanagerError):
    """A cursor that we never gave out."""

    http_status = 422


class Message(BaseModel):
    """One message of a conversation, in either direction; `seq` orders them."""

    id: UUID
    direction: Literal["in", "out"]
    kind: Literal["message", "reply", "reminder", "notice"]
    text: str
    at: datetime
    reply_to: UUID | None
    reminder_id: UUID | None
    reminder_ids: list[UUID]
    """For a reminder: every one that it stands for; after an outage one message may tell of
    several."""
    answers: list[UUID]
    """For a reply: every message that it answers."""
    seq: int

    @classmethod
    def of(cls, item: messages.Item) -> Self:
        """As the conversation has it."""
        return cls.model_validate(item, from_attributes=True)


class SentMessage(Message):
    """A message that was taken in."""

    new: bool
    """False when it was there already: the same key was used before."""


class MessagePage(BaseModel):
    """A part of the conversation, oldest first."""

    items: list[Message]
    next: int | None
    """Give it as `after` to go on; null at the end."""


class Draft(BaseModel):
    """An answer as far as it is written."""

    turn_id: UUID
    text: str


class Reminder(BaseModel):
    """A standing promise."""

    id: UUID
    text: str
    state: reminders.ReminderState
    due_at: datetime
    zone: str
    rrule: str | None
    workflow_id: str

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
            workflow_id=reminder_workflow_id(row.reminder_id),
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
    if position is None or position[0].tzinfo is None:
        raise CursorError("Send as `after` what `next` of the page before said, or leave it out.")
    return position


class Check(BaseModel):
    """How one part is."""

    ok: bool
    detail: str


class Readiness(BaseModel):
    """Whether everything that is needed answers."""

    ready: bool
    parts: dict[str, Check]
