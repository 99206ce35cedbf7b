"""Which server discord.py talks to: Discord's own, or the one that `DISCORD_API_BASE` names.

discord.py has no setting for it; what it reads are two class attributes, for REST and gateway.
"""

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

DISCORD = Route.BASE


def use_api_base(url: str) -> None:
    """Sends the REST calls of every client in this process there, e.g. `DISCORD`."""
    Route.BASE = url.rstrip("/")


async def use_gateway_of_base(client: discord.Client) -> None:
    """Asks the server for its gateway; for a client that is logged in, before it connects.

    `Client.connect` would otherwise begin at Discord's own gateway, whatever the API's base is.
    """
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
