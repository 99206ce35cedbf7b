"""`/reminders`: the list, from its first page."""

from typing import Final

from panager.bot.answering import Answer
from panager.bot.commands.slash_command import plain
from panager.bot.components.pages import show_page
from panager.bot.visitors import Visitor


async def _first_page(visitor: Visitor) -> Answer:
    return await show_page(visitor, 0)


REMINDERS: Final = plain("reminders", _first_page)
