"""Holds many conversations, several at once, with a Panager that runs in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from temporalio.client import Client

from evals.schema import Conversation, Group
from evals.talking import Held, hold
from panager.db.pool import Database, open_database
from panager.llm.providers.models import create_models
from panager.settings import Settings
from panager.temporal import connect, prepare_namespace
from panager.worker.main import CONNECTIONS
from panager.worker.running import running_worker
from testing.servers import running_servers

UNLIMITED = {
    "budget_day_tokens": 0,
    "budget_day_usd": 0,
    "budget_turn_tokens": 0,
    "budget_messages_per_minute": 0,
}
"""What is measured is the model, not the patience of whoever pays."""

AT_ONCE = 8

type Report = Callable[[Held], None]


@dataclass(frozen=True)
class Panager:
    """What people need in order to talk."""

    db: Database
    client: Client


@asynccontextmanager
async def own_panager(directory: Path, settings: Settings) -> AsyncIterator[Panager]:
    """One with servers of its own and the models of the settings; nothing of it stays."""
    async with running_servers(directory, durable=False) as servers:
        client = await connect(servers.temporal_address, update_key=None)
        await prepare_namespace(client)
        async with panager_on(client, servers.database_url, settings) as panager:
            yield panager


@asynccontextmanager
async def panager_on(
    client: Client, database_url: str, settings: Settings
) -> AsyncIterator[Panager]:
    """One on these servers, which is as patient with costs as can be."""
    limitless = settings.model_copy(update=UNLIMITED)
    async with (
        open_database(database_url, max_size=CONNECTIONS) as db,
        contextlib.aclosing(create_models(limitless)) as models,
        running_worker(client, db, models, settings=limitless),
    ):
        yield Panager(db, client)


async def hold_all(
    panager: Panager,
    groups: Sequence[Group],
    *,
    is_offline: bool,
    at_once: int = AT_ONCE,
    report: Report = lambda held: None,
) -> list[Held]:
    """Every conversation once, in the order of the files whatever ends first."""
    gate = asyncio.Semaphore(at_once)

    async def one(group: Group, conversation: Conversation) -> Held:
        async with gate:
            held = await hold(
                panager.db, panager.client, group, conversation, is_offline=is_offline
            )
            report(held)
            return held

    tasks = [one(group, talk) for group in groups for talk in group.conversations]
    return await asyncio.gather(*tasks)


def select(groups: Sequence[Group], *, only: Sequence[str], topics: Sequence[str]) -> list[Group]:
    """Those with these names and of these topics; everything for none."""
    chosen = [
        group.model_copy(
            update={
                "conversations": [
                    one
                    for one in group.conversations
                    if not only or one.name.startswith(tuple(only))
                ]
            }
        )
        for group in groups
        if not topics or group.topic in topics
    ]
    return [group for group in chosen if group.conversations]
