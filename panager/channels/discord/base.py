"""What discord.py has no settings for: which server it talks to, and what it puts into the log.

The server is Discord's own, or the one that `DISCORD_API_BASE` names; what the library reads are
two class attributes, for REST and gateway.
"""

import logging

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

DISCORD = Route.BASE


def use_api_base(url: str) -> None:
    """Sends the REST calls of every client in this process there, e.g. `DISCORD`."""
    _quieten()
    Route.BASE = url.rstrip("/")


async def use_gateway_of_base(client: discord.Client) -> None:
    """Asks the server for its gateway; for a client that is logged in, before it connects.

    `Client.connect` would otherwise begin at Discord's own gateway, whatever the API's base is.
    """
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


def _quieten() -> None:
    """It warns that there is no guilds intent and no voice; we want neither."""
    logging.getLogger("discord.state").setLevel(logging.ERROR)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    client = logging.getLogger("discord.client")
    if _reconnects_in_one_line not in client.filters:
        client.addFilter(_reconnects_in_one_line)


def _reconnects_in_one_line(record: logging.LogRecord) -> bool:
    """A connection that was lost is an outage that the library sees to, and no error of ours."""
    if "reconnect" in str(record.msg) and record.exc_info:
        error = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__})", ()
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
