"""The channels of a worker under test."""

from panager.channels.discord.channel import DiscordChannel
from panager.channels.discord.http import DiscordHttp
from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel
from panager.db.pool import Database


def channels_of(db: Database, rest: DiscordHttp | None) -> list[Channel]:
    """The local one, and Discord when there is a client for it."""
    local: list[Channel] = [LocalChannel()]
    return local if rest is None else [*local, DiscordChannel(db, rest)]
