"""`poe evidence [SCENARIO…] [--short] [--runs N] [--seed N] [--out DIR]`."""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from fault_injection import suite

SEEDS = 1_000_000


def main() -> int:
    """Run what was asked for; the exit code says whether every promise was kept."""
    parser = argparse.ArgumentParser(prog="poe evidence", description=__doc__)
    parser.add_argument(
        "scenarios",
        nargs="*",
        metavar="SCENARIO",
        help=f"a name or the beginning of some; {', '.join(suite.select([]))}",
    )
    parser.add_argument("--short", action="store_true", help="a minute or two, for CI")
    parser.add_argument("--runs", type=int, default=1, help="each scenario so many times")
    parser.add_argument("--seed", type=int, help="repeat what an earlier run did")
    parser.add_argument("--out", type=Path, help="where the logs are kept")
    given = parser.parse_args()
    console, started = Console(stderr=True, highlight=False), time.monotonic()

    def report(line: str) -> None:
        console.print(f"{time.monotonic() - started:7.1f} s  {line}")

    seed = random.randrange(SEEDS) if given.seed is None else given.seed
    out = given.out or Path(tempfile.mkdtemp(prefix="panager-evidence-"))
    out.mkdir(parents=True, exist_ok=True)
    # Connections that a killed server took along are what we are here for, not news.
    logging.basicConfig(filename=out / "fault_injection.log", level=logging.INFO)
    report(f"seed {seed}, logs in {out}")
    tables = asyncio.run(
        suite.run(
            suite.select(given.scenarios),
            suite.SHORT if given.short else suite.FULL,
            runs=given.runs,
            seed=seed,
            out=out,
            report=report,
        )
    )
    sys.stdout.write(tables.markdown() + "\n")
    return 0 if tables.kept else 1


if __name__ == "__main__":
    sys.exit(main())
