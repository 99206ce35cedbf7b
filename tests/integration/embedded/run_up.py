"""Runs `up` as a process of its own, with `fake_panager` as its worker and API.

Arguments: data directory, API port, Temporal port, UI port. Prints each state on a line. Has less
patience with frozen parts than a person's, who may have a busy machine.
"""

import asyncio
import sys
from pathlib import Path

from panager.embedded.liveness import Patience
from panager.embedded.up import up
from panager.errors import PanagerError
from panager.settings import load_settings

PROGRAM = (sys.executable, "-m", "tests.integration.embedded.fake_panager")
PATIENCE = Patience(every_s=0.5, limit_s=2.0, frozen_after_s=5.0)


def show(part: str, state: str, detail: str) -> None:
    print(part, state, detail.replace("\n", " "), flush=True)


def main(data_dir: str, *ports: str) -> int:
    chosen = dict(zip(("api_port", "temporal_port", "ui_port"), map(int, ports), strict=True))
    settings = load_settings(Path(data_dir)).model_copy(update=chosen)
    try:
        asyncio.run(up(settings, show, program=PROGRAM, patience=PATIENCE))
    except PanagerError as error:
        print("error", error, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
