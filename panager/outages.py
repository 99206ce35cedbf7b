"""What a Postgres or a Temporal that is away, restarting or busy looks like: the one list.

Whatever is here is tried again for as long as it takes; everything else is a bug or an answer.
"""

from typing import Final

import asyncpg
from asyncpg.exceptions import InvalidCachedStatementError
from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode

DATABASE_OUTAGES: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.TransactionRollbackError,  # another transaction came first
    asyncpg.ReadOnlySQLTransactionError,  # a standby, until it is promoted
    InvalidCachedStatementError,  # the schema was migrated meanwhile
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server's last words came between two queries
)
"""What a database that is away or restarting looks like; the same call may succeed later."""

TEMPORAL_OUTAGES: Final = (TimeoutError, RPCTimeoutOrCancelledError, RPCError, RuntimeError)
"""Of a call that was bounded by a time-out: the client turns that into an error of its own.

RuntimeError is what a client that cannot connect yet raises.
"""

_ANSWERS: Final = frozenset(
    {
        RPCStatusCode.INVALID_ARGUMENT,
        RPCStatusCode.NOT_FOUND,
        RPCStatusCode.ALREADY_EXISTS,
        RPCStatusCode.PERMISSION_DENIED,
        RPCStatusCode.OUT_OF_RANGE,
        RPCStatusCode.UNIMPLEMENTED,
        RPCStatusCode.UNAUTHENTICATED,
    }
)
"""Statuses of a Temporal that is well and says no; it would say so again."""


def is_outage(error: BaseException) -> bool:
    """Whether the same call may succeed later without anybody changing the program or the data."""
    match error:
        case RPCError():
            return error.status not in _ANSWERS
        case asyncpg.InterfaceError():
            # Its subclasses that are ValueErrors complain about what we pass.
            return not isinstance(error, ValueError)
        case RuntimeError():
            return "client connect" in str(error)
    return isinstance(error, (*DATABASE_OUTAGES, RPCTimeoutOrCancelledError))
