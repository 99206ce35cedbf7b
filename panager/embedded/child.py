"""A child process on a leash, its output in a log file."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from panager.embedded import files, watchdog
from panager.errors import PanagerError

INHERITED = frozenset(
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TZDIR", "TMPDIR",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX",
    }
)  # fmt: skip
"""By every child. Not more: a database server has no business with anybody's tokens."""
INHERITED_PREFIXES = ("LC_", "XDG_")
LEASH_S = 2.0
"""How long the leash may take to end after its command."""


class ChildExitedError(PanagerError):
    """A part of the process tree ended although it should run; the message cites its log."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run and how it wants to be stopped."""

    name: str
    argv: Sequence[str]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    grace_s: float = 10.0
    """After the stop signal; then SIGKILL."""
    owner: tuple[int, int] | None = None
    """User and group id to run as; None: ours."""
    cwd: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    """On top of what every child inherits."""
    keep_fds: tuple[int, ...] = ()
    """Descriptors that it inherits: locks that it shall hold for its life."""


def inherited() -> dict[str, str]:
    """Of our environment, what every child may have."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith(INHERITED_PREFIXES)
    }


class Child:
    """A running command. It ends with `stop`, or when this process ends in whatever way."""

    def __init__(self, command: Command, process: asyncio.subprocess.Process) -> None:
        """Use `start`; `process` is the leash."""
        self._command = command
        self._process = process

    @classmethod
    async def start(cls, command: Command) -> "Child":
        """Start it; what it writes is in its log."""
        process = await asyncio.create_subprocess_exec(
            *watchdog.wrap(
                command.argv,
                stop_signal=command.stop_signal,
                grace_s=command.grace_s,
                owner=command.owner,
                keep_fds=command.keep_fds,
                log=command.log.absolute(),
            ),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            cwd=command.cwd,
            env={**inherited(), **command.env},
            start_new_session=True,  # Ctrl-C in the terminal is for us, not for the leash
            pass_fds=command.keep_fds,
            umask=0o077,  # what they write is for this machine's user only
        )
        return cls(command, process)

    @property
    def exit_code(self) -> int | None:
        """128 + n after signal n; None while it runs."""
        return self._process.returncode

    @property
    def running(self) -> bool:
        """Whether the leash, and so the command, has not ended yet."""
        return self._process.returncode is None

    def find_process(self) -> psutil.Process | None:
        """The command itself, behind the leash; None before its start and after its end."""
        try:
            return next(iter(psutil.Process(self._process.pid).children()), None)
        except psutil.NoSuchProcess:
            return None

    async def wait(self) -> int:
        """Its exit code, 128 + n after signal n."""
        return await self._process.wait()

    async def stop(self) -> None:
        """Send the stop signal and wait for the end, at most the grace and a little more."""
        if not self.running:
            return
        self._process.terminate()
        await self._await_end(self._command.grace_s + LEASH_S)

    async def kill(self) -> None:
        """End it at once: what has stopped to answer cannot be asked to end."""
        self._signal_command(signal.SIGKILL)
        await self._await_end(LEASH_S)

    async def _await_end(self, within_s: float) -> None:
        """The leash ends with the command, unless that is the one that does not answer."""
        try:
            async with asyncio.timeout(within_s):
                await self._process.wait()
        except TimeoutError:
            self._signal_command(signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    def _signal_command(self, number: signal.Signals) -> None:
        """The command leads a process group of its own."""
        if (process := self.find_process()) is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: of zombies
                os.killpg(process.pid, number)

    def exited_error(self) -> ChildExitedError:
        """The error that says how it ended and what it said last."""
        log = self._command.log
        text = f"{self._command.name} ended with code {self._process.returncode}; its log is {log}"
        lines = files.last_lines(log)
        return ChildExitedError(f"{text} and ends with:\n{lines}" if lines else f"{text}.")
