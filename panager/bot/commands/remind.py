"""`/remind`: a reminder in one line."""

from typing import Final

from discord import app_commands
from discord.app_commands import Range

from panager.bot.answering import Answer, answer
from panager.bot.commands.localised import words
from panager.bot.commands.slash_command import Callback, Interaction, SlashCommand
from panager.bot.visitors import Parts, Visitor
from panager.bot.wording import Asked, word
from panager.contracts.limits import MAX_TEXT
from panager.llm.tools import CreateReminder
from panager.replies.results import Status

TIME_IS_WANTING: Final = (Status.UNCLEAR, Status.NO_TIME, Status.TOO_FAR, Status.TOO_OFTEN)


async def remind(visitor: Visitor, *, when: str, what: str) -> Answer:
    """Make it, or ask for a time with what was typed to copy."""
    text = what.strip() or visitor.say("reminder.default_text")
    call = visitor.call("create_reminder", CreateReminder(text=text, when=when.strip()))
    result = await visitor.reminder_tools.create(call)
    sentence = word(visitor, Asked(tool=call.name, text=text, when=when), result)
    if result.status in TIME_IS_WANTING:
        again = visitor.say("discord.type_again", when=_plain(when), text=_plain(text))
        sentence = f"{sentence}\n{again}"
    return Answer(text=sentence)


def _plain(typed: str) -> str:
    """Without the signs that would end what is shown as typed."""
    return " ".join(typed.replace("`", "'").split())


def _callback(parts: Parts) -> Callback:
    @app_commands.describe(when=words("remind_when"), what=words("remind_what"))
    @app_commands.rename(when=words("remind_when_name"), what=words("remind_what_name"))
    async def run(
        interaction: Interaction, when: Range[str, 1, 200], what: Range[str, 1, MAX_TEXT]
    ) -> None:
        await answer(parts, interaction, lambda visitor: remind(visitor, when=when, what=what))

    return run


REMIND: Final = SlashCommand(name="remind", callback=_callback)
