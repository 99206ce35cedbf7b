"""What the API answers with, as far as the client reads it; unknown fields are let through."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class Message(BaseModel):
    """One message of the conversation."""

    id: UUID
    direction: Literal["in", "out"]
    kind: str
    text: str
    at: datetime
    reply_to: UUID | None
    reminder_id: UUID | None
    reminder_ids: list[UUID] = []
    answers: list[UUID]
    seq: int
    action_id: UUID | None = None


class Draft(BaseModel):
    """An answer that is being written."""

    turn_id: UUID
    text: str


class Action(BaseModel):
    """Something that waits for a yes."""

    id: UUID
    card: str
    created_at: datetime


class Reminder(BaseModel):
    """A standing promise."""

    id: UUID
    text: str
    state: str
    due_at: datetime
    zone: str
    rrule: str | None
    workflow_id: str
    repeats: str | None = None
    urgent: bool = False
    nag_every_s: int | None = None


class TimelineItem(BaseModel):
    """One thing that happened to a reminder, or that comes next."""

    at: datetime
    kind: str
    sentence: str
