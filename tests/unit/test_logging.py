"""What the logs must not show."""

import subprocess
import sys
from pathlib import Path

FAILING = """
import sys
from pathlib import Path
import structlog
from panager.logging import configure_logging

def fail(words):
    len(words) / 0

configure_logging("INFO", json_file=Path(sys.argv[1]))
try:
    fail(sys.argv[2])
except ZeroDivisionError:
    structlog.get_logger("test").exception("it_failed")
"""


def test_traceback_shows_no_values(tmp_path: Path) -> None:
    file = tmp_path / "test.json.log"

    command = [sys.executable, "-c", FAILING, str(file), "the words of a person"]
    console = subprocess.run(command, check=True, capture_output=True, text=True).stderr

    for text in (console, file.read_text(encoding="utf-8")):
        assert "ZeroDivisionError" in text
        assert "words of a person" not in text
