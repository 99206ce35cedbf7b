"""What `panager up` sees of the bot's process: one line in a file, and its exit code."""

from pathlib import Path

STATUS_FILE = "run/bot.status"
CONNECTED = "connected as"
"""How the line begins when everything is well."""
TOKEN_REFUSED = 78
"""Exit code (EX_CONFIG of sysexits.h): starting again is of no use without a new token."""


class Status:
    """The line of one bot."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def show(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        whole = self._path.with_suffix(".new")
        whole.write_text(line, encoding="utf-8")
        whole.replace(self._path)
