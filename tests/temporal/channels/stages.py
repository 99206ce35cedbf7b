"""Channels under test, each with its real parts: how to break them, and what people received."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol
from uuid import UUID

from panager.channels.discord.channel import DiscordChannel
from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel, LostAnswer
from panager.db.pool import Database
from testing.fake_discord import FakeDiscord
from testing.fake_discord.model import Person
from testing.plain_channel.channel import LIMIT, PlainChannel
from testing.plain_channel.server import PlainService

SEND = "POST /channels/{channel_id}/messages"

type Fault = Literal["lost_answer", "too_fast", "down", "refused_words"]


class Stage(Protocol):
    """A channel and the service behind it."""

    limit: ClassVar[int | None]
    """Characters of a message."""
    copies_of_lost: ClassVar[int]
    """How often a message arrives whose answer was lost."""

    @property
    def channel(self) -> Channel: ...

    def new_account(self) -> str:
        """Somebody whom Panager does not know yet."""
        ...

    async def texts(self, account: str, user_id: UUID) -> list[str]: ...

    def fail(self, *faults: Fault) -> None:
        """What the next requests meet."""
        ...

    def forget_keys(self) -> None:
        """The service knows no message again that it was sent before."""
        ...

    def cut_off(self, account: str) -> None:
        """They cannot be reached any more."""
        ...

    def has_buttons(self, account: str) -> bool:
        """Whether something can be pressed under the last message."""
        ...


@dataclass
class LocalStage:
    """Nothing that could fail is between us and the mailbox."""

    db: Database
    channel: LocalChannel = field(default_factory=LocalChannel)
    limit: ClassVar[int | None] = None
    copies_of_lost: ClassVar[int] = 1

    def new_account(self) -> str:
        return "ada"

    async def texts(self, account: str, user_id: UUID) -> list[str]:
        async with self.db.user(user_id) as connection:
            rows = await connection.fetch(
                "SELECT text FROM deliveries WHERE state = 'delivered' ORDER BY seq"
            )
        return [row["text"] for row in rows]

    def fail(self, *faults: Fault) -> None:
        raise NotImplementedError

    def forget_keys(self) -> None:
        """It never did."""

    def cut_off(self, account: str) -> None:
        raise NotImplementedError

    def has_buttons(self, account: str) -> bool:
        return False


@dataclass
class DiscordStage:
    """The fake Discord."""

    fake: FakeDiscord
    channel: DiscordChannel
    limit: ClassVar[int | None] = 2000
    copies_of_lost: ClassVar[int] = 1

    def new_account(self) -> str:
        return str(self.fake.people.join("Ada").id)

    async def texts(self, account: str, user_id: UUID) -> list[str]:
        return [m.content for m in self.fake.people.received(self._person(account))]

    def fail(self, *faults: Fault) -> None:
        for fault in faults:
            match fault:
                case "lost_answer":
                    self.fake.faults.add("lost_reply", SEND, times=1)
                case "too_fast":
                    self.fake.faults.add("rate_limited", SEND, times=1, seconds=0.1)
                case "down":
                    self.fake.faults.add("status", SEND, times=1, status=503)
                case "refused_words":
                    self.fake.faults.add("status", SEND, times=1, status=400, code=240000)

    def forget_keys(self) -> None:
        self.fake.settings.nonce_window_s = 0

    def cut_off(self, account: str) -> None:
        self._person(account).accepts_dms = False

    def has_buttons(self, account: str) -> bool:
        return bool(self.fake.people.received(self._person(account))[-1].components)

    def _person(self, account: str) -> Person:
        return self.fake.world.people[int(account)]


@dataclass
class PlainStage:
    """The channel that can do least; it sends again what may have arrived."""

    service: PlainService
    channel: PlainChannel
    limit: ClassVar[int | None] = LIMIT
    copies_of_lost: ClassVar[int] = 2
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(100)))

    def new_account(self) -> str:
        return f"+8210{next(self._numbers)}"

    async def texts(self, account: str, user_id: UUID) -> list[str]:
        return self.service.texts[account]

    def fail(self, *faults: Fault) -> None:
        self.service.faults.extend(faults)

    def forget_keys(self) -> None:
        """It never did."""

    def cut_off(self, account: str) -> None:
        self.service.unreachable.add(account)

    def has_buttons(self, account: str) -> bool:
        return False


def gives_up(stage: Stage) -> bool:
    """Whether this channel rather loses a message than sends it twice."""
    return stage.channel.history is None and stage.channel.lost_answer is LostAnswer.GIVE_UP
