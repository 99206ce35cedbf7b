"""What is waited for, and what is a bug."""

import asyncpg
import pytest
from asyncpg.exceptions import _base
from temporalio.service import RPCError, RPCStatusCode

from panager.outages import is_outage


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.AdminShutdownError("terminating connection"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.DeadlockDetectedError("deadlock detected"),
        asyncpg.DiskFullError("no space left on device"),
        asyncpg.InterfaceError("connection is closed"),
        RPCError("away", RPCStatusCode.UNAVAILABLE, b""),
        RPCError("busy", RPCStatusCode.INTERNAL, b""),
        RuntimeError("Failed client connect: Server connection error"),
    ],
)
def test_what_may_be_over_by_itself_is_an_outage(error: Exception) -> None:
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        LookupError("no reminder"),
        asyncpg.UniqueViolationError("twice"),
        asyncpg.CharacterNotInRepertoireError("0x00"),
        _base.DataError("not a uuid"),
        RPCError("no such thing", RPCStatusCode.INVALID_ARGUMENT, b""),
        RPCError("no such workflow", RPCStatusCode.NOT_FOUND, b""),
        RuntimeError("dictionary changed size during iteration"),
    ],
)
def test_what_would_fail_again_is_a_bug(error: Exception) -> None:
    assert not is_outage(error)
