"""What the API answers with."""

from datetime import datetime, time
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    StringConstraints,
    WithJsonSchema,
)

from panager.contracts.limits import MAX_TEXT
from panager.db.conversation import messages
from panager.llm.untrusted import strip_invisible


def _seen(text: str) -> str:
    return strip_invisible(text).strip()


VisibleText = Annotated[
    str, StringConstraints(pattern=r"^[^\x00]*$", max_length=MAX_TEXT), AfterValidator(_seen)
]
"""Words of a person: with a NUL they are refused, and nothing else hides in them or around."""
YEARS = range(1900, 2200)
"""Of every moment that means anything to a reminder; outside, calendars and time zones end."""


def is_within_years(moment: datetime) -> bool:
    """Whether one can count with it."""
    return moment.year in YEARS


def _countable(moment: datetime) -> datetime:
    if not is_within_years(moment):
        raise ValueError(f"must lie between the years {YEARS[0]} and {YEARS[-1]}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_countable)]
"""A time with its offset."""


def _without_offset(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("must be on the wall clock, without an offset: 23:00")
    return at


WallClock = Annotated[
    time,
    AfterValidator(_without_offset),
    WithJsonSchema(
        {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "example": "23:00"}
    ),
]
"""A time of day where the person is; the format `time` of JSON Schema would want an offset."""
MAX_SEQ = 2**63 - 1
"""The largest number that a message can have: PostgreSQL's bigint."""


class Message(BaseModel):
    """One message of a conversation, in either direction; `seq` orders them."""

    id: UUID
    direction: Literal["in", "out"]
    kind: Literal["message", "reply", "reminder", "notice", "card", "outcome"]
    text: str
    at: datetime
    reply_to: UUID | None
    reminder_id: UUID | None
    reminder_ids: list[UUID]
    """For a reminder: every one that it stands for; after an outage one message may tell of
    several."""
    answers: list[UUID]
    """For a reply: every message that it answers."""
    action_id: UUID | None = None
    """For a card and its outcome: the action, which /v1/actions decides."""
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


class Check(BaseModel):
    """How one part is."""

    ok: bool
    detail: str


class Readiness(BaseModel):
    """Whether everything that is needed answers."""

    ready: bool
    parts: dict[str, Check]
