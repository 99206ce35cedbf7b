"""What exists in the fake Discord: people, their DM channels with the bot, messages, commands."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from testing.fake_discord.ids import Snowflakes

Json = dict[str, Any]

EPHEMERAL = 1 << 6
LOADING = 1 << 7


@dataclass
class Person:
    """Somebody with an account; the bot itself is one too."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    accepts_dms: bool = True
    """If not: error 50007 for whoever writes."""
    shares_guild: bool = True
    """If not: error 50278 for whoever writes."""


@dataclass
class Attachment:
    id: int
    filename: str
    data: bytes
    content_type: str = "application/octet-stream"
    description: str | None = None


@dataclass
class Message:
    id: int
    channel_id: int
    author: Person
    content: str = ""
    nonce: str | None = None
    flags: int = 0
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    allowed_mentions: Json | None = None
    reply_to: int | None = None
    interaction: Json | None = None
    edited_at: datetime | None = None
    edits: int = 0

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)


@dataclass
class Channel:
    """The DM channel of one person with the bot."""

    id: int
    person: Person
    messages: dict[int, Message] = field(default_factory=dict)
    """By id, oldest first; ephemeral ones are seen by the person only."""


class World:
    """All that the bot could find out by asking, and the people behind it."""

    def __init__(self, bot_name: str) -> None:
        self.ids = Snowflakes()
        self.bot = Person(self.ids.next(), bot_name, bot=True)
        self.owner = Person(self.ids.next(), "owner")
        self.people: dict[int, Person] = {}
        self.channels: dict[int, Channel] = {}
        self._channel_by_person: dict[int, Channel] = {}
        self.commands: list[Json] = []

    @property
    def application_id(self) -> int:
        """The same number as the bot's, as for every application made since 2016."""
        return self.bot.id

    def add_person(self, name: str, locale: str = "en-US", person_id: int | None = None) -> Person:
        person = Person(person_id or self.ids.next(), name, locale)
        self.people[person.id] = person
        return person

    def channel_of(self, person: Person) -> Channel | None:
        return self._channel_by_person.get(person.id)

    def open_channel(self, person: Person) -> Channel:
        """The one channel of a person; made when first needed."""
        channel = self.channel_of(person)
        if channel is None:
            channel = Channel(self.ids.next(), person)
            self.channels[channel.id] = self._channel_by_person[person.id] = channel
        return channel

    def add_message(self, channel: Channel, author: Person, **details: Any) -> Message:
        message = Message(self.ids.next(), channel.id, author, **details)
        channel.messages[message.id] = message
        return message

    def find_attachment(self, attachment_id: int) -> Attachment | None:
        everything = (
            attachment
            for channel in self.channels.values()
            for message in channel.messages.values()
            for attachment in message.attachments
        )
        return next((a for a in everything if a.id == attachment_id), None)
