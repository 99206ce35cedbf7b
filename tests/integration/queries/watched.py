"""A connection that counts what each query reads, by the counters of Postgres.

They say what was really read, within functions and triggers too: which tables from their
beginning, and how many entries of indexes.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from panager.db.pool import Connection

COUNTERS = """
SELECT relname, relkind = 'i' AS is_index, pg_stat_get_xact_numscans(oid) AS scans,
       pg_stat_get_xact_tuples_returned(oid) AS read
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
"""


@dataclass(frozen=True, kw_only=True)
class Query:
    """One query and what it read."""

    module: str
    line: int
    """Where a repository makes it."""
    text: str
    scanned: set[str]
    """Tables that were read from their beginning."""
    entries: int
    """Of indexes."""


@dataclass
class WatchedConnection:
    """In a transaction; has what repositories use of a connection, and nothing else."""

    inner: Connection
    queries: list[Query] = field(default_factory=list)

    def execute(self, text: str, *args: object) -> Awaitable[Any]:
        return self._watch(self.inner.execute, text, args)

    def fetch(self, text: str, *args: object) -> Awaitable[Any]:
        return self._watch(self.inner.fetch, text, args)

    def fetchrow(self, text: str, *args: object) -> Awaitable[Any]:
        return self._watch(self.inner.fetchrow, text, args)

    def fetchval(self, text: str, *args: object) -> Awaitable[Any]:
        return self._watch(self.inner.fetchval, text, args)

    def _watch(
        self, run: Callable[..., Awaitable[Any]], text: str, args: tuple[object, ...]
    ) -> Awaitable[Any]:
        # Before the first await, while the frame of the caller is above ours.
        caller = sys._getframe(2)
        module, line = caller.f_globals["__name__"], caller.f_lineno

        async def watched() -> Any:
            before = await self._counters()
            result = await run(text, *args)
            after = await self._counters()
            grown = {name: after[name] - count for name, count in before.items()}
            self.queries.append(
                Query(
                    module=module,
                    line=line,
                    text=text,
                    scanned={name for (name, is_index), n in grown.items() if n and not is_index},
                    entries=sum(n for (_, is_index), n in grown.items() if is_index),
                )
            )
            return result

        return watched()

    async def _counters(self) -> dict[tuple[str, bool], int]:
        """By table, how often it was read from its beginning; by index, how many entries of it."""
        return {
            (row["relname"], row["is_index"]): row["read" if row["is_index"] else "scans"]
            for row in await self.inner.fetch(COUNTERS)
        }


@dataclass(frozen=True)
class WatchedPool:
    """Hands out that one connection."""

    connection: WatchedConnection

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[WatchedConnection]:
        yield self.connection
