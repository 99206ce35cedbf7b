"""What turn 300 of a conversation costs, beside turn 10: `poe bench-long`.

Prints the table of docs/benchmarks.md. Each turn is two calls of a model that answers at once and
one tool; the summaries are made meanwhile, as they come.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from rich.console import Console

from evals.running import own_panager
from panager.contracts.names import chat_workflow_id
from testing.fake_openai import Answer, Call, FakeOpenAI, Request, Says, running
from testing.openai_models import settings_for
from testing.people import Someone

TURNS = 300
FIRST, LAST = slice(4, 14), slice(-10, None)
NEWCOMERS = 5
ASKED = "turn {n}: I was at the market today and thought of the garden; what time is it there?"
ANSWERED = "It is late already; the garden will be dry by tomorrow, so water it in the morning."
NOTES = "She has a garden that she waters in the morning and goes to the market often. " * 8
COST = """
SELECT extract(epoch FROM (SELECT max(delivered_at) FROM deliveries WHERE owner_id = $1)
               - (SELECT min(received_at) FROM inbound_messages WHERE turn_id = $1)) AS seconds,
       (SELECT sum(pg_column_size(one.*)) FROM turns one WHERE turn_id = $1)
     + (SELECT sum(pg_column_size(one.*)) FROM steps one WHERE turn_id = $1)
     + (SELECT sum(pg_column_size(one.*)) FROM inbound_messages one WHERE turn_id = $1)
     + (SELECT sum(pg_column_size(one.*)) FROM deliveries one WHERE owner_id = $1)
     + (SELECT sum(pg_column_size(one.*)) FROM usage one WHERE turn_id = $1) AS row_bytes
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one turn."""

    seconds: float
    """From the message to its answer; the models take no time."""
    row_bytes: int
    history_bytes: int
    prompt_tokens: int
    """Of its last model call, by the server's count."""

    @property
    def stored_bytes(self) -> int:
        """In Postgres and in Temporal."""
        return self.row_bytes + self.history_bytes


def answers(request: Request) -> Answer:
    """Looks at the clock once a turn, and sums up when asked to."""
    if not request.tools:
        return Says(NOTES)
    if request.results_since_said:
        return Says(ANSWERED)
    return Says(calls=(Call("current_time"),))


async def converse(person: Someone, openai: FakeOpenAI, turns: int) -> list[Cost]:
    """So many turns one after the other."""
    return [await _one_turn(person, openai, n) for n in range(1, turns + 1)]


async def _one_turn(person: Someone, openai: FakeOpenAI, number: int) -> Cost:
    message_id = await person.write(ASKED.format(n=number))
    workflow = chat_workflow_id(person.user_id)
    # Reading the conversation over and over would take more time the longer it gets.
    await person.client.get_workflow_handle(workflow).result()
    async with person.db.user(person.user_id) as connection:
        turn_id: UUID = await connection.fetchval(
            "SELECT turn_id FROM inbound_messages WHERE message_id = $1", message_id
        )
        row = await connection.fetchrow(COST, turn_id)
    if row is None:
        raise LookupError(f"turn {turn_id} left nothing")
    handle = person.client.get_workflow_handle(workflow, run_id=str(turn_id))
    info = (await handle.describe()).raw_description.workflow_execution_info
    [*_, last] = [each for each in openai.requests if each.tools and each.usage]
    return Cost(
        seconds=float(row["seconds"]),
        row_bytes=row["row_bytes"],
        history_bytes=info.history_size_bytes,
        prompt_tokens=last.usage.input if last.usage else 0,
    )


def median(costs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    """Of one figure."""
    return statistics.median(map(of, costs))


async def pairs(
    old: Someone, newcomers: Sequence[Someone], openai: FakeOpenAI
) -> tuple[list[Cost], list[Cost]]:
    """Turns 5 to 14 of each newcomer and, after each of them, one of a long conversation.

    In turn, because a machine is not equally fast from one minute to the next.
    """
    first, last = [], []
    for newcomer in newcomers:
        await converse(newcomer, openai, FIRST.start)
        for _ in range(FIRST.start, FIRST.stop):
            first += await converse(newcomer, openai, 1)
            last += await converse(old, openai, 1)
    return first, last


def table(first: Sequence[Cost], last: Sequence[Cost]) -> str:
    """The first turns beside the last, in Markdown."""
    figures: dict[str, Callable[[Cost], float]] = {
        "milliseconds": lambda cost: cost.seconds * 1000,
        "bytes of rows": lambda cost: cost.row_bytes,
        "bytes of history": lambda cost: cost.history_bytes,
        "tokens of the prompt": lambda cost: cost.prompt_tokens,
    }
    lines = [f"| median of {len(first)} | turns 5-14 | turns from {TURNS} | |", "|---|---|---|---|"]
    for name, figure in figures.items():
        new, old = median(first, figure), median(last, figure)
        lines.append(f"| {name} | {new:,.0f} | {old:,.0f} | × {old / new:.2f} |")
    most = max(cost.history_bytes for cost in last)
    return "\n".join([*lines, f"\nThe longest history has {most:,} bytes."])


async def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as directory:
        async with running() as openai:
            openai.script = answers
            async with own_panager(Path(directory), settings_for(openai)) as panager:
                old, *newcomers = [
                    await Someone.register(panager.db, panager.client, f"person{number}")
                    for number in range(NEWCOMERS + 1)
                ]
                await converse(old, openai, TURNS - 1)
                costs = await pairs(old, newcomers, openai)
    Console().print(table(*costs), soft_wrap=True)


if __name__ == "__main__":
    argparse.ArgumentParser(prog="poe bench-long", description=__doc__).parse_args()
    asyncio.run(main())
