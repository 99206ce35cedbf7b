"""The button under the welcome."""

from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.contracts.buttons import ConsentButton
from panager.db import users


async def consent(visitor: Visitor, button: ConsentButton) -> Answer:
    """They agree to what is stored; only who was asked can."""
    if button.user_id != visitor.user_id:
        return Answer(text=visitor.say("discord.old_button"))
    async with visitor.parts.db.user(visitor.user_id) as connection:
        await users.give_consent(connection, visitor.user_id)
    return Answer(text=visitor.say("discord.consented"))
