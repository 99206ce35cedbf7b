"""What came of all conversations, for people."""

import statistics
from collections.abc import Sequence
from itertools import groupby

from evals.checks import Sort
from evals.talking import Held
from fault_injection.table import markdown, seconds

COLUMNS = (
    "topic", "language", "conversations", "passed", "right calls", "wrong calls",
    "missing calls", "p50 of a turn", "tokens",
)  # fmt: skip
LONGEST = 200
"""Characters of an answer that are shown."""


def table(held: Sequence[Held]) -> str:
    """A row for each topic and language, and one for all; only what counts."""
    counted = sorted((one for one in held if one.counts), key=_group)
    groups = groupby(counted, _group)
    rows = [_row(*key, list(group)) for key, group in groups]
    return markdown(COLUMNS, [*rows, _row("all", "", counted)])


def _group(held: Held) -> tuple[str, str]:
    return held.topic, held.language


def _row(topic: str, language: str, held: Sequence[Held]) -> list[str]:
    turns = [turn for one in held for turn in one.turns]
    return [
        topic,
        language,
        str(len(held)),
        str(sum(one.has_passed for one in held)),
        str(sum(turn.verdict.right_calls for turn in turns)),
        str(sum(turn.verdict.count(Sort.WRONG_CALL) for turn in turns)),
        str(sum(turn.verdict.count(Sort.MISSING_CALL) for turn in turns)),
        seconds(statistics.median(turn.seconds for turn in turns)) if turns else "–",
        f"{sum(one.tokens for one in held):,}",
    ]


def failures(held: Sequence[Held]) -> list[str]:
    """What was said, what was expected and what came instead; a few lines for each."""
    return [line for one in held if one.counts and not one.has_passed for line in _failure(one)]


def _failure(held: Held) -> list[str]:
    lines = [f"{held.name} ({held.topic}, {held.language})"]
    for turn in held.turns:
        if turn.verdict.faults:
            lines.append(f"  said      {turn.said}")
        for fault in turn.verdict.faults:
            lines.append(f"  expected  {fault.sort}: {_short(fault.expected)}")
            lines.append(f"  got       {_short(fault.got)}")
    return lines


def _short(text: str) -> str:
    line = " / ".join(text.splitlines())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def share_passed(held: Sequence[Held]) -> float:
    """In percent of those that count; 0 when none does."""
    counted = [one.has_passed for one in held if one.counts]
    return 100 * sum(counted) / len(counted) if counted else 0.0
