"""Stands between a process and a server, and lets nothing pass once the process was killed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from fault_injection.kills.points import Moment, Watch
from fault_injection.kills.wires import MakeWire
from panager.embedded.ports import LOOPBACK

CHUNK = 65536

type Read = Callable[[bytes], Iterator[str]]


class Proxy:
    """To one server, for any number of connections."""

    def __init__(self, server: str, port: int, make_wire: MakeWire, watch: Watch) -> None:
        """`server` is its name in points, `port` where it listens."""
        self._server = server
        self._port = port
        self._make_wire = make_wire
        self._watch = watch

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        with contextlib.suppress(ConnectionError):
            to_reader, to_writer = await asyncio.open_connection(LOOPBACK, self._port)
            wire = self._make_wire()
            await asyncio.gather(
                self._pump(reader, to_writer, wire.asked, Moment.ASKED),
                self._pump(to_reader, writer, wire.answered, Moment.ANSWERED),
            )
        writer.close()

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        read: Read,
        moment: Moment,
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                if any(self._watch.see(self._server, label, moment) for label in read(data)):
                    break
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def proxied(server: str, port: int, make_wire: MakeWire, watch: Watch) -> AsyncIterator[int]:
    """The port at which a process finds this server."""
    proxy = Proxy(server, port, make_wire, watch)
    listener = await asyncio.start_server(proxy.serve, LOOPBACK, 0)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()
