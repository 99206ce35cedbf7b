"""The parts of a delivery, each a message on its channel, and finding one that may have arrived."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from panager.channels.nonce import nonce_of
from panager.channels.protocol import Channel, History, Post, SentMessage, Subject
from panager.contracts.action import EDITABLE_ACTIONS
from panager.contracts.channels import Urgency
from panager.db import attempts
from panager.db.attempts import Outgoing
from panager.db.pool import Database

CLOCK_SKEW = timedelta(minutes=1)
"""How far a channel's clock may be behind the one of Postgres."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One message of a delivery."""

    message: Outgoing
    address: str
    number: int
    text: str
    is_last: bool
    attachment: str | None = None
    """The whole of a text that would be too many messages."""
    is_replacement: bool = False
    """It says that the channel refused what should be here, and no more: no buttons, no file."""

    @property
    def key(self) -> str:
        """By which the channel knows it again."""
        kind = "r" if self.is_replacement else ""
        return nonce_of(self.message.delivery_id, f"{kind}{self.number}")

    @property
    def urgency(self) -> Urgency:
        """People who wrote are waiting; a reminder comes by itself."""
        is_reminder = self.message.kind == "reminder"
        return Urgency.REMINDER if is_reminder else Urgency.CONVERSATION

    @property
    def post(self) -> Post:
        """As it leaves; what can be pressed is under the last message only."""
        has_buttons = self.is_last and not self.is_replacement
        return Post(
            address=self.address,
            key=self.key,
            text=self.text,
            urgency=self.urgency,
            subject=_subject(self.message) if has_buttons else None,
            attachment=self.attachment,
        )

    def replacement(self, channel: Channel, reason: str) -> "Part":
        """What is sent when the channel refuses this for `reason`."""
        text = channel.replacement(self.message.kind, reason, self.message.language)
        return replace(self, text=text, attachment=None, is_replacement=True)


def parts_of(message: Outgoing, channel: Channel, address: str) -> list[Part]:
    """All of them, in order; none for a text in which nothing can be seen."""
    plan = channel.plan(message.text)
    last = len(plan.pieces) - 1
    return [
        Part(
            message=message,
            address=address,
            number=number,
            text=text,
            is_last=number == last,
            attachment=plan.attachment if number == last else None,
        )
        for number, text in enumerate(plan.pieces)
    ]


async def list_unrecorded(
    history: History, db: Database, part: Part, *, after: datetime
) -> list[SentMessage]:
    """What we wrote there since then and nobody noted down, oldest first."""
    sent = await history.list_sent(part.address, after=after - CLOCK_SKEW, urgency=part.urgency)
    user_id, ids = part.message.user_id, [message.message_id for message in sent]
    # After the history: what another attempt has sent by then is noted down, or still "sending".
    async with db.user(user_id) as connection:
        recorded = await attempts.list_recorded(connection, user_id, ids)
    return [message for message in sent if message.message_id not in recorded]


def find_same(messages: Iterable[SentMessage], part: Part) -> SentMessage | None:
    """The one that says what `part` says: by key where the channel tells it, else by its words."""
    return next((m for m in messages if m.key == part.key or m.text == part.text.strip()), None)


def _subject(message: Outgoing) -> Subject:
    return Subject(
        user_id=message.user_id,
        kind=message.kind,
        owner_id=message.owner_id,
        occurrence=message.occurrence,
        language=message.language,
        is_series=message.is_series,
        is_editable=message.action_tool in EDITABLE_ACTIONS,
    )
