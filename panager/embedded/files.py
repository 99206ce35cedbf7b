"""Files that only this machine's user may read, written whole or not at all."""

import os
import secrets
import tempfile
from pathlib import Path


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
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


def last_lines(path: Path, count: int = 5) -> str:
    """The end of a log file, for an error message."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        text = file.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-count:])
