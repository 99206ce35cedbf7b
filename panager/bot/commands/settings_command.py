"""The options of `/settings` as Discord shows them."""

from typing import Final

from discord import app_commands
from discord.app_commands import Choice, Range

from panager.bot.answering import answer
from panager.bot.commands.localised import words
from panager.bot.commands.settings import Wanted, settings
from panager.bot.commands.slash_command import Callback, Interaction, SlashCommand
from panager.bot.visitors import Parts, language_of_locale
from panager.sentences import Language
from panager.when.calendars.places import places_like

CHOICES: Final = 25
"""That Discord shows."""
SUGGESTED: Final[dict[Language, str]] = {"ko": "서울", "en": "London"}
"""Before anything is typed."""
LANGUAGES: Final = [
    Choice(name=words("korean"), value="ko"),
    Choice(name=words("english"), value="en"),
]


def _callback(parts: Parts) -> Callback:
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

    return run


def _language(choice: Choice[str]) -> Language:
    return "ko" if choice.value == "ko" else "en"


async def _zones(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Cities and keys of the zone database, in both languages."""
    wanted = typed.strip() or SUGGESTED[language_of_locale(interaction)]
    return [
        Choice(name=key if name == key else f"{name.title()} · {key}", value=key)
        for name, key in places_like(wanted, limit=CHOICES)
    ]


SETTINGS: Final = SlashCommand(name="settings", callback=_callback)
