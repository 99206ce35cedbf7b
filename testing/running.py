"""Stands for a running `panager up` where only its word about itself matters."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from panager.data_dir import LOCK_FILE
from panager.setting_sources import RUNTIME_FILE


@contextmanager
def running_in(data_dir: Path, runtime: Mapping[str, str] | bytes) -> Iterator[None]:
    """It holds the directory's lock and has written `runtime`, if that makes sense at all."""
    content = runtime if isinstance(runtime, bytes) else json.dumps(runtime).encode()
    (data_dir / RUNTIME_FILE).write_bytes(content)
    with (data_dir / LOCK_FILE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
