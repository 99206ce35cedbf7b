"""What every channel can do, and what only some can.

`activities/delivery` does what is the same for all: the row first, then the sending, the proof,
what follows on a lost answer, and giving up. A channel gives the parts that differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from panager.contracts.channels import ChannelTraits, Urgency
from panager.db.pool import Connection
from panager.sentences import Language


class LostAnswer(StrEnum):
    """What a channel that cannot look does about a message that may have arrived."""

    SEND_AGAIN = "send_again"
    """The person may get it twice."""
    GIVE_UP = "give_up"
    """The person may never get it; it is undeliverable, and they are told at the next contact."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a text is delivered: messages in order, then perhaps one file with all of it."""

    pieces: list[str]
    attachment: str | None = None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a delivered message is about, as far as its buttons depend on it."""

    kind: str
    """Of the delivery: reply, reminder, notice, card, outcome."""
    owner_id: UUID
    occurrence: int
    language: Language
    is_series: bool
    is_editable: bool
    """Whether this card can be changed."""
    user_id: UUID
    """Who gets it. The notice that is their own, not a turn's or a reminder's, is the welcome."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One message that leaves."""

    address: str
    key: str
    """The same for each attempt, and for no other message; at most 25 characters."""
    text: str
    urgency: Urgency
    subject: Subject | None = None
    """What its buttons are about; None: no buttons."""
    attachment: str | None = None
    """A text that comes as a file."""


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """A message of ours as a channel's history has it."""

    message_id: str
    text: str
    key: str | None
    """None where the channel does not tell it."""


class History(Protocol):
    """The side of a channel that can be asked what was sent."""

    async def list_sent(
        self, address: str, *, after: datetime, urgency: Urgency
    ) -> list[SentMessage]:
        """What we wrote there since, oldest first, but for answers to commands."""
        ...


class Editor(Protocol):
    """The side of a channel on which a message can be changed after it was sent."""

    edit_every_s: float
    """How often one message may be edited."""

    async def edit(self, message_id: str, post: Post) -> None:
        """Replace text and buttons. MessageGoneError when it is not there any more."""
        ...

    async def delete(self, address: str, message_id: str, *, urgency: Urgency) -> None:
        """Take a message of ours back. MessageGoneError when it is not there any more."""
        ...

    async def show_typing(self, address: str) -> None:
        """Show for some seconds that somebody writes."""
        ...

    def is_busy(self, urgency: Urgency) -> bool:
        """Whether calls as urgent wait already; what is only pretty is left out then."""
        ...


class Channel(Protocol):
    """A way to reach people. Its rate limiter, and what is known of its health, are its own.

    One object may serve several workers of a process. Errors are those of `channels/errors.py`.
    """

    traits: ChannelTraits
    slots: Mapping[Urgency, int]
    """How many messages of each kind one worker sends at once; empty for a mailbox."""
    remembers_for: timedelta
    """How long a second `send` with the same key is answered with the first message; 0: never."""
    lost_answer: LostAnswer
    """What is done when it has no `history`."""

    @property
    def history(self) -> History | None:
        """None where nobody can look."""
        ...

    @property
    def editor(self) -> Editor | None:
        """None where a message stays as it was sent."""
        ...

    def plan(self, text: str) -> Plan:
        """Cut it into messages within the channel's limit; none when there is nothing to see."""
        ...

    def beginning(self, text: str) -> str:
        """As much of it as one message holds."""
        ...

    def replacement(self, kind: str, reason: str, language: Language) -> str:
        """What is said in the place of a message of this kind whose words were refused."""
        ...

    async def find_address(self, connection: Connection, user_id: UUID) -> str | None:
        """Where this person's messages go, if that is known."""
        ...

    async def open_address(self, user_id: UUID, account: str) -> str:
        """Where they go, asked of the channel and kept; `account` is the person's id there."""
        ...

    async def send(self, post: Post) -> str:
        """Send it, and return the channel's id of the message."""
        ...


type Channels = Mapping[str, Channel]
"""Those that this process can send to, by name."""


def by_name(channels: Sequence[Channel]) -> Channels:
    """Them, to be found by their names."""
    return {channel.traits.name: channel for channel in channels}
