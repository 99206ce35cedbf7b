"""A small process between us and a child that ends the child when we end, however we end.

Run as a script with the standard library only, so that it starts in milliseconds. It holds the
read end of a pipe (its stdin) whose write end is ours: the kernel closes that even on `kill -9`.
On Linux the child asks the kernel for a signal at the leash's own death as well.

It also writes the child's output into a log file, which it can therefore replace by a new one at
any time; a child that held the file itself would go on writing into the old one.
"""

import argparse
import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ORPHAN_GRACE_S = 3.0
"""How long a child may take when we are gone: nobody is left to wait for it."""

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LOG_BYTES = 5_000_000
CHUNK = 65_536


def wrap(
    argv: Sequence[str],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    grace_s: float = 10.0,
    owner: tuple[int, int] | None = None,
    keep_fds: Sequence[int] = (),
    log: Path | None = None,
    log_bytes: int = LOG_BYTES,
) -> list[str]:
    """The command line that runs `argv` on a leash; give it a pipe as stdin and keep that open.

    SIGTERM to it, or the end of the pipe, sends `stop_signal` to the child and, `grace_s` later,
    SIGKILL to its process group. `owner` is the (user id, group id) to run as; `keep_fds` stay
    open in leash and child (pass them to the leash, too). Output goes to the file `log`, which
    becomes `<name>.1` when it is full; without one it goes where the leash's own goes.
    """
    options = [f"--stop-signal={stop_signal.value}", f"--grace={grace_s}"]
    if log is not None:
        options += [f"--log={log}", f"--log-bytes={log_bytes}"]
    if owner is not None:
        options += [f"--uid={owner[0]}", f"--gid={owner[1]}"]
    options += [f"--keep-fd={fd}" for fd in keep_fds]
    return [sys.executable, "-ISB", __file__, *options, "--", *argv]


@dataclass(frozen=True, kw_only=True)
class _Options:
    argv: list[str]
    stop_signal: int
    grace_s: float
    uid: int | None
    gid: int | None
    keep_fds: tuple[int, ...]
    log: Path | None
    log_bytes: int


def _parse(arguments: Sequence[str]) -> _Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stop-signal", type=int, required=True)
    parser.add_argument("--grace", type=float, required=True)
    parser.add_argument("--uid", type=int)
    parser.add_argument("--gid", type=int)
    parser.add_argument("--keep-fd", type=int, action="append", default=[])
    parser.add_argument("--log", type=Path)
    parser.add_argument("--log-bytes", type=int, default=LOG_BYTES)
    parser.add_argument("argv", nargs="+")
    given = parser.parse_args(arguments)
    return _Options(
        argv=given.argv,
        stop_signal=given.stop_signal,
        grace_s=given.grace,
        uid=given.uid,
        gid=given.gid,
        keep_fds=tuple(given.keep_fd),
        log=given.log,
        log_bytes=given.log_bytes,
    )


class _Log:
    """Private to this machine's user. A full disk costs lines here, and the child nothing."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._limit = limit
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._open()
        self._replace_if_full()

    def take_over(self, fd: int) -> None:
        """What is written to `fd` from now on is here, too."""
        os.dup2(self._file, fd)

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, data: bytes) -> None:
        """Lines stay whole: a new file begins after the end of one."""
        end = data.rfind(b"\n") + 1
        self._append(data[:end])
        if end:
            self._replace_if_full()
        self._append(data[end:])

    def _append(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            while data:
                data = data[os.write(self._file, data) :]

    def _replace_if_full(self) -> None:
        if os.fstat(self._file).st_size <= self._limit:
            return
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            old, self._file = self._file, self._open()
            os.close(old)


def _signal_me_when_parent_dies(signal_number: int, parent: int) -> None:
    # It fires when the spawning *thread* ends; the leash has only its main thread.
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:  # it died before the kernel knew what we want
        os._exit(1)


def _start(options: _Options) -> subprocess.Popen[bytes]:
    parent = os.getpid()
    return subprocess.Popen(  # noqa: S603 - the command line is our caller's
        options.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if options.log else None,
        stderr=subprocess.STDOUT if options.log else None,
        start_new_session=True,
        user=options.uid,
        group=options.gid,
        extra_groups=None if options.gid is None else [],
        pass_fds=options.keep_fds,
        # After the change of user, which would clear the request; safe without other threads.
        preexec_fn=lambda: _signal_me_when_parent_dies(options.stop_signal, parent),
    )


def _watch_signals() -> int:
    """Turn signals into bytes on a pipe; returns its read end."""
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    for number in (*STOP_SIGNALS, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return readable


def _allowed_s(ready: Sequence[int], signals: int, grace_s: float) -> float | None:
    """Seconds that the child may still live, None while nobody asked it to stop."""
    if signals in ready and set(os.read(signals, 512)) & set(STOP_SIGNALS):
        return grace_s
    if sys.stdin.fileno() in ready:  # nothing is ever written: readable means closed
        return min(grace_s, ORPHAN_GRACE_S)
    return None


def _signal_group(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # macOS says the latter of zombies
        return


class _Output:
    """What the child and its descendants write, on its way into the log."""

    def __init__(self, source: IO[bytes], log: _Log) -> None:
        self.fd = source.fileno()
        self._log = log

    def copy(self) -> bool:
        """Take over what is there; False at the end of it."""
        data = os.read(self.fd, CHUNK)
        self._log.write(data)
        return bool(data)

    def drain(self) -> None:
        """The rest that is there; somebody who outlives the child may keep the pipe open."""
        while select.select([self.fd], [], [], 0)[0] and self.copy():
            pass


def _hold(
    child: subprocess.Popen[bytes], signals: int, options: _Options, output: _Output | None
) -> int:
    """Wait for the child's end, or for ours and then bring it about."""
    watched = {signals, sys.stdin.fileno()} | ({output.fd} if output else set())
    deadline = float("inf")
    while child.poll() is None and time.monotonic() < deadline:
        timeout = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select(watched, [], [], timeout)
        if output and output.fd in ready and not output.copy():
            watched.discard(output.fd)
        allowed_s = _allowed_s(ready, signals, options.grace_s)
        if allowed_s is None:
            continue
        if deadline == float("inf"):
            child.send_signal(options.stop_signal)
            _signal_group(child.pid, signal.SIGCONT)  # what is stopped cannot end
        deadline = min(deadline, time.monotonic() + allowed_s)
        if sys.stdin.fileno() in ready:
            watched.discard(sys.stdin.fileno())
    _signal_group(child.pid, signal.SIGKILL)  # also what the child may have left behind
    code = child.wait()
    if output:
        output.drain()
    return code


def _run(options: _Options, log: _Log | None) -> int:
    signals = _watch_signals()
    try:
        child = _start(options)
    except OSError as error:
        sys.stderr.write(f"{options.argv[0]}: {error.strerror}\n")
        return 127
    output = _Output(child.stdout, log) if child.stdout and log else None
    code = _hold(child, signals, options, output)
    return code if code >= 0 else 128 - code


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit code, 128 + n after signal n as a shell does."""
    options = _parse(arguments)
    try:
        log = _Log(options.log, options.log_bytes) if options.log else None
    except OSError as error:
        sys.stderr.write(f"{options.log}: {error.strerror}\n")
        return 127
    if log is not None:
        log.take_over(sys.stderr.fileno())
    return _run(options, log)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
