"""The slash commands as Discord knows them: names, options, who may use them where."""

from collections.abc import Sequence

import discord
import structlog
from discord import app_commands
from discord.app_commands import AppCommandContext, AppCommandError

from panager.bot.commands.slash_command import SlashCommand
from panager.bot.visitors import Parts, language_of_locale
from panager.sentences import say

type Interaction = discord.Interaction[discord.Client]
type Tree = app_commands.CommandTree[discord.Client]

log = structlog.get_logger(__name__)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """Tells people whose Discord still shows a command that is not there any more."""

    async def on_error(self, interaction: Interaction, error: AppCommandError, /) -> None:
        """Only what came before the command itself, which sees to its own failures."""
        log.warning("command_unknown", error=type(error).__name__)
        if not interaction.response.is_done():
            text = say(language_of_locale(interaction), "discord.old_command")
            await interaction.response.send_message(text, ephemeral=True)


def build_tree(client: discord.Client, parts: Parts, commands: Sequence[SlashCommand]) -> Tree:
    """All of them. In direct messages; who may install the app is set at Discord."""
    direct = AppCommandContext(guild=False, dm_channel=True, private_channel=False)
    tree = CommandTree(client, allowed_contexts=direct)
    for command in commands:
        tree.add_command(command.build(parts))
    return tree
