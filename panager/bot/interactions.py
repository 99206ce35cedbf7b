"""Everything that people press, choose, fill in or run: from the event to its answer.

Buttons and modals are found by their custom ids alone, never by objects in this process: they
work after any restart, and months later.
"""

import contextlib
from collections.abc import Sequence
from typing import Any

import discord
import structlog
from discord import InteractionType
from temporalio.client import Client

from panager.bot.answering import CUT, Answer, Work, answer, in_time, refusal
from panager.bot.commands.slash_command import SlashCommand
from panager.bot.commands.tree import Tree, build_tree
from panager.bot.components import card_modal, edit_modal
from panager.bot.components.card_buttons import press_card
from panager.bot.components.consent import consent
from panager.bot.components.edit_modal import Typed
from panager.bot.components.pages import show_page
from panager.bot.components.reminder_buttons import press
from panager.bot.visitors import Parts, Visitor, language_of_locale, receive
from panager.channels.discord.errors import is_final
from panager.contracts import buttons
from panager.contracts.buttons import (
    ActionButton,
    Button,
    CardPress,
    ConsentButton,
    PageButton,
    Press,
    ReminderButton,
)
from panager.db.pool import Database
from panager.outages import DATABASE_OUTAGES
from panager.sentences import Language
from panager.settings import DayBudget

PREFILL_S = 1.5
"""How long a modal may wait for what it shows; nothing else may answer before it."""

log = structlog.get_logger(__name__)


def attach(
    client: discord.Client,
    *,
    db: Database,
    temporal: Client,
    zone: str,
    commands: Sequence[SlashCommand] = (),
    budget: DayBudget | None = None,
    patience_s: float = 20.0,
) -> Tree:
    """Answers this client's interactions; `syncing.sync` takes the tree that is returned.

    `zone`: of people whose zone is not known yet. `commands`: all that there are.
    `budget`: what `/status` names. `patience_s`: how long an answer may take.
    """
    parts = Parts(db=db, temporal=temporal, zone=zone, budget=budget, patience_s=patience_s)

    async def on_interaction(interaction: discord.Interaction) -> None:
        if interaction.type is InteractionType.component:
            await _pressed(parts, interaction)
        elif interaction.type is InteractionType.modal_submit:
            await _submitted(parts, interaction)

    client.event(on_interaction)
    return build_tree(client, parts, commands)


async def _pressed(parts: Parts, interaction: discord.Interaction) -> None:
    button = _button(interaction)
    match button:
        case ReminderButton(press=Press.EDIT) | ActionButton(press=CardPress.EDIT):
            await _open_modal(parts, interaction, button)
        case _:
            in_place = isinstance(button, PageButton)
            await answer(parts, interaction, _work_of(button), in_place=in_place)


def _work_of(button: Button | None) -> Work:
    async def work(visitor: Visitor) -> Answer:
        match button:
            case ReminderButton():
                return await press(visitor, button)
            case ActionButton():
                return await press_card(visitor, button)
            case PageButton():
                return await show_page(visitor, button.page)
            case ConsentButton():
                return await consent(visitor, button)
            case None:
                return Answer(text=visitor.say("discord.old_button"))

    return work


async def _open_modal(
    parts: Parts, interaction: discord.Interaction, button: ReminderButton | ActionButton
) -> None:
    """A modal cannot be deferred: when the database is slow, it opens empty."""
    try:
        shown = await in_time(_modal(parts, interaction, button), PREFILL_S)
    except DATABASE_OUTAGES as error:
        log.warning("modal_opened_empty", error=type(error).__name__)
        shown = _empty_modal(button, language_of_locale(interaction))
    try:
        if isinstance(shown, str):
            await interaction.response.send_message(shown, ephemeral=True)
        else:
            await interaction.response.send_modal(shown)
    except (discord.HTTPException, *CUT) as error:
        # Nothing was promised: the person sees that it failed and presses again.
        log.warning("modal_not_opened", error=type(error).__name__)
        if isinstance(error, discord.HTTPException) and is_final(error):
            with contextlib.suppress(discord.HTTPException, *CUT):
                text = refusal(interaction, error)
                await interaction.response.send_message(text, ephemeral=True)


async def _modal(
    parts: Parts, interaction: discord.Interaction, button: ReminderButton | ActionButton
) -> discord.ui.Modal | str:
    visitor = await receive(parts, interaction)
    if isinstance(button, ActionButton):
        return await card_modal.opened(visitor, button)
    return await edit_modal.opened(visitor, button)


def _empty_modal(button: ReminderButton | ActionButton, language: Language) -> discord.ui.Modal:
    if isinstance(button, ActionButton):
        return card_modal.modal_of(button, language)
    return edit_modal.modal_of(button, Typed(), language)


async def _submitted(parts: Parts, interaction: discord.Interaction) -> None:
    button, data = _button(interaction), _data(interaction)
    await answer(parts, interaction, _work_of_modal(button, data["components"]))


def _work_of_modal(button: Button | None, components: list[dict[str, Any]]) -> Work:
    async def work(visitor: Visitor) -> Answer:
        match button:
            case ReminderButton():
                return await edit_modal.submit(visitor, button, edit_modal.typed_in(components))
            case ActionButton():
                return await card_modal.submit(visitor, button, card_modal.typed_in(components))
            case _:
                return Answer(text=visitor.say("discord.old_button"))

    return work


def _button(interaction: discord.Interaction) -> Button | None:
    return buttons.read(_data(interaction)["custom_id"])


def _data(interaction: discord.Interaction) -> dict[str, Any]:
    """As Discord sent it; each type of interaction has its own form."""
    return dict(interaction.data or {})
