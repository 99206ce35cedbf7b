"""Sentences that people read, one catalogue per language, and which language a text is in."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final, Literal

type Language = Literal["ko", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ko", "en")
_UNSPOKEN: Final = re.compile(
    r"https?://\S+|<[@#:a-z][^<>\s]*>|\[(?:[a-z]+: [^\]\n]*|empty message)\]"
)
"""Links, mentions and emoji of Discord, and what stands for a file."""


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All sentences of one language by key ("reminder.late")."""
    text = resources.files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    groups: dict[str, dict[str, str]] = tomllib.loads(text)
    return {
        f"{group}.{key}": value for group, keys in groups.items() for key, value in keys.items()
    }


def say(language: Language, key: str, **values: object) -> str:
    """The sentence `key` with its placeholders filled in."""
    return catalogue(language)[key].format(**values)


def language_of(text: str, default: Language) -> Language:
    """Korean if any Hangul is in what is said, English if any Latin letter, else the default."""
    text = _UNSPOKEN.sub(" ", text)
    if any("가" <= c <= "힣" or "ㄱ" <= c <= "ㅣ" for c in text):
        return "ko"
    return "en" if any(c.isascii() and c.isalpha() for c in text) else default


def interval(language: Language, seconds: float) -> str:
    """A length of time in its one or two largest units: "2분", "1 hour 5 minutes", "1일 2시간"."""
    amounts = _amounts(abs(seconds))
    return " ".join(
        say(language, f"reminder.interval_{unit}_{'one' if n == 1 else 'many'}", n=n)
        for unit, n in amounts
    )


def _amounts(seconds: float) -> list[tuple[str, int]]:
    """Rounded to the smallest unit shown: seconds below a minute, hours from a day on."""
    if (whole := round(seconds)) < 60:
        return [("seconds", whole)]
    if (minutes := round(seconds / 60)) < 24 * 60:
        pairs = [("hours", minutes // 60), ("minutes", minutes % 60)]
    else:
        hours = round(seconds / 3600)
        pairs = [("days", hours // 24), ("hours", hours % 24)]
    return [(unit, n) for unit, n in pairs if n]
