"""A small process between us and a child that ends the child when we end, however we end.

Run as a script with the standard library only, so that it starts in milliseconds. It holds the
read end of a pipe (its stdin) whose write end is ours: the kernel closes that even on `kill -9`.
On Linux the child asks the kernel for a signal at the leash's own death as well.
"""

import argparse
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

ORPHAN_GRACE_S = 3.0
"""How long a child may take when we are gone: nobody is left to wait for it."""

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def wrap(
    argv: Sequence[str],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    grace_s: float = 10.0,
    owner: tuple[int, int] | None = None,
    keep_fds: Sequence[int] = (),
) -> list[str]:
    """The command line that runs `argv` on a leash; give it a pipe as stdin and keep that open.

    SIGTERM to it, or the end of the pipe, sends `stop_signal` to the child and, `grace_s` later,
    SIGKILL to its process group. `owner` is the (user id, group id) to run as; `keep_fds` stay
    open in leash and child (pass them to the leash, too).
    """
    options = [f"--stop-signal={stop_signal.value}", f"--grace={grace_s}"]
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


def _parse(arguments: Sequence[str]) -> _Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stop-signal", type=int, required=True)
    parser.add_argument("--grace", type=float, required=True)
    parser.add_argument("--uid", type=int)
    parser.add_argument("--gid", type=int)
    parser.add_argument("--keep-fd", type=int, action="append", default=[])
    parser.add_argument("argv", nargs="+")
    given = parser.parse_args(arguments)
    return _Options(
        argv=given.argv,
        stop_signal=given.stop_signal,
        grace_s=given.grace,
        uid=given.uid,
        gid=given.gid,
        keep_fds=tuple(given.keep_fd),
    )


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


def _hold(child: subprocess.Popen[bytes], signals: int, options: _Options) -> int:
    """Wait for the child's end, or for ours and then bring it about."""
    watched = [signals, sys.stdin.fileno()]
    deadline = float("inf")
    while child.poll() is None and time.monotonic() < deadline:
        timeout = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select(watched, [], [], timeout)
        allowed_s = _allowed_s(ready, signals, options.grace_s)
        if allowed_s is None:
            continue
        if deadline == float("inf"):
            child.send_signal(options.stop_signal)
        deadline = min(deadline, time.monotonic() + allowed_s)
        if sys.stdin.fileno() in ready:
            watched = [signals]
    _signal_group(child.pid, signal.SIGKILL)  # also what the child may have left behind
    return child.wait()


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit code, 128 + n after signal n as a shell does."""
    options = _parse(arguments)
    signals = _watch_signals()
    try:
        child = _start(options)
    except OSError as error:
        sys.stderr.write(f"{options.argv[0]}: {error.strerror}\n")
        return 127
    code = _hold(child, signals, options)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
