"""What of a Discord message is somebody's words to us."""

from dataclasses import dataclass
from datetime import datetime

import discord

from panager.contracts.limits import MAX_TEXT
from panager.llm import carried
from panager.llm.untrusted import strip_invisible

WORDS = {discord.MessageType.default, discord.MessageType.reply}
"""All other types are Discord's own: pins, calls, commands."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A direct message of a person; the ids are Discord's snowflakes."""

    message_id: int
    channel_id: int
    author_id: int
    text: str
    has_words: bool
    """False: `text` only names what it carries."""
    written_at: datetime
    reply_to: int | None = None
    """The message that it is a reply to."""


def read(message: discord.Message) -> Incoming | None:
    """None when nobody speaks to us there: a server, a bot (ourselves too), Discord itself."""
    nobody = message.author.bot or message.webhook_id is not None or message.type not in WORDS
    if (
        nobody
        or message.guild is not None
        or message.channel.type is not discord.ChannelType.private
    ):
        return None
    return Incoming(
        message_id=message.id,
        channel_id=message.channel.id,
        author_id=message.author.id,
        text=text_of(message),
        has_words=bool(_clean(message.content)),
        written_at=message.created_at,
        reply_to=_replied_to(message),
    )


def _replied_to(message: discord.Message) -> int | None:
    # What is forwarded has a reference as well.
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


def text_of(message: discord.Message) -> str:
    """Its words and its files; without any words, all that it carries, so that it is answered."""
    words = _clean(message.content)[:MAX_TEXT]
    if words:
        return "\n".join([words, *_files(message)])
    forwarded = [_clean(snapshot.content)[:MAX_TEXT] for snapshot in message.message_snapshots]
    return "\n".join([text for text in forwarded if text] + _carried(message)) or carried.EMPTY


def _files(message: discord.Message) -> list[str]:
    # The link of a file itself ends after a day.
    return [
        carried.mark("attachment", _clean(file.filename), message.jump_url)
        for file in message.attachments
    ]


def _carried(message: discord.Message) -> list[str]:
    stickers = [carried.mark("sticker", _clean(sticker.name)) for sticker in message.stickers]
    poll = [carried.mark("poll", _clean(str(message.poll.question)))] if message.poll else []
    return _files(message) + stickers + poll


def _clean(text: str) -> str:
    return strip_invisible(text).strip()
