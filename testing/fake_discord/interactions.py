"""Interactions: what a person started, and everything the bot answered."""

import asyncio
import time
from dataclasses import dataclass, field
from enum import IntEnum
from uuid import uuid4

from testing.fake_discord import payloads
from testing.fake_discord.context import Context
from testing.fake_discord.model import LOADING, Channel, Json, Message, Person


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Callback(IntEnum):
    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


@dataclass
class Interaction:
    """One; tests read the answers from it."""

    id: int
    kind: Kind
    person: Person
    channel: Channel
    data: Json
    message: Message | None = None
    """The message whose button was pressed."""
    token: str = field(default_factory=lambda: uuid4().hex * 2)
    begun_at: float = field(default_factory=time.monotonic)
    callback: Callback | None = None
    answered_after_s: float | None = None
    failed: bool = False
    """No answer within 3 seconds: "The application did not respond"."""
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def acknowledged(self) -> bool:
        return self.callback is not None

    @property
    def loading(self) -> bool:
        """Whether "… is thinking" still stands there."""
        return self.original is not None and bool(self.original.flags & LOADING)

    @property
    def content(self) -> str | None:
        """What the answer says now; `None` while there is none."""
        return None if self.original is None or self.loading else self.original.content

    def metadata(self) -> Json:
        """As messages carry it that answer an interaction."""
        return {
            "id": str(self.id),
            "type": int(self.kind),
            "user": payloads.user(self.person),
            "authorizing_integration_owners": {"1": str(self.person.id)},
            **({"name": self.data["name"]} if "name" in self.data else {}),
        }


class Interactions:
    """Starts them and finds them again by id and token."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def start(
        self, kind: Kind, person: Person, data: Json, message: Message | None = None
    ) -> Interaction:
        world = self._context.world
        channel = world.open_channel(person)
        interaction = Interaction(world.ids.next(), kind, person, channel, data, message)
        self._by_id[interaction.id] = self._by_token[interaction.token] = interaction
        self._context.journal.write(
            "person_acted",
            person_id=person.id,
            interaction_id=interaction.id,
            kind=kind.name.lower(),
            name=data.get("name") or data.get("custom_id"),
        )
        within = self._context.settings.acknowledge_within_s
        asyncio.get_running_loop().call_later(within, self._check_answered, interaction)
        self._context.sessions.dispatch("INTERACTION_CREATE", self._payload(interaction))
        return interaction

    def get(self, interaction_id: int) -> Interaction | None:
        return self._by_id.get(interaction_id)

    def by_token(self, token: str) -> Interaction | None:
        return self._by_token.get(token)

    def all(self) -> list[Interaction]:
        return list(self._by_id.values())

    def _check_answered(self, interaction: Interaction) -> None:
        if interaction.acknowledged:
            return
        interaction.failed = True
        self._context.journal.write(
            "interaction_failed", person_id=interaction.person.id, interaction_id=interaction.id
        )

    def _payload(self, interaction: Interaction) -> Json:
        person, channel = interaction.person, interaction.channel
        body: Json = {
            "id": str(interaction.id),
            "application_id": str(self._context.world.application_id),
            "type": int(interaction.kind),
            "data": interaction.data,
            "channel": payloads.channel(channel),
            "channel_id": str(channel.id),
            "user": payloads.user(person),
            "token": interaction.token,
            "version": 1,
            "app_permissions": "562949953601536",
            "locale": person.locale,
            "entitlements": [],
            "authorizing_integration_owners": {"1": str(person.id)},
            "context": 1,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if interaction.message is not None:
            body["message"] = self._context.message(interaction.message)
        return body
