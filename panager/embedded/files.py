"""Files that only this machine's user may read, written whole or not at all."""

import os
import secrets
import tempfile
from pathlib import Path

from panager.setting_sources import read_text


def write_private(path: Path, text: str) -> None:
    """Replace `path` atomically; readable by its owner only (0600)."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_or_make_secret(path: Path) -> str:
    """The secret kept in `path`; makes a random one, URL-safe, where there is none yet."""
    secret = (read_text(path) or "").strip()
    if not secret:
        secret = secrets.token_urlsafe(32)
        write_private(path, secret)
    path.chmod(0o600)
    return secret


def last_lines(path: Path, count: int = 5) -> str:
    """The end of a log file, for an error message."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        text = file.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-count:])
