"""Names and descriptions of commands in the languages that Discord shows them in."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import locale_str

from panager.sentences import Language, catalogue, say

LANGUAGES: Final[dict[discord.Locale, Language]] = {discord.Locale.korean: "ko"}
"""English is what everybody sees whose language is not here."""


def words(key: str) -> locale_str:
    """The sentence `command.<key>`, to be translated."""
    return locale_str(say("en", f"command.{key}"), key=f"command.{key}")


class Translator(app_commands.Translator):
    """Looks in our catalogues."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """The sentence in this language, None to keep the English one."""
        del context
        language = LANGUAGES.get(locale)
        key = string.extras.get("key")
        return None if language is None or key is None else catalogue(language)[key]
