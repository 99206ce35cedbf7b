"""How a feature declares a slash command."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from panager.bot.answering import Work, answer
from panager.bot.commands.localised import words
from panager.bot.visitors import Parts

type Interaction = discord.Interaction[discord.Client]
type Callback = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True, kw_only=True)
class SlashCommand:
    """One command; its name and description are the sentences `command.<name>_name` and `.<name>`.

    Discord shows its options as the callback has them.
    """

    name: str
    callback: Callable[[Parts], Callback]
    """Made with what answers are made with."""

    @property
    def shown_name(self) -> str:
        """As Discord lists it, in English."""
        return words(f"{self.name}_name").message

    def build(self, parts: Parts) -> app_commands.Command[Any, ..., None]:
        return app_commands.Command(
            name=words(f"{self.name}_name"),
            description=words(self.name),
            callback=self.callback(parts),
        )


def plain(name: str, work: Work) -> SlashCommand:
    """One that needs nothing but its name."""

    def callback(parts: Parts) -> Callback:
        async def run(interaction: Interaction) -> None:
            await answer(parts, interaction, work)

        return run

    return SlashCommand(name=name, callback=callback)
