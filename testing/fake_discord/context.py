"""What all parts of one fake Discord share."""

import time
from dataclasses import dataclass, field
from random import Random

from testing.fake_discord import payloads
from testing.fake_discord.faults import Faults
from testing.fake_discord.gateway.sessions import Sessions
from testing.fake_discord.journal import Journal
from testing.fake_discord.model import Channel, Json, Message, World
from testing.fake_discord.settings import Settings

DIRECT_MESSAGES = 1 << 12
DIRECT_MESSAGE_TYPING = 1 << 14


class NonceMemory:
    """Messages by nonce, for as long as Discord remembers; one author writes them all."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, tuple[float, Message]] = {}

    def find(self, nonce: str) -> Message | None:
        made_at, message = self._known.get(nonce, (float("-inf"), None))
        fresh = time.monotonic() - made_at < self._settings.nonce_window_s
        return message if fresh else None

    def keep(self, nonce: str, message: Message) -> None:
        self._known[nonce] = (time.monotonic(), message)

    def forget(self) -> None:
        self._known.clear()


@dataclass
class Context:
    """Made once by the server, given to every part."""

    settings: Settings
    world: World
    journal: Journal
    faults: Faults
    sessions: Sessions
    nonces: NonceMemory
    chance: Random
    address: str = ""
    """`http://host:port`, known once the server listens."""
    statistics: dict[str, int] = field(default_factory=dict)
    """Answers by `METHOD route status`."""

    @property
    def gateway_url(self) -> str:
        return self.address.replace("http", "ws", 1) + "/gateway"

    def message(self, message: Message, *, fresh: bool = False) -> Json:
        """`fresh` is one that was just sent: it still has its nonce."""
        with_nonce = fresh or self.settings.history_tells_nonce
        return payloads.message(message, self.address, with_nonce=with_nonce)

    def announce(self, event: str, message: Message) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE to whoever listens for direct messages."""
        if not message.ephemeral:
            fresh = event == "MESSAGE_CREATE"
            body = self.message(message, fresh=fresh) | {"channel_type": 1}
            self.sessions.dispatch(event, body, DIRECT_MESSAGES)

    def announce_deleted(self, message: Message) -> None:
        if not message.ephemeral:
            body = {"id": str(message.id), "channel_id": str(message.channel_id)}
            self.sessions.dispatch("MESSAGE_DELETE", body, DIRECT_MESSAGES)

    def reached(self, what: str, channel: Channel, message: Message) -> None:
        """Writes down that a person sees this message now as it is."""
        self.journal.write(
            what,
            person_id=channel.person.id,
            channel_id=channel.id,
            message_id=message.id,
            content=message.content,
            nonce=message.nonce,
            ephemeral=message.ephemeral,
            flags=message.flags,
            buttons=buttons(message.components),
            attachments=[file.filename for file in message.attachments],
            embeds=len(message.embeds),
        )


def walk(components: list[Json]) -> list[Json]:
    """All components, also those inside rows, sections and containers."""
    found: list[Json] = []
    for component in components:
        found.append(component)
        found.extend(walk(component.get("components", [])))
        inner = [component[key] for key in ("accessory", "component") if key in component]
        found.extend(walk(inner))
    return found


def buttons(components: list[Json]) -> list[Json]:
    """What a person can press or choose, with its label."""
    return [
        {"custom_id": c["custom_id"], "label": c.get("label"), "disabled": c.get("disabled", False)}
        for c in walk(components)
        if "custom_id" in c
    ]
