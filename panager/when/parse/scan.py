"""Finds the pieces of time in a text: all rule matches that stand as words, longest first."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from panager.when.calendars.places import zone_info
from panager.when.calendars.zones import own_names
from panager.when.grammar.common import COMMON_RULES
from panager.when.grammar.english import ENGLISH_RULES
from panager.when.grammar.korean import KOREAN_RULES
from panager.when.grammar.korean.lexicon import GLUEABLE, GLUED
from panager.when.grammar.rules import Rule
from panager.when.grammar.text import is_digit, is_hangul, is_latin
from panager.when.model.components import Component, Zone

_ANY_YEAR = 2026
"""The abbreviations that tell two zones apart hardly change."""
_LATIN = re.compile("[A-Za-z]")
_ABOUT = r"(?:쯤|경|께|정도|무렵|즈음|가량)"
_IS = (
    r"(?:이(?:요|야|고|면|죠|지|네|다|니까|니|냐|래요?|어야|었[가-힣]*|라면|라고|던|잖아요?|거든요?)|"
    r"입니다|이?에요|예요|이?니까|였[가-힣]*|여야|야|죠|임|인)"
)
_CASE = (
    rf"(?:에(?:는|도|만|요|나|야|서(?:부터|는)?)?|엔|까지(?:는|만|도|다|{_IS})?|까진|"
    rf"부터(?:는|다|{_IS})?|부턴|로부터|"
    r"이후(?:에|로|엔)?|이전(?:에|엔)?|보다|처럼|만큼|마다|날에?|때(?:에|는|부터|까지)?|전(?:까지|에)|안에|밖에|중(?:에|으로)?|내(?:에|로)|전후(?:로|에)?|"
    rf"은|는|이|가|을|를|만|도|의|으?로(?:는)?|이?랑|하고|와|과|이?나|이?라도|이?라서|인데|인가|인지|{_IS}|요)"
)
PARTICLE = rf"(?:{_ABOUT}{_CASE}?|{_CASE})"
_WORD_END = re.compile(rf"{PARTICLE}?(?![가-힣])")
_GLUED_END = re.compile(rf"{PARTICLE}?{GLUED}")
# "다음 주 중에", "토요일 밤" and the like are fine; "점심시간표", "오늘날" are other words.
_OTHER_WORD = re.compile(r"(?<![일욜])날(?!에|이|은|\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the components that it says."""

    start: int
    end: int
    components: tuple[Component, ...]
    weak: bool


def scan(
    text: str,
    own_zones: frozenset[str],
    more: Iterable[Rule] = (),
    keep: Callable[[Piece], bool] | None = None,
) -> list[Piece]:
    """The pieces in the order of the text, without overlaps; of equal ones that of `more`."""
    candidates = sorted(
        filter(keep, _candidates(text, own_zones, (*more, *_rules(text)))),
        key=lambda one: (one.start, -one.end, one.weak),
    )
    starts = {one.start for one in candidates}
    chosen: list[Piece] = []
    end = 0
    for piece in candidates:
        if piece.start < end:
            continue
        adjoins = bool(chosen) and piece.start == end
        if (adjoins or _starts_word(text, piece)) and _ends_word(text, piece, starts):
            chosen.append(piece)
            end = piece.end
    return chosen


def _candidates(text: str, own_zones: frozenset[str], rules: Iterable[Rule]) -> Iterator[Piece]:
    letters = text.lower()
    for rule in rules:
        if rule.needs and not any(word in letters for word in rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            while end > start and text[end - 1] == " ":
                end -= 1
            while start < end and text[start] == " ":
                start += 1
            components = rule.read(match) if end > start else None
            if components is not None and _known_zones(components, own_zones):
                yield Piece(start, end, components, rule.weak)


def _rules(text: str) -> Iterator[Rule]:
    """Without those of English where there is no Latin letter."""
    yield from COMMON_RULES
    yield from KOREAN_RULES
    if _LATIN.search(text):
        yield from ENGLISH_RULES


def _known_zones(components: tuple[Component, ...], own_zones: frozenset[str]) -> bool:
    zones = [one for one in components if isinstance(one, Zone)]
    return all(
        zone.offset is not None or _is_elsewhere(zone, own_zones) or zone.name in own_zones
        for zone in zones
    )


def _is_elsewhere(zone: Zone, own_zones: frozenset[str]) -> bool:
    """Whether a place has its own time; a mere place where the clocks are ours is no zone."""
    if zone.key is None:
        return False
    return not zone.maybe or own_names(zone_info(zone.key), _ANY_YEAR) != own_zones


def _starts_word(text: str, piece: Piece) -> bool:
    if piece.start == 0:
        return True
    before, first = text[piece.start - 1], text[piece.start]
    earlier = text[piece.start - 2] if piece.start > 1 else " "
    if is_digit(first):
        inside_number = before in ".,:/-+" and (
            is_digit(earlier) or (before in "+-" and earlier == " ")
        )
        return not (is_digit(before) or is_latin(before) or before in "$#₩€£" or inside_number)
    if is_hangul(first):
        return not (is_hangul(before) or is_digit(before))
    if is_latin(first):
        return not (is_latin(before) or is_digit(before) or before in "'_") and not (
            before in "-/" and is_latin(earlier)
        )
    return True


def _is_glued(text: str, piece: Piece) -> bool:
    named = any(isinstance(one, GLUEABLE) for one in piece.components)
    return named and not piece.weak and bool(_GLUED_END.match(text, piece.end))


def _ends_word(text: str, piece: Piece, starts: set[int]) -> bool:
    last, after = text[piece.end - 1], text[piece.end : piece.end + 1]
    if not after or piece.end in starts:
        return not (after and is_digit(last) and is_digit(after))
    beyond = text[piece.end + 1 : piece.end + 2]
    if is_digit(last):
        inside_number = after in ".,:/-" and bool(beyond) and is_digit(beyond)
        return not (is_digit(after) or is_latin(after) or after in "%$" or inside_number)
    if is_hangul(last):
        ends = _WORD_END.match(text, piece.end) or _is_glued(text, piece)
        return bool(ends) and not _OTHER_WORD.match(text, piece.end)
    if is_latin(last):
        joined = after in "-_'/" and bool(beyond) and is_latin(beyond)
        return not (is_latin(after) or is_digit(after) or joined)
    return True
