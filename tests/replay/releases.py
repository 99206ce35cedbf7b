"""Which releases have written histories."""

import hashlib
from pathlib import Path
from typing import Final

HISTORIES: Final = Path(__file__).parent / "histories"
RELEASE: Final = "0.6"
"""The one that is being made: its histories are recorded anew whenever its workflows change."""
RELEASED: Final[dict[str, str]] = {}
"""Those that people run, each with `digest_of` its histories, which stay as they are.

To release: enter RELEASE here, and raise it with the version in pyproject.toml afterwards.
"""


def digest_of(release: str) -> str:
    """Of the names and the contents of its histories."""
    digest = hashlib.sha256()
    for path in sorted(HISTORIES.glob(f"{release}-*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
