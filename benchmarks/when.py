"""Microseconds that a phrase takes, beside python-dateutil's parser: `poe bench-when`.

Both run in the same process on the same machine at the same time, so that their ratio holds on
another one. dateutil reads dates only, and none in Korean; it is the floor, not a rival.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil import parser
from rich.console import Console
from rich.table import Table

from benchmarks.when_phrases import DATES, ENGLISH, KOREAN, LONG
from panager.when import understand

ZONE = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZONE)
ROUNDS = 15


def main() -> None:
    """Measure and print the table."""
    table = Table("what", "phrases", "median µs", "slowest µs")
    for name, read, phrases in (
        ("panager.when, Korean", _panager, KOREAN),
        ("panager.when, English", _panager, ENGLISH),
        ("panager.when, plain dates", _panager, DATES),
        ("python-dateutil, plain dates", _dateutil, DATES),
        ("panager.when, absurdly long texts", _panager, LONG),
    ):
        times = _measure(read, phrases)
        table.add_row(
            name, str(len(phrases)), f"{statistics.median(times):.0f}", f"{max(times):.0f}"
        )
    Console().print(table)


def _measure(read: Callable[[str], object], phrases: Sequence[str]) -> list[float]:
    """For each phrase the median of its rounds, in microseconds."""
    taken: dict[str, list[float]] = {phrase: [] for phrase in phrases}
    for _ in range(ROUNDS):
        for phrase in phrases:
            began = time.perf_counter()
            read(phrase)
            taken[phrase].append((time.perf_counter() - began) * 1e6)
    return [statistics.median(rounds) for rounds in taken.values()]


def _panager(text: str) -> object:
    return understand(text, zone=ZONE, now=NOW)


def _dateutil(text: str) -> object:
    return parser.parse(text, default=NOW)


if __name__ == "__main__":
    main()
