"""Composition root of the bot's process: settings, clients, connection."""

import asyncio
import contextlib
import functools
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

import discord
from pydantic import SecretStr

from panager.bot import interactions
from panager.bot.backfill import Backfill
from panager.bot.commands.slash_command import SlashCommand
from panager.bot.commands.tree import Tree
from panager.bot.connection import PATIENCE_S, Connection
from panager.bot.gateway import Gateway
from panager.bot.identifies import Identifies
from panager.bot.inbox import Inbox
from panager.bot.keyed_queue import Lanes
from panager.bot.only_one import only_bot
from panager.bot.status import STATUS_FILE, Status
from panager.channels.discord import base
from panager.channels.discord.health import GATEWAY
from panager.db.pool import Database, open_database
from panager.errors import PanagerError
from panager.process import heartbeat
from panager.process.health import open_health
from panager.settings import Settings
from panager.temporal import connect

IDENTIFIES_FILE = "run/identifies.json"
DRAIN_S = 3.0


class TokenMissingError(PanagerError):
    """There is no bot without a token."""


async def run_bot(settings: Settings, commands: Sequence[SlashCommand] = ()) -> None:
    """Serve until SIGTERM or SIGINT, with these slash commands.

    TokenRefusedError when Discord does not know the token, AnotherBotError when there is a bot
    with this token already.
    """
    token, services = _token(settings), settings.services()
    base.use_api_base(str(settings.discord_api_base))
    client = await connect(
        services.temporal_address,
        namespace=settings.temporal_namespace,
        update_key=settings.read_update_key(),
        lazy=True,
    )
    async with (
        heartbeat.beating(settings.data_dir / heartbeat.BOT_FILE),
        open_database(services.database_url.get_secret_value()) as db,
        only_bot(services.database_url.get_secret_value(), token) as lock,
    ):
        inbox = Inbox(db, client, language=settings.language, zone=settings.zone)
        identifies = Identifies(settings.data_dir / IDENTIFIES_FILE)
        status = Status(settings.data_dir / STATUS_FILE)
        attach = functools.partial(
            interactions.attach,
            db=db,
            temporal=client,
            zone=settings.zone,
            commands=commands,
            budget=settings.day_budget,
        )
        async with open_connection(
            db, inbox, token, identifies=identifies, status=status, attach=attach
        ) as connection:
            await _until_signalled(connection.run, lock.keep)


@contextlib.asynccontextmanager
async def open_connection(
    db: Database,
    inbox: Inbox,
    token: SecretStr,
    *,
    identifies: Identifies,
    status: Status,
    attach: Callable[[discord.Client], Tree],
    patience_s: float = PATIENCE_S,
) -> AsyncIterator[Connection]:
    """Everything between gateway and inbox; on leaving, what came in is stored if it can be."""
    async with open_health(db) as health:
        lanes = Lanes()
        backfill = Backfill(db, inbox, lanes, health.put)
        make_client = functools.partial(
            Gateway,
            inbox=inbox,
            lanes=lanes,
            backfill=backfill,
            identifies=identifies,
            status=status,
            health=health,
            attach=attach,
        )
        try:
            yield Connection(
                make_client,
                token,
                identifies=identifies,
                status=status,
                report=functools.partial(health.put, GATEWAY),
                patience_s=patience_s,
            )
        finally:
            await backfill.close()
            await lanes.close(within_s=DRAIN_S)


def _token(settings: Settings) -> SecretStr:
    if settings.discord_token is None:
        raise TokenMissingError(
            "The bot has no token: make one at https://discord.com/developers/applications and"
            " set DISCORD_TOKEN (docs/discord.md says how, step by step)."
        )
    return settings.discord_token


async def _until_signalled(*works: Callable[[], Coroutine[None, None, None]]) -> None:
    """Raises what ends one of the works."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = [asyncio.create_task(work()) for work in works]
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((*serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*serving, stopping):
            task.cancel()
        await asyncio.gather(*serving, stopping, return_exceptions=True)
    for task in serving:
        if not task.cancelled():
            task.result()
