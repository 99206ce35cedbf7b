"""A bot with commands, buttons, a menu and a modal, as discord.py's users write them."""

import asyncio

import discord
from discord import app_commands

from tests.integration.fake_discord.bot import Bot

CITIES = ["Seoul", "Sejong", "Busan"]


class Snooze(discord.ui.Button[discord.ui.View]):
    def __init__(self) -> None:
        super().__init__(label="Snooze", custom_id="reminder:7:snooze")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="Snoozed.", view=None)


class Edit(discord.ui.Button[discord.ui.View]):
    def __init__(self) -> None:
        super().__init__(label="Edit", custom_id="reminder:7:edit")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(EditModal())


class Pick(discord.ui.Select[discord.ui.View]):
    def __init__(self) -> None:
        options = [discord.SelectOption(label=text) for text in ("one", "two")]
        super().__init__(custom_id="pick", options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send(f"picked {self.values[0]}", ephemeral=True)


class EditModal(discord.ui.Modal, title="Edit the reminder"):
    text: discord.ui.TextInput["EditModal"] = discord.ui.TextInput(
        label="What", custom_id="text", default="call the dentist"
    )
    when: discord.ui.TextInput["EditModal"] = discord.ui.TextInput(label="When", custom_id="when")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.text.value} / {self.when.value}")


def buttons() -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for item in (Snooze(), Edit(), Pick()):
        view.add_item(item)
    return view


async def remind(interaction: discord.Interaction, what: str, minutes: int = 10) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.edit_original_response(content=f"{what} in {minutes}")
    await interaction.followup.send("And one more thing.")


async def cities(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    fitting = [city for city in CITIES if city.startswith(typed)]
    return [app_commands.Choice(name=city, value=city) for city in fitting]


@app_commands.autocomplete(city=cities)
async def zone(interaction: discord.Interaction, city: str) -> None:
    await interaction.response.send_message(f"{city}, {interaction.locale}")


async def quick(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Here.")
    original = await interaction.original_response()
    await original.edit(content="Here it is.")


class CommandBot(Bot):
    def __init__(self) -> None:
        super().__init__()
        self.late = asyncio.Event()
        self.refused: list[int] = []
        for command in (remind, zone, quick):
            self.tree.command(description=f"Test {command.__name__}")(command)
        self.tree.add_command(
            app_commands.Command(name="slow", description="-", callback=self.slow)
        )
        self.tree.add_command(Reminders())

    async def slow(self, interaction: discord.Interaction) -> None:
        await self.late.wait()
        try:
            await interaction.response.send_message("Sorry, late.")
        except discord.NotFound as error:
            self.refused.append(error.code)


class Reminders(app_commands.Group, name="reminders", description="All of them"):
    @app_commands.command(description="List them")
    async def list(self, interaction: discord.Interaction, page: int) -> None:
        await interaction.response.send_message(f"page {page}")
