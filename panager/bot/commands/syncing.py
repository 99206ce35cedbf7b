"""Tells Discord about the commands when, and only when, they are not what it has already."""

from typing import Any, Final

import discord
import structlog
from discord import app_commands

from panager.bot.commands.localised import Translator

type Payload = dict[str, Any]

SERVERS_OWN: Final = (
    "id", "application_id", "version", "guild_id", "dm_permission", "handler", "integration_types",
)  # fmt: skip
"""What Discord adds, derives, or takes from the settings of the application."""

log = structlog.get_logger(__name__)


async def sync(tree: app_commands.CommandTree[discord.Client]) -> bool:
    """For a client that is logged in; whether there was anything to tell."""
    await tree.set_translator(Translator())
    client = tree.client
    if client.application_id is None:
        raise RuntimeError("commands belong to an application: log in first")
    if is_same(await payload_of(tree), await _known(client, client.application_id)):
        return False
    await tree.sync()
    log.info("commands_synced")
    return True


async def _known(client: discord.Client, application_id: int) -> list[Payload]:
    """What Discord has; discord.py's own call leaves the translations out."""
    path = "/applications/{application_id}/commands"
    route = discord.http.Route("GET", path, application_id=application_id)
    known: list[Payload] = await client.http.request(route, params={"with_localizations": "true"})
    return known


async def payload_of(tree: app_commands.CommandTree[discord.Client]) -> list[Payload]:
    """What a sync would send."""
    translator = Translator()
    return [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]


def is_same(ours: list[Payload], theirs: list[Payload]) -> bool:
    """Whether Discord would not notice. It leaves out or fills in what is usual."""
    return _by_name(ours) == _by_name(theirs)


def _by_name(commands: list[Payload]) -> list[object]:
    return sorted((_essence(command) for command in commands), key=repr)


def _essence(value: object) -> object:
    """Without empty values, and without what is Discord's own."""
    if isinstance(value, dict):
        pairs = sorted(
            (key, _essence(inner)) for key, inner in value.items() if _counts(key, inner)
        )
        return tuple(pairs)
    if isinstance(value, list):
        return tuple(_essence(inner) for inner in value)
    return value


def _counts(key: str, value: object) -> bool:
    return key not in SERVERS_OWN and value not in (None, False, [], {}, "")
