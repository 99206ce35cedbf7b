"""What the control API tells: ids are strings, as in Discord."""

from typing import TYPE_CHECKING

from testing.fake_discord.context import buttons
from testing.fake_discord.interactions import Interaction
from testing.fake_discord.model import Message, Person
from testing.fake_discord.rest.errors import Json

if TYPE_CHECKING:
    from testing.fake_discord.server import FakeDiscord


def person(somebody: Person) -> Json:
    return {
        "id": str(somebody.id),
        "name": somebody.name,
        "locale": somebody.locale,
        "accepts_dms": somebody.accepts_dms,
        "shares_guild": somebody.shares_guild,
    }


def message(sent: Message) -> Json:
    return {
        "id": str(sent.id),
        "channel_id": str(sent.channel_id),
        "from_bot": sent.author.bot,
        "content": sent.content,
        "nonce": sent.nonce,
        "edits": sent.edits,
        "flags": sent.flags,
        "ephemeral": sent.ephemeral,
        "buttons": buttons(sent.components),
        "components": sent.components,
        "embeds": sent.embeds,
        "allowed_mentions": sent.allowed_mentions,
        "attachments": [
            {"filename": file.filename, "size": len(file.data)} for file in sent.attachments
        ],
    }


def interaction(started: Interaction) -> Json:
    return {
        "id": str(started.id),
        "kind": started.kind.name.lower(),
        "acknowledged": started.acknowledged,
        "callback": started.callback.name.lower() if started.callback else None,
        "answered_after_s": started.answered_after_s,
        "failed": started.failed,
        "loading": started.loading,
        "content": started.content,
        "original": message(started.original) if started.original else None,
        "followups": [message(followup) for followup in started.followups],
        "modal": started.modal,
        "choices": started.choices,
    }


def state(fake: "FakeDiscord") -> Json:
    return {
        "connected": len(fake.sessions.connected()),
        "identifies": fake.gateway.identifies.count,
        "invalid_requests": fake.limits.invalid_requests,
        "banned": fake.limits.banned,
        "requests": fake.context.statistics,
        "commands": fake.world.commands,
        "faults": fake.faults.as_json(),
    }
