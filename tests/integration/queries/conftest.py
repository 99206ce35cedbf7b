from collections.abc import AsyncIterator

import pytest

from panager.db.pool import Database, open_database
from panager.embedded.postgres.server import EmbeddedPostgres
from tests.integration.queries.crowd import make_crowd


@pytest.fixture(scope="session")
async def crowd(postgres: EmbeddedPostgres) -> AsyncIterator[Database]:
    """Nothing is changed in it for good."""
    async with open_database(await make_crowd(postgres)) as db:
        yield db
