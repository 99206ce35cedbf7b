"""TCP ports on loopback: find a free one, or say who may have to move."""

import secrets
import socket
from collections.abc import Iterable
from contextlib import suppress

import psutil

from panager.errors import PanagerError

LOOPBACK = "127.0.0.1"
QUIET_PORTS = range(20_000, 32_000)
"""Below what Linux (32768) and macOS (49152) use for outgoing connections."""
ATTEMPTS = 50


class PortTakenError(PanagerError):
    """Another process listens where we want to; the message names the option that moves us."""


def _bind(host: str, port: int) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def find_free_port(host: str = LOOPBACK) -> int:
    """A port that is free now, and that the system gives to nobody who does not ask for it.

    Port 0 would give one of the range for outgoing connections: a server that starts again may
    find its own taken by one of those.
    """
    for _ in range(ATTEMPTS):
        with suppress(OSError):
            return _bind(host, secrets.choice(QUIET_PORTS))
    return _bind(host, 0)


def require_free_port(port: int, option: str, host: str = LOOPBACK) -> None:
    """Raise `PortTakenError` with the remedy when nobody can listen on `host:port`."""
    try:
        _bind(host, port)
    except OSError as error:
        message = (
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or "
            f"choose another one with {option}."
        )
        raise PortTakenError(message) from error


def accepts_connections(port: int, host: str = LOOPBACK) -> bool:
    """Whether somebody listens now; unlike `require_free_port` it never gets in their way."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def listens_on(process: psutil.Process, ports: Iterable[int]) -> bool:
    """Whether `process` itself listens on all `ports`."""
    own = {
        connection.laddr.port
        for connection in process.net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr
    }
    return own.issuperset(ports)
