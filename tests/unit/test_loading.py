"""What each process loads: its own part of the features, and that before it has to answer."""

import subprocess
import sys

import pytest

HEAVY = ("langgraph", "langchain_core", "discord", "fastapi", "workflows.chat")
"""Together they take more memory than a process that needs none of them."""
WORKER = "import panager.worker.main"
API = "import panager.api.server; from panager.features import registry; registry.routers()"
BOT = "import panager.bot.process; from panager.features import registry; registry.commands()"


@pytest.mark.parametrize(
    ("process", "loaded"),
    [
        (WORKER, {"langgraph", "langchain_core", "discord", "workflows.chat"}),
        (API, {"fastapi"}),
        (BOT, {"discord"}),
    ],
    ids=["worker", "api", "bot"],
)
def test_a_process_has_loaded_its_own_part_before_it_starts(process: str, loaded: set[str]) -> None:
    code = f"import sys; {process}; print(*(m for m in {HEAVY} if m in sys.modules))"

    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50
    )

    assert set(shown.stdout.split()) == loaded
