"""What can go wrong with a call to Discord, by what there is to do about it.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from datetime import timedelta

import aiohttp
import discord

from panager.channels.errors import (
    ContentRefusedError,
    MessageGoneError,
    NotSentError,
    UndeliverableError,
)
from panager.errors import PanagerError

UNKNOWN_MESSAGE = 10008
OPENING_TOO_FAST = 40003
UNREACHABLE = frozenset({50007, 50033, 50278})
"""No direct messages from us, nobody there, no server in common."""
REFUSED_CONTENT = frozenset({20009, 50035, 200000, 240000})
"""Explicit, malformed, caught by a filter for words or one for harmful links."""
TRIED_AGAIN = frozenset({401, 408, 429})
"""Statuses below 500 of calls that may succeed later; every other would be refused again."""
FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What discord.py raises for a call that did not go well; TimeoutError is an OSError."""
OPENING_PAUSE = timedelta(minutes=1)


class TokenRefusedError(NotSentError):
    """Discord does not know the bot's token: nothing is sent until it does."""

    def __init__(self, retry_after: timedelta) -> None:
        """Each further call with it would count towards a ban of this address."""
        super().__init__(
            "Discord refuses the bot's token (401). Make a new one in the Developer Portal under"
            " Bot > Reset Token, put it into DISCORD_TOKEN and restart."
        )
        self.retry_after = retry_after


class RateLimitedError(NotSentError):
    """Too many calls of a kind."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"Discord wants a pause of {retry_after.total_seconds():.1f} s")
        self.retry_after = retry_after


class DiscordUnavailableError(PanagerError):
    """Discord cannot be reached or is in trouble; whether the call did anything is unknown."""

    retryable = True


def is_final(error: discord.HTTPException) -> bool:
    """Whether the same call would be refused again."""
    return 400 <= error.status < 500 and error.status not in TRIED_AGAIN


def domain_error(error: Exception) -> PanagerError:
    """What an error of discord.py means for the message that was to be sent."""
    match error:
        case discord.RateLimited():
            return RateLimitedError(timedelta(seconds=error.retry_after))
        case discord.HTTPException(code=code) if code == OPENING_TOO_FAST:
            return RateLimitedError(OPENING_PAUSE)
        case discord.HTTPException(code=code) if code in UNREACHABLE:
            return UndeliverableError(str(code))
        case discord.HTTPException(code=code) if code == UNKNOWN_MESSAGE:
            return MessageGoneError(str(code))
        case discord.HTTPException() if error.code in REFUSED_CONTENT:
            return ContentRefusedError(str(error.code))
        case discord.Forbidden() | discord.NotFound():
            return UndeliverableError(str(error.code or error.status))
        case discord.HTTPException() if is_final(error):
            return ContentRefusedError(str(error.code or error.status))
        case TimeoutError():
            return DiscordUnavailableError("Discord does not answer")
    return DiscordUnavailableError(f"{type(error).__name__}: {error}")
