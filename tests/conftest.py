"""Real parts for every test: one Postgres and one Temporal server for each process of the run.

Each test that asks gets a database of its own, cloned from a migrated template, and a Temporal
namespace of its own, so that tests never see each other's workers or workflows.
"""

import gc
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from temporalio.client import Client

from panager.db.pool import Database, open_database
from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from panager.temporal import connect, prepare_namespace
from testing import databases, fake_openai
from testing.fake_openai import FakeOpenAI
from testing.keys import UPDATE_KEY
from testing.namespaces import create_namespace

# A busy machine is no fault of an example's.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

TOGETHER = {
    "e2e": "panagers",
    "integration/embedded": "up",
    "integration/queries": "crowd",
}
"""Folders whose tests one process runs, one after the other, when several share the work: their
Panagers and the crowd are made once, and whole Panagers would starve beside each other."""


# Collecting makes objects that all stay; looking through them again and again costs a second.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its group, before pytest-xdist looks."""
    root = Path(__file__).parent
    groups = {root / folder: group for folder, group in TOGETHER.items()}
    for item in items:
        if group := groups.get(item.path.parent):
            item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_finish() -> None:
    """Leave what was collected to itself."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[EmbeddedPostgres]:
    # Not below pytest's own directory: another run closes that to other users, and as root
    # Postgres runs as one.
    with tempfile.TemporaryDirectory(prefix="panager-tests-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        await server.start()
        await databases.make_template(server)
        yield server
        await server.stop()


@pytest.fixture
async def database_name(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    name = f"test_{uuid4().hex}"
    await databases.create_database(postgres, name)
    yield name
    await databases.drop_database(postgres, name)


@pytest.fixture
def admin_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    return postgres.admin_url(database_name)


@pytest.fixture
def app_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    return databases.app_url(postgres, database_name)


@pytest.fixture
async def database(app_url: str) -> AsyncIterator[Database]:
    async with open_database(app_url) as db:
        yield db


@pytest.fixture(scope="session")
async def temporal_address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    directory: Path = tmp_path_factory.mktemp("temporal")
    server = TemporalServer(
        await binary.find(),
        directory,
        port=ports.find_free_port(),
        synchronous="NORMAL",  # nobody cuts the power
    )
    await server.start()
    yield server.address
    await server.stop()


@pytest.fixture
async def temporal_client(temporal_address: str) -> Client:
    namespace = f"test-{uuid4().hex[:12]}"
    await create_namespace(temporal_address, namespace)
    client = await connect(temporal_address, namespace=namespace, update_key=UPDATE_KEY)
    await prepare_namespace(client)
    return client


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with fake_openai.running() as fake:
        yield fake


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether a run with many rounds was asked for."""
    return bool(request.config.getoption("long"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--race-rounds", type=int, default=2, help="how often every pair of changes meets"
    )
    parser.addoption(
        "--long", action="store_true", help="fault runs with many rounds rather than a few"
    )
