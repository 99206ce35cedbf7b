"""Text as Discord takes it."""

LONGEST = 2000
"""Characters of a message."""


def split(text: str) -> list[str]:
    """The messages that a text becomes."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
