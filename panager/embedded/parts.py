"""What the process tree is made of: everything that can be started, watched and stopped."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Protocol

import httpx

from panager.bot.status import CONNECTED, TOKEN_REFUSED
from panager.embedded.child import Child, Command
from panager.process.heartbeat import Heartbeat

READY_TIMEOUT_S = 60.0
POLL_S = 0.05
WATCH_S = 0.5
PATIENCE_S = 15.0
"""For Discord, which may be away: everything else goes on without it."""


class Part(Protocol):
    """A server or one of our own processes."""

    async def start(self) -> None:
        """Return when it is ready; raise when it ended or took too long."""

    async def wait(self) -> int:
        """Its exit code, when it ends."""

    async def is_alive(self) -> bool:
        """Whether it answers, once it has started; may raise, or take as long as it likes."""

    async def stop(self) -> None:
        """End it; nothing happens when it does not run."""

    async def kill(self) -> None:
        """End it although it does not answer."""


class Program:
    """A child process that is ready when `is_ready` says so."""

    def __init__(
        self, command: Command, is_ready: Callable[[], Coroutine[None, None, bool]]
    ) -> None:
        """`is_ready` is asked about twenty times a second."""
        self._command = command
        self._is_ready = is_ready
        self._child: Child | None = None

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        child = self._child = await Child.start(self._command)
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not await self._is_ready():
            if not child.running:
                raise child.exited_error()
            if time.monotonic() > deadline:
                await child.stop()
                raise TimeoutError(f"not ready after {READY_TIMEOUT_S:.0f} s: {self._command.log}")
            await asyncio.sleep(POLL_S)
        if not child.running:  # somebody else was ready in its place
            raise child.exited_error()

    async def wait(self) -> int:
        """Its exit code, when it ends."""
        return 0 if self._child is None else await self._child.wait()

    async def stop(self) -> None:
        """Ask it to end, and make it."""
        if self._child is not None:
            await self._child.stop()

    async def kill(self) -> None:
        if self._child is not None:
            await self._child.kill()


class Worker(Program):
    """`panager worker`, which touches a file when it polls, and another again and again."""

    def __init__(self, command: Command, ready_file: Path, heartbeat: Path) -> None:
        """The files may be left from an earlier run."""
        super().__init__(command, self._file_exists)
        self._ready_file = ready_file
        self._heartbeat = Heartbeat(heartbeat)

    async def _file_exists(self) -> bool:
        return self._ready_file.exists()

    async def start(self) -> None:
        """Start it and wait until it polls."""
        self._ready_file.parent.mkdir(parents=True, exist_ok=True)
        self._ready_file.unlink(missing_ok=True)
        await super().start()

    async def is_alive(self) -> bool:
        """Whether its event loop turns."""
        return self._heartbeat.has_beaten()


class Api(Program):
    """`panager api`, which answers `/healthz` when it is ready."""

    def __init__(self, command: Command, url: str) -> None:
        """`url` is where it listens."""
        super().__init__(command, self.is_alive)
        self._url = url

    async def is_alive(self) -> bool:
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
            try:
                answer = await client.get(f"{self._url}/healthz")
            except httpx.HTTPError:
                return False
        return answer.status_code == httpx.codes.OK


class Bot:
    """`panager bot`, which writes into a file how it is; starting does not depend on Discord."""

    def __init__(
        self,
        command: Command,
        status_file: Path,
        heartbeat: Path,
        on_change: Callable[[], None],
    ) -> None:
        """`on_change` is called when `status` is another."""
        self._command = command
        self._status_file = status_file
        self._heartbeat = Heartbeat(heartbeat)
        self._on_change = on_change
        self._child: Child | None = None
        self._shown = ""

    @property
    def refused(self) -> bool:
        """Discord does not know the token."""
        return self._child is not None and self._child.exit_code == TOKEN_REFUSED

    @property
    def connected(self) -> bool:
        return self.status.startswith(CONNECTED)

    @property
    def status(self) -> str:
        """What it last said about its connection."""
        if self.refused:
            return "Discord refused DISCORD_TOKEN: set another and start `panager up` again"
        with contextlib.suppress(FileNotFoundError):
            return self._status_file.read_text(encoding="utf-8")
        return "connecting"

    async def start(self) -> None:
        """Start it and give it a moment to connect."""
        self._status_file.unlink(missing_ok=True)
        child = self._child = await Child.start(self._command)
        deadline = time.monotonic() + PATIENCE_S
        while not (self.connected or self.refused) and time.monotonic() < deadline:
            if not child.running:
                raise child.exited_error()
            await asyncio.sleep(POLL_S)
        self._shown = self.status if self.connected else ""

    async def wait(self) -> int:
        """Its exit code, when it ends; never, when another start is of no use."""
        if self._child is None:
            return 0
        ending = asyncio.create_task(self._child.wait())
        while not ending.done():
            self._show_change()
            await asyncio.wait([ending], timeout=WATCH_S)
        if self.refused:
            self._show_change()
            await asyncio.Event().wait()
        return ending.result()

    async def is_alive(self) -> bool:
        """Whether its event loop turns; what Discord says to it is another question."""
        return self.refused or self._heartbeat.has_beaten()

    async def stop(self) -> None:
        """Ask it to end, and make it."""
        if self._child is not None:
            await self._child.stop()

    async def kill(self) -> None:
        if self._child is not None:
            await self._child.kill()

    def _show_change(self) -> None:
        if self.status != self._shown:
            self._shown = self.status
            self._on_change()
