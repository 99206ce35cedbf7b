"""`/help`: what can be said."""

from typing import Final

from panager.bot.answering import Answer
from panager.bot.commands.slash_command import plain
from panager.bot.visitors import Visitor


async def _help(visitor: Visitor) -> Answer:
    return Answer(text=visitor.say("help.text"))


HELP: Final = plain("help", _help)
