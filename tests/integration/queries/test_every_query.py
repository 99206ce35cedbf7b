"""No query of ours reads everybody's rows to find one person's."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, Final, cast

import pytest

from panager import db
from panager.db.pool import Database, Pool
from tests.integration.queries.arguments import PERSON, calls_of
from tests.integration.queries.crowd import PEOPLE, id_of
from tests.integration.queries.watched import Query, WatchedConnection, WatchedPool

METHODS: Final = ("execute", "fetch", "fetchrow", "fetchval")
MOST_ENTRIES: Final = PEOPLE // 10
"""Of indexes, in one query: what a page of everybody's open reminders takes, and no more."""
NOBODYS: Final = {"service_health"}
"""Tables in which nothing is about a person."""
READS_ALL: Final = {
    "dms.list_known": {"discord_dms", "identities"},  # once, when the bot connects
}
NO_REPOSITORIES: Final = ("migrate", "migrations", "pool")


def repositories() -> Iterator[Callable[..., Any]]:
    """Every function that is given a connection or the database."""
    for module in pkgutil.walk_packages(db.__path__, f"{db.__name__}."):
        if module.name.split(".")[2] not in NO_REPOSITORIES:
            members = vars(importlib.import_module(module.name)).values()
            yield from (
                each
                for each in members
                if inspect.iscoroutinefunction(each) and each.__module__ == module.name
            )


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def queries_in(function: Callable[..., Any]) -> list[range]:
    """The lines of each query that the function makes itself."""
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines)))
    return [
        range(first + node.lineno - 1, first + (node.end_lineno or node.lineno))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in METHODS
    ]


async def run(db: Database, function: Callable[..., Any], plan: str) -> list[Query]:
    """Every call of the function, each undone; what its queries read."""
    queries: list[Query] = []
    takes_database = next(iter(inspect.signature(function).parameters)) == "db"
    for arguments in calls_of(function):
        async with db.pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute(f"SET LOCAL plan_cache_mode = {plan}")
            if not takes_database:
                await connection.execute(f"SET LOCAL panager.user_id = '{id_of('user', PERSON)}'")
            watched = WatchedConnection(connection, queries)
            given = Database(cast(Pool, WatchedPool(watched))) if takes_database else watched
            try:
                await function(given, **arguments)
            finally:
                await transaction.rollback()
    return queries


@pytest.mark.parametrize("plan", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("function", list(repositories()), ids=name_of)
async def test_query_finds_its_rows_by_an_index(
    crowd: Database, function: Callable[..., Any], plan: str
) -> None:
    queries = await run(crowd, function, plan)

    for query in queries:
        assert query.scanned <= NOBODYS | READS_ALL.get(name_of(function), set()), query
        assert query.entries <= MOST_ENTRIES, query
    made = {query.line for query in queries if query.module == function.__module__}
    for lines in queries_in(function):
        assert made & set(lines), f"no call of arguments.py makes the query in line {lines.start}"
