"""What a message carries beside its words, which nobody looks at: it is named, with a link.

It stands in the text of the message as "[attachment: shelf.png https://…]".
"""

import re
from typing import Final, Literal

EMPTY: Final = "[empty message]"
MAX_NAME: Final = 100
_MARK: Final = re.compile(
    r"\[(?:(?:attachment|sticker|poll): [^\]\n]*?(?P<link> https://\S+)?|empty message)\]"
)
_NO_NAME: Final = re.compile(r"[\[\]\s]+")
"""What would end the mark, or the line."""


def mark(kind: Literal["attachment", "sticker", "poll"], name: str, link: str = "") -> str:
    """The text that stands for a thing of this name."""
    named = _NO_NAME.sub(" ", name).strip()[:MAX_NAME]
    return f"[{kind}: {named} {link}]" if link else f"[{kind}: {named}]"


def words_of(text: str) -> str:
    """The words of a message without what it carries; "" when there are none."""
    return _MARK.sub(" ", text).strip()


def has_no_words(text: str) -> bool:
    """Whether the message only carries something."""
    return bool(_MARK.search(text)) and not words_of(text)


def is_beside_words(text: str) -> bool:
    """Whether the message has words, and carries something as well."""
    return bool(_MARK.search(text)) and bool(words_of(text))


def link_of(text: str) -> str:
    """Where to see what the message carries; "" for nowhere."""
    links = (found["link"] for found in _MARK.finditer(text))
    return next((link.strip() for link in links if link), "")
