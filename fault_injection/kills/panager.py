"""A Panager of its own for a lane: database, namespace, worker and API as processes."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import HttpUrl, SecretStr
from temporalio.client import Client

from fault_injection.killer import Part
from fault_injection.kills import victim
from fault_injection.kills.grpc_wire import GrpcWire
from fault_injection.kills.points import Watch
from fault_injection.kills.proxy import proxied
from fault_injection.kills.servers import Servers
from fault_injection.kills.victim import Victim
from fault_injection.kills.wires import ModelWire, PostgresWire
from panager.db.pool import Database, open_database
from panager.embedded import ports
from panager.settings import Settings
from panager.temporal import connect, prepare_namespace
from testing import databases
from testing.namespaces import create_namespace

TOKEN = "an operator's token"


@dataclass(frozen=True)
class Panager:
    """What runs, and how to look into it without being counted."""

    settings: Settings
    db: Database
    client: Client
    victim: Victim
    watch: Watch


@asynccontextmanager
async def open_panager(
    name: str, part: Part, servers: Servers, directory: Path
) -> AsyncIterator[Panager]:
    """A worker and an API; `part` is the one that is watched and may be killed."""
    directory.mkdir(parents=True)
    direct = await _prepare(name, servers, directory)
    watch = Watch()
    async with contextlib.AsyncExitStack() as closing:
        watched = await closing.enter_async_context(_watched(direct, servers, watch))
        victims = {
            Part.WORKER: victim.worker(watched if part is Part.WORKER else direct),
            Part.API: victim.api(watched if part is Part.API else direct),
        }
        watch.kill = victims[part].kill
        for one in victims.values():
            closing.callback(one.kill)
            await one.start()
        db = await closing.enter_async_context(open_database(_url(direct)))
        client = await connect(
            servers.temporal_address, namespace=name, update_key=direct.read_update_key()
        )
        yield Panager(direct, db, client, victims[part], watch)


async def _prepare(name: str, servers: Servers, directory: Path) -> Settings:
    await databases.create_database(servers.postgres, name)
    await create_namespace(servers.temporal_address, name)
    await prepare_namespace(
        await connect(servers.temporal_address, namespace=name, update_key=None)
    )
    return Settings(
        data_dir=directory,
        database_url=SecretStr(databases.app_url(servers.postgres, name)),
        temporal_address=servers.temporal_address,
        temporal_namespace=name,
        api_port=ports.find_free_port(),
        operator_token=SecretStr(TOKEN),
        update_key=SecretStr("of the evidence"),
        zone="Asia/Seoul",
        llm_model="fake",
        llm_base_url=HttpUrl(servers.openai.base_url),
    )


@asynccontextmanager
async def _watched(direct: Settings, servers: Servers, watch: Watch) -> AsyncIterator[Settings]:
    """The same with somebody who looks between it and each server."""
    async with (
        proxied("postgres", servers.postgres.port, PostgresWire, watch) as postgres,
        proxied("temporal", servers.temporal_port, GrpcWire, watch) as temporal,
        proxied("model", servers.model_port, ModelWire, watch) as model,
    ):
        url = _url(direct).replace(f":{servers.postgres.port}/", f":{postgres}/")
        yield direct.model_copy(
            update={
                "database_url": SecretStr(url),
                "temporal_address": f"{ports.LOOPBACK}:{temporal}",
                "llm_base_url": HttpUrl(f"http://{ports.LOOPBACK}:{model}/v1"),
            }
        )


def _url(settings: Settings) -> str:
    return settings.services().database_url.get_secret_value()
