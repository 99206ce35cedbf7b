"""The slash commands as Discord knows them: names, options, who may use them where."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

import discord
import structlog
from discord import app_commands
from discord.app_commands import AppCommandContext, AppCommandError, Choice, Range

from panager.bot.answering import Answer, Work, answer
from panager.bot.commands.localised import words
from panager.bot.commands.remind import remind
from panager.bot.commands.settings import Wanted, settings
from panager.bot.commands.status import status
from panager.bot.commands.stop import stop
from panager.bot.commands.why import why
from panager.bot.components.pages import show_page
from panager.bot.visitors import Parts, Visitor, language_of_locale
from panager.sentences import Language, say
from panager.when.calendars.places import places_like

type Interaction = discord.Interaction[discord.Client]
type Tree = app_commands.CommandTree[discord.Client]

CHOICES: Final = 25
"""That Discord shows."""
SUGGESTED: Final[dict[Language, str]] = {"ko": "서울", "en": "London"}
"""Before anything is typed."""
LANGUAGES: Final = [
    Choice(name=words("korean"), value="ko"),
    Choice(name=words("english"), value="en"),
]

log = structlog.get_logger(__name__)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """Tells people whose Discord still shows a command that is not there any more."""

    async def on_error(self, interaction: Interaction, error: AppCommandError, /) -> None:
        """Only what came before the command itself, which sees to its own failures."""
        log.warning("command_unknown", error=type(error).__name__)
        if not interaction.response.is_done():
            text = say(language_of_locale(interaction), "discord.old_command")
            await interaction.response.send_message(text, ephemeral=True)


def build_tree(client: discord.Client, parts: Parts) -> Tree:
    """All of them. In direct messages; who may install the app is set at Discord."""
    direct = AppCommandContext(guild=False, dm_channel=True, private_channel=False)
    tree = CommandTree(client, allowed_contexts=direct)
    for command in (_remind(parts), _settings(parts)):
        tree.add_command(command)
    for name, work in PLAIN.items():
        tree.add_command(_command(name, _answering(parts, work)))
    return tree


async def _help(visitor: Visitor) -> Answer:
    return Answer(text=visitor.say("help.text"))


async def _first_page(visitor: Visitor) -> Answer:
    return await show_page(visitor, 0)


PLAIN: Final[dict[str, Work]] = {
    "reminders": _first_page,
    "status": status,
    "why": why,
    "stop": stop,
    "help": _help,
}
"""Those that need nothing but their name."""


def command_names() -> set[str]:
    """As Discord lists them, in English."""
    return {words(f"{name}_name").message for name in ("remind", "settings", *PLAIN)}


def _answering(parts: Parts, work: Work) -> Callable[[Interaction], Coroutine[Any, Any, None]]:
    async def run(interaction: Interaction) -> None:
        await answer(parts, interaction, work)

    return run


def _remind(parts: Parts) -> app_commands.Command[Any, ..., None]:
    @app_commands.describe(when=words("remind_when"), what=words("remind_what"))
    @app_commands.rename(when=words("remind_when_name"), what=words("remind_what_name"))
    async def run(
        interaction: Interaction, when: Range[str, 1, 200], what: Range[str, 1, 500]
    ) -> None:
        await answer(parts, interaction, lambda visitor: remind(visitor, when=when, what=what))

    return _command("remind", run)


def _settings(parts: Parts) -> app_commands.Command[Any, ..., None]:
    names = ("language", "zone", "quiet_from", "quiet_to", "persona")

    @app_commands.describe(**{name: words(f"settings_{name}") for name in names})
    @app_commands.rename(**{name: words(f"settings_{name}_name") for name in names})
    @app_commands.choices(language=LANGUAGES)
    @app_commands.autocomplete(zone=_zones)
    async def run(
        interaction: Interaction,
        language: Choice[str] | None = None,
        zone: Range[str, 1, 100] | None = None,
        quiet_from: Range[str, 1, 50] | None = None,
        quiet_to: Range[str, 1, 50] | None = None,
        persona: Range[str, 1, 32] | None = None,
    ) -> None:
        wanted = Wanted(
            language=None if language is None else _language(language),
            zone=zone,
            quiet_from=quiet_from,
            quiet_to=quiet_to,
            persona=persona,
        )
        await answer(parts, interaction, lambda visitor: settings(visitor, wanted))

    return _command("settings", run)


def _command(
    name: str, run: Callable[..., Coroutine[Any, Any, None]]
) -> app_commands.Command[Any, ..., None]:
    return app_commands.Command(name=words(f"{name}_name"), description=words(name), callback=run)


def _language(choice: Choice[str]) -> Language:
    return "ko" if choice.value == "ko" else "en"


async def _zones(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Cities and keys of the zone database, in both languages."""
    wanted = typed.strip() or SUGGESTED[language_of_locale(interaction)]
    return [
        Choice(name=key if name == key else f"{name.title()} · {key}", value=key)
        for name, key in places_like(wanted, limit=CHOICES)
    ]
