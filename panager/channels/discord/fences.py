"""Where the code blocks of a Markdown text are.

As in CommonMark (https://spec.commonmark.org/0.31.2/#fenced-code-blocks), except that a fence may
be indented by more than three spaces or stand behind the mark of a list: models write that, and
Discord shows it as a code block.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_MARKER = 16
"""A longer run of marks is no fence: it would fill a message of its own."""
LONGEST_INFO = 32
LINE = re.compile(r"[^\n]+\n?|\n")
OPENING = re.compile(
    r"[^\S\n]*(?:(?:[-*+]|\d{1,9}[.)])[^\S\n]+)*"
    r"(?P<marker>`{3,16}(?!`)|~{3,16}(?!~))(?P<info>[^\n]*)"
)
CLOSING = re.compile(r"[^\S\n]*(?P<marker>`{3,16}|~{3,16})\s*")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced code block; all positions are indices of the text."""

    begin: int
    """Of its opening marker."""
    marker: str
    info: str
    content: int
    """Where the line after the opening begins."""
    content_end: int
    """Where its closing line begins."""
    end: int
    """After its closing marker; `content_end` when the text never closes it."""

    @property
    def is_closed(self) -> bool:
        """Whether the text itself closes it."""
        return self.content_end < self.end

    @property
    def reopening(self) -> str:
        """The line with which it goes on in another message."""
        info = self.info if len(self.info) <= LONGEST_INFO else ""
        return f"{self.marker}{info}\n"

    def is_around(self, position: int) -> bool:
        """Whether who cuts there cuts the block."""
        return self.begin < position and (position < self.end or not self.is_closed)


def find_blocks(text: str) -> list[Block]:
    """All of them, in order; blocks do not nest."""
    blocks: list[Block] = []
    opening: re.Match[str] | None = None
    for line in LINE.finditer(text):
        if opening is None:
            opening = _opening(text, line)
        elif closing := _closing(text, line, opening["marker"]):
            blocks.append(_block(opening, closing.start(), closing.end("marker")))
            opening = None
    if opening is not None:
        blocks.append(_block(opening, len(text), len(text)))
    return blocks


def block_around(blocks: Sequence[Block], position: int) -> Block | None:
    """The one that is cut by who cuts there."""
    return next((block for block in blocks if block.is_around(position)), None)


def closed(text: str) -> str:
    """The text, with a last line that closes the block that it leaves open."""
    blocks = find_blocks(text)
    if not blocks or blocks[-1].is_closed:
        return text
    return f"{text}\n{blocks[-1].marker}"


def _opening(text: str, line: re.Match[str]) -> re.Match[str] | None:
    match = OPENING.match(text, line.start(), line.end())
    is_inline = match is not None and match["marker"][0] == "`" and "`" in match["info"]
    return None if is_inline else match


def _closing(text: str, line: re.Match[str], marker: str) -> re.Match[str] | None:
    match = CLOSING.fullmatch(text, line.start(), line.end())
    return match if match is not None and match["marker"].startswith(marker) else None


def _block(opening: re.Match[str], content_end: int, end: int) -> Block:
    return Block(
        begin=opening.start("marker"),
        marker=opening["marker"],
        info=opening["info"].strip(),
        content=min(opening.end() + 1, content_end),
        content_end=content_end,
        end=end,
    )
