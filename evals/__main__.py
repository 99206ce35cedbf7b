"""Hold conversations with a model and count what it does right."""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import structlog
from rich.console import Console

from evals import running, schema, table
from evals.schema import Group
from evals.session import NoAnswerError, Wanted, evaluate
from evals.talking import Held
from panager.settings import Settings

BELOW, UNUSABLE = 1, 2
"""Exit codes."""
EPILOG = """\
The model is that of LLM_MODEL, LLM_BASE_URL and LLM_API_KEY, as for Panager itself; without them
it is the built-in offline model. Everything else runs in a temporary directory. Examples:

  poe evaluate
  LLM_BASE_URL=http://localhost:11434/v1 LLM_MODEL=gpt-oss:20b poe evaluate --at-once 1
  poe evaluate --topic making --topic changing --runs 3 --json results.json
  poe evaluate --record answers.jsonl
  poe evaluate --replay evals/recordings/offline.jsonl

Exit code: 0; 1 when fewer passed than --at-least; 2 when no model answers or a file is wrong.
docs/evaluation.md says what the table means and how to add a conversation."""


def main() -> int:
    """Do what was asked for; the exit code says whether enough of it passed."""
    given = _parser().parse_args()
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    _be_quiet()
    try:
        groups = running.select(schema.load(), only=given.only, topics=given.topic)
        if given.list or not groups:
            return _list(groups, console)
        held = asyncio.run(_evaluate(given, groups, console))
    except (NoAnswerError, ValueError, OSError) as error:
        console.print(str(error), style="red")
        return UNUSABLE
    _print(held)
    if given.json:
        given.json.write_text(_json(held), encoding="utf-8")
    return BELOW if table.share_passed(held) < given.at_least else 0


def _be_quiet() -> None:
    """What goes wrong comes in the table."""
    logging.basicConfig(level=logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="poe evaluate",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--only", action="append", default=[], metavar="NAME", help="those whose names begin so")
    add("--topic", action="append", default=[], help="one of the topics; may be repeated")
    add("--list", action="store_true", help="name the conversations and hold none")
    add("--runs", type=int, default=1, metavar="N", help="each conversation so many times (1)")
    add("--at-once", type=int, default=running.AT_ONCE, metavar="N", help="at the same time (8)")
    add("--at-least", type=float, default=0, metavar="PERCENT", help="exit with 1 below that")
    add("--json", type=Path, metavar="FILE", help="write down everything that happened")
    model = parser.add_mutually_exclusive_group()
    model.add_argument("--record", type=Path, metavar="FILE", help="keep the model's answers")
    model.add_argument("--replay", type=Path, metavar="FILE", help="let these be the answers")
    return parser


async def _evaluate(
    given: argparse.Namespace, groups: Sequence[Group], console: Console
) -> list[Held]:
    started = time.monotonic()

    def report(held: Held) -> None:
        outcome = "passed" if held.has_passed else "failed" if held.counts else "not counted"
        console.print(f"{time.monotonic() - started:7.1f} s  {outcome:<12} {held.name}")

    console.print("Starting a Panager with servers of its own…")
    wanted = Wanted(
        groups=groups,
        runs=given.runs,
        at_once=given.at_once,
        record=given.record,
        replay=given.replay,
    )
    return await evaluate(Settings(), wanted, report)


def _list(groups: Sequence[Group], console: Console) -> int:
    if not groups:
        console.print("No conversation has such a name or topic.", style="red")
        return UNUSABLE
    for group in groups:
        for one in group.conversations:
            sys.stdout.write(f"{group.topic:<14} {group.language:<6} {one.name}\n")
    return 0


def _print(held: Sequence[Held]) -> None:
    uncounted = sum(not one.counts for one in held)
    note = f"\nNot counted, as the offline model cannot do them: {uncounted}" if uncounted else ""
    failures = "".join(f"\n{line}" for line in table.failures(held))
    sys.stdout.write(f"{table.table(held)}{note}\n{failures}\n")


def _json(held: Sequence[Held]) -> str:
    whole = [asdict(one) | {"passed": one.has_passed} for one in held]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
