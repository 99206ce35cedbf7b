"""The one table: `sent / late / duplicated / lost / early / after-cancel`."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from fault_injection.checker import Fault, Verdict

COLUMNS = (
    "run", "sent", "late", "duplicated", "lost", "early", "after-cancel",
    "lateness p50 / p99 / max", "took", "notes",
)  # fmt: skip
FAULTS = (Fault.LATE, Fault.DUPLICATED, Fault.LOST, Fault.EARLY, Fault.AFTER_CANCEL)
RARE = {Fault.UNPROMISED: "that nobody promised", Fault.MISORDERED: "out of order"}
"""Named when there are any."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One run of a scenario."""

    name: str
    verdict: Verdict
    took: timedelta
    notes: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        """In the order of COLUMNS."""
        return [
            self.name,
            f"{self.verdict.sent:,}",
            *(f"{self.verdict.count(fault):,}" for fault in FAULTS),
            lateness(self.verdict.lateness),
            seconds(self.took.total_seconds()),
            "; ".join([*self.notes, *_rare(self.verdict)]),
        ]

    def line(self) -> str:
        """For the progress output."""
        return " | ".join(self.cells())


def _rare(verdict: Verdict) -> list[str]:
    counts = {words: verdict.count(fault) for fault, words in RARE.items()}
    return [f"{count} {words}" for words, count in counts.items() if count]


def markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal and for docs/evidence.md alike."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def lateness(values: Sequence[timedelta]) -> str:
    """p50 / p99 / max."""
    if not values:
        return "–"
    each = [value.total_seconds() for value in values]
    shown = statistics.median(each), quantile(each, 0.99), max(each)
    return " / ".join(seconds(value) for value in shown)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by this share of them (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def seconds(value: float) -> str:
    """For people: milliseconds below a second."""
    return f"{value * 1000:.0f} ms" if abs(value) < 1 else f"{value:.1f} s"
