"""Whether somebody works on a data directory, which a copy of its files cannot tell."""

import fcntl
import os
from pathlib import Path
from typing import Final

LOCK_FILE: Final = "up.lock"
"""`panager up` and everything that it starts hold it; the kernel lets go when the last ends."""


def is_in_use(data_dir: Path) -> bool:
    """Whether a `panager up`, or what one that was killed has left, works on this very directory.

    A lock belongs to the file and not to its name or content, so that a copy is never in use for
    what was copied.
    """
    try:
        descriptor = os.open(data_dir / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
