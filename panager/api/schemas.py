"""What the API answers with."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, StringConstraints

from panager.db import messages
from panager.llm.untrusted import strip_invisible


def _seen(text: str) -> str:
    return strip_invisible(text).strip()


VisibleText = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$"), AfterValidator(_seen)]
"""Words of a person: with a NUL they are refused, and nothing else hides in them or around."""
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
