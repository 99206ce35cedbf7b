"""What the last turns of a long conversation cost, beside the first: `poe bench-long`.

Prints the table of docs/benchmarks.md. Each turn is two calls of a model that answers at once and
one tool; the summaries are made meanwhile, as they come.
"""

import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from rich.console import Console
from temporalio.client import Client

from panager.contracts.names import chat_workflow_id
from panager.db.migrate import migrate
from panager.db.pool import Database, open_database
from panager.embedded import ports, temporal_binary
from panager.embedded.postgres import EmbeddedPostgres
from panager.embedded.temporal_server import TemporalServer
from panager.temporal import connect, prepare_namespace
from panager.worker import CONNECTIONS, running_worker
from tests.support.fake_openai import Answer, Call, FakeOpenAI, Request, Says, running
from tests.support.openai_models import chain_to, settings_for
from tests.support.people import Someone

TURNS = 300
FIRST, LAST = slice(4, 14), slice(-10, None)
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
    await person.answer_to(message_id)
    async with person.db.user(person.user_id) as connection:
        turn_id: UUID = await connection.fetchval(
            "SELECT turn_id FROM inbound_messages WHERE message_id = $1", message_id
        )
        row = await connection.fetchrow(COST, turn_id)
    if row is None:
        raise LookupError(f"turn {turn_id} left nothing")
    workflow = chat_workflow_id(person.user_id)
    handle = person.client.get_workflow_handle(workflow, run_id=str(turn_id))
    await handle.result(follow_runs=False)
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


def table(costs: Sequence[Cost]) -> str:
    """The first turns beside the last, in Markdown."""
    figures: dict[str, Callable[[Cost], float]] = {
        "milliseconds": lambda cost: cost.seconds * 1000,
        "bytes of rows": lambda cost: cost.row_bytes,
        "bytes of history": lambda cost: cost.history_bytes,
        "tokens of the prompt": lambda cost: cost.prompt_tokens,
    }
    lines = [
        f"| median | turns 5-14 | turns {len(costs) - 9}-{len(costs)} | |",
        "|---|---|---|---|",
    ]
    for name, figure in figures.items():
        first, last = median(costs[FIRST], figure), median(costs[LAST], figure)
        lines.append(f"| {name} | {first:,.0f} | {last:,.0f} | × {last / first:.2f} |")
    most = max(cost.history_bytes for cost in costs)
    return "\n".join([*lines, f"\nThe longest history has {most:,} bytes."])


@asynccontextmanager
async def _parts(directory: Path) -> AsyncIterator[tuple[Client, Database]]:
    postgres = EmbeddedPostgres(directory)
    await postgres.start()
    app_url = f"postgresql://panager_app:x@127.0.0.1:{postgres.port}/panager"
    await migrate(postgres.admin_url(), app_url)
    temporal = TemporalServer(await temporal_binary.find(), directory, port=ports.find_free_port())
    await temporal.start()
    client = await connect(temporal.address)
    await prepare_namespace(client)
    async with open_database(app_url, max_size=CONNECTIONS) as db:
        yield client, db
    await temporal.stop()
    await postgres.stop()


async def main(turns: int) -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as directory:
        async with (
            running() as openai,
            _parts(Path(directory)) as (client, db),
            contextlib.aclosing(chain_to(openai)) as models,
            running_worker(client, db, models, settings=settings_for(openai, budget_day_tokens=0)),
        ):
            openai.script = answers
            someone = await Someone.register(db, client, "someone")
            costs = await converse(someone, openai, turns)
    Console().print(table(costs), soft_wrap=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS))
