"""Answers interactions: acknowledged at once, then the work, then how it ended.

Discord takes an interaction for failed when nothing acknowledges it within three seconds; after
that an answer may take fifteen minutes
(https://discord.com/developers/docs/interactions/receiving-and-responding).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import discord
import structlog

from panager.bot.visitors import Parts, Visitor, language_of_locale, receive
from panager.channels.discord.errors import is_final
from panager.channels.discord.text import split
from panager.outages import is_outage
from panager.sentences import say

ATTEMPT_S: Final = 1.2
"""For one try to acknowledge; the second one still comes in time."""
ATTEMPTS: Final = 3
ALREADY_ACKNOWLEDGED: Final = 40060
CUT: Final = (aiohttp.ClientError, TimeoutError, OSError)
"""Nobody knows whether the call arrived."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the person sees in the end."""

    text: str
    view: discord.ui.View | None = None
    keeps_view: bool = False
    """Leaves the buttons that are there."""


type Work = Callable[[Visitor], Awaitable[Answer]]


async def answer(
    parts: Parts, interaction: discord.Interaction, work: Work, *, in_place: bool = False
) -> None:
    """Do the work and say how it ended, to this person only.

    `in_place`: in the message whose button was pressed, else in a new one.
    """
    if not await _acknowledge(interaction, thinking=not in_place):
        log.warning("interaction_too_late", interaction_id=interaction.id)
        return
    try:
        result = await in_time(_carefully(parts, interaction, work), parts.patience_s)
    except TimeoutError:
        log.warning("interaction_unanswered", interaction_id=interaction.id)
        result = _sorry(interaction, "discord.not_now")
    await _show(interaction, result)


async def in_time[T](work: Coroutine[Any, Any, T], seconds: float) -> T:
    """Its result, or a `TimeoutError`, in any case by then.

    What hangs is cancelled but not waited for (as `asyncio.timeout` does): with a server that
    does not answer, the cancellation hangs as well.
    """
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        task.cancel()
        raise TimeoutError
    return task.result()


async def _carefully(parts: Parts, interaction: discord.Interaction, work: Work) -> Answer:
    try:
        return await work(await receive(parts, interaction))
    except Exception as error:
        if not is_outage(error):
            log.exception("interaction_failed", interaction_id=interaction.id)
            return _sorry(interaction, "error.unexpected")
        log.warning("interaction_outage", interaction_id=interaction.id, error=type(error).__name__)
        return _sorry(interaction, "discord.not_now")


def _sorry(interaction: discord.Interaction, key: str) -> Answer:
    return Answer(text=say(language_of_locale(interaction), key), keeps_view=True)


async def _acknowledge(interaction: discord.Interaction, *, thinking: bool) -> bool:
    """Whether the person was not told that it failed; only then anything may happen."""
    for _ in range(ATTEMPTS):
        try:
            async with asyncio.timeout(ATTEMPT_S):
                await interaction.response.defer(ephemeral=True, thinking=thinking)
        except discord.HTTPException as error:
            # By an attempt whose answer was lost, or by a process that did not get any further.
            return error.code == ALREADY_ACKNOWLEDGED
        except CUT:
            continue
        return True
    return False


async def _show(interaction: discord.Interaction, result: Answer) -> None:
    view = discord.utils.MISSING if result.keeps_view else result.view
    try:
        first, *others = split(result.text) or [result.text]
        await _edit(interaction, first, view)
        for piece in others:
            await _follow_up(interaction, piece)
    except discord.HTTPException as error:
        log.warning("interaction_answer_refused", status=error.status, code=error.code)
        if is_final(error):
            with contextlib.suppress(discord.HTTPException):
                await _edit(interaction, refusal(interaction, error), None)


def refusal(interaction: discord.Interaction, error: discord.HTTPException) -> str:
    """What stands in the place of an answer that Discord refuses."""
    language = language_of_locale(interaction)
    return say(language, "discord.refused_here", code=error.code or error.status)


async def _edit(interaction: discord.Interaction, text: str, view: discord.ui.View | None) -> None:
    for _ in range(ATTEMPTS):
        with contextlib.suppress(*CUT):
            await interaction.edit_original_response(
                content=text, view=view, allowed_mentions=discord.AllowedMentions.none()
            )
            return


async def _follow_up(interaction: discord.Interaction, text: str) -> None:
    """Say more; when nobody knows whether it arrived it is not said again, as it would be twice."""
    with contextlib.suppress(*CUT):
        await interaction.followup.send(
            text, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
        )
