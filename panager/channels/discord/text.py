"""Cuts what is said into messages that Discord takes."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from panager.channels.discord.fences import LONGEST_MARKER, Block, block_around, closed, find_blocks
from panager.channels.protocol import Plan

LIMIT = 1990
"""Of one message; Discord's own is 2,000."""
MOST_PIECES = 5
ATTACHMENT_NAME = "message.md"
CUT_OFF = "\n…"

PARAGRAPH = re.compile(r"(?=\n[^\S\n]*\n)")
LINE = re.compile(r"(?=\n)")
NO_FENCE = r"(?!\s{0,99}(?:```|~~~))"
"""At the beginning of a message it would open a block that the text does not have."""
SENTENCE = re.compile(rf"(?:[.!?…][\"'”’)\]]*(?=\s)|[。！？]){NO_FENCE}")
WORD = re.compile(rf"(?=\s){NO_FENCE}")
LEVELS = (PARAGRAPH, LINE, SENTENCE, WORD)
MARKER = re.compile("```|~~~")
SPACE = re.compile(r"\s*")
BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*")

JOINER = "\u200d"
JOINED = re.compile(f"[{JOINER}\u1160-\u11ff\U0001f3fb-\U0001f3ff`~]")
"""Stays with what is before it: emoji sequences, jamo, skin tones, the marks of a fence."""
LONGEST_CHARACTER = 32


def length(text: str) -> int:
    """In UTF-16 code units, as Discord's clients count; never less than in characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def plan(text: str) -> Plan:
    """The messages of a text; a very long one is its beginning and a file, `ATTACHMENT_NAME`."""
    pieces = list(itertools.islice(_pieces(text, LIMIT), MOST_PIECES + 1))
    if len(pieces) <= MOST_PIECES:
        return Plan(pieces=pieces)
    return Plan(pieces=[beginning(text)], attachment=text)


def beginning(text: str) -> str:
    """One message: the whole text if it fits, otherwise as much of it as does and "…"."""
    pieces = list(itertools.islice(_pieces(text, LIMIT), 2))
    if len(pieces) < 2:
        return "".join(pieces)
    return next(_pieces(text, LIMIT - len(CUT_OFF))) + CUT_OFF


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Pieces of at most `limit` (200 or more) UTF-16 code units; none for an invisible text.

    Cut between paragraphs if that is possible, otherwise lines, sentences, words, anywhere. Only
    white space at the cuts is lost, which Discord would strip anyway. A code block that is cut
    is closed in one piece and opened again in the next; one that the text leaves open is closed.
    Who sends wants `plan`, which knows when a file is better.
    """
    return list(_pieces(text, limit))


def _pieces(text: str, limit: int) -> Iterator[str]:
    opening, rest = "", text.strip()
    while rest:
        piece, opening, rest = _cut(opening, rest, limit)
        yield piece


def _cut(opening: str, rest: str, limit: int) -> tuple[str, str, str]:
    """The next piece; the line that opens the block which it cut; what is left of the text."""
    text = opening + rest
    whole = closed(text)
    if length(whole) <= limit:
        return whole, "", ""
    blocks = find_blocks(text)
    end = _end(text, blocks, len(opening), limit)
    body, block = text[:end].rstrip(), block_around(blocks, end)
    if block is None:
        return closed(body), "", text[end:].lstrip()
    after = _end_of(BLANK_LINES, text, end)
    if after < block.content_end:
        return closed(body), block.reopening, text[after:]
    # What closes the piece is the end of the block itself.
    closing = text[block.content_end : block.end].strip()
    return f"{body}\n{closing}", "", text[block.end :].lstrip()


def _end(text: str, blocks: Sequence[Block], start: int, limit: int) -> int:
    """Where to cut: after `start`, with room for a line that closes a block."""
    room = limit - LONGEST_MARKER - 1 if MARKER.search(text) else limit
    end = _best_end(text, blocks, start, room)
    block = block_around(blocks, end)
    if block is None:
        return end
    if end <= _end_of(SPACE, text, block.content) and block.begin > start:
        return block.begin
    return min(end, block.content_end)


def _best_end(text: str, blocks: Sequence[Block], start: int, room: int) -> int:
    farthest = _fitting(text, room)
    levels = [_paragraphs(text, blocks), *(_ends(pattern, text) for pattern in LEVELS)]
    found = (_last(ends, start, farthest, room) for ends in levels)
    best = next((end for end in found if end is not None), None)
    return _between_characters(text, start, farthest) if best is None else best


def _last(ends: Iterable[int], start: int, farthest: int, room: int) -> int | None:
    """The last end that fits, unless the piece were short although the rest is cut all the same."""
    last, following = start, None
    for following in itertools.dropwhile(lambda end: end <= start, ends):
        if following > farthest:
            break
        last = following
    if last == start:
        return None
    is_full = last - start >= (farthest - start) / 3
    is_followed_by_whole = following is not None and farthest < following <= last + room
    return last if is_full or is_followed_by_whole else None


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """What the pattern matches, then the end of the text."""
    yield from (match.end() for match in pattern.finditer(text))
    yield len(text)


def _paragraphs(text: str, blocks: Sequence[Block]) -> list[int]:
    """Ends of paragraphs and of code blocks, but none within a code block."""
    edges = {edge for block in blocks for edge in (text.rfind("\n", 0, block.begin), block.end)}
    ends = edges.union(_ends(PARAGRAPH, text))
    return sorted(end for end in ends if end > 0 and block_around(blocks, end) is None)


def _fitting(text: str, room: int) -> int:
    """How many characters have room."""
    end = min(len(text), room)
    while (excess := length(text[:end]) - room) > 0:
        end -= (excess + 1) // 2
    return end


def _between_characters(text: str, start: int, farthest: int) -> int:
    """Not within what people see as one character, unless that is endless."""
    nearest = max(start, farthest - LONGEST_CHARACTER)
    ends = (end for end in range(farthest, nearest, -1) if not _is_within(text, end))
    return next(ends, farthest)


def _is_within(text: str, end: int) -> bool:
    after = text[end : end + 1]
    is_mark = unicodedata.category(after or " ").startswith("M")
    return is_mark or text[end - 1] == JOINER or JOINED.match(after) is not None


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
