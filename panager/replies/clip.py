"""Shortens a text to a part of one line, for lists, cards and prompts."""

from typing import Final

SHOWN: Final = 150
"""Characters of a reminder's text on a list."""


def clip(text: str, length: int = SHOWN) -> str:
    """The text in one line; one that is longer than `length` ends with "…"."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
