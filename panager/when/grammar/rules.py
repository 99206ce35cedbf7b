"""What a grammar rule is: a pattern, and how its match is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from panager.when.model.components import Component

# A match that begins inside a word would hide the one that begins with it: "on" in "afternoon".
_WORD_BEGINS = r"(?<![A-Za-z](?=[A-Za-z]))"

type Match = re.Match[str]
type Reader = Callable[[Match], tuple[Component, ...] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`read` may refuse a match by None. A `weak` match counts only beside others, or alone."""

    pattern: re.Pattern[str]
    read: Reader
    weak: bool = False
    needs: tuple[str, ...] = ()
    """Small letters of which one must be in the text; spares most texts a slow pattern."""


def rule(
    pattern: str,
    read: Reader,
    *,
    weak: bool = False,
    exact_case: bool = False,
    needs: tuple[str, ...] = (),
) -> Rule:
    """A rule; ASCII semantics, so that case folding never invents a letter outside a-z."""
    flags = re.ASCII if exact_case else re.ASCII | re.IGNORECASE
    return Rule(re.compile(rf"{_WORD_BEGINS}(?:{pattern})", flags), read, weak, needs)


def word(pattern: str, *components: Component, weak: bool = False) -> Rule:
    """A rule whose every match means the same."""
    return rule(pattern, lambda _match: components, weak=weak)


def needing(words: tuple[str, ...], *rules: Rule) -> tuple[Rule, ...]:
    """The rules, tried only on texts with one of these words in small letters."""
    return tuple(replace(one, needs=words) for one in rules)
