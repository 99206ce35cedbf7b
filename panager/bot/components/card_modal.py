"""Changing a card: the modal, and what was filled in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord

from activities.actions.action_kind import EditProblem
from activities.actions.revise import change_action
from activities.actions.updates import answered_text
from panager.bot.answering import Answer
from panager.bot.components.card_buttons import find_action
from panager.bot.components.edit_modal import values_of
from panager.bot.visitors import Visitor
from panager.channels.discord.components import edit_card_again
from panager.contracts.action import ActionState
from panager.contracts.buttons import ActionButton
from panager.sentences import Language, say

FIELD: Final = "keep"
LONGEST: Final = 500


def modal_of(button: ActionButton, language: Language) -> discord.ui.Modal:
    """The form; its id says which card it is about, so that nothing has to remember it."""
    modal = discord.ui.Modal(
        title=say(language, "action.edit_title"), timeout=None, custom_id=button.custom_id
    )
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=FIELD, max_length=LONGEST, placeholder=say(language, "action.edit_hint")
    )
    modal.add_item(discord.ui.Label(text=say(language, "action.edit_label"), component=field))
    # discord.py keeps every modal that is not over in memory, for answers that it is to handle.
    modal.stop()
    return modal


def typed_in(components: Sequence[Mapping[str, Any]]) -> str:
    """The value of a submitted modal, as Discord sends it."""
    return dict(values_of(components)).get(FIELD, "").strip()


async def opened(visitor: Visitor, button: ActionButton) -> discord.ui.Modal | str:
    """The form, or why this card cannot be changed."""
    action = await find_action(visitor, button)
    if action is None:
        return visitor.say("action.not_yours")
    if action.state is not ActionState.WAITING:
        return say(action.language, f"action.was_{action.state}")
    if action.revision != button.revision:
        return say(action.language, "action.replaced")
    return modal_of(button, action.language)


async def submit(visitor: Visitor, button: ActionButton, wish: str) -> Answer:
    """Show another card, or ask again."""
    action = await find_action(visitor, button)
    if action is None:
        return Answer(text=visitor.say("action.not_yours"))
    answered = await change_action(
        visitor.parts.db,
        visitor.parts.temporal,
        action,
        visitor.person,
        wish,
        revision=button.revision,
        edit_id=visitor.request_id,
    )
    if isinstance(answered, EditProblem):
        text = say(action.language, f"action.edit_{answered}")
        return Answer(text=text, view=edit_card_again(button, action.language))
    return Answer(text=answered_text(answered, "edit", action.language))
