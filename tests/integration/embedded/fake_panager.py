"""Stands for `panager worker`, `panager api` and `panager bot`: ready at once, ends on SIGTERM.

As a bot it takes any token but REFUSED. As a worker it dies at each start for which there is a
line in the file `deaths`, and its event loop hangs for good while there is a file `hang`.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from panager.bot.status import CONNECTED, STATUS_FILE, TOKEN_REFUSED
from panager.process import heartbeat
from panager.settings import load_settings

REFUSED = "refused-token"


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()


def die_if_told(deaths: Path) -> None:
    left = deaths.read_text().splitlines() if deaths.exists() else []
    if left:
        deaths.write_text("\n".join(left[1:]))
        sys.exit(left[0])


async def beat(path: Path, hang: Path) -> None:
    async with heartbeat.beating(path):
        while True:
            await asyncio.sleep(0.1)
            if hang.exists():
                hang.unlink()
                time.sleep(10_000)  # noqa: ASYNC251 - that is what it means


def start_beating(path: Path, hang: Path) -> None:
    threading.Thread(target=lambda: asyncio.run(beat(path, hang)), daemon=True).start()


def main(part: str, data_dir: Path) -> None:
    settings = load_settings(data_dir)
    print(part, settings.temporal_address, flush=True)
    if part == "worker":
        die_if_told(data_dir / "deaths")
        start_beating(data_dir / heartbeat.WORKER_FILE, data_dir / "hang")
        (data_dir / "run" / "worker.ready").touch()
    elif part == "bot":
        start_beating(data_dir / heartbeat.BOT_FILE, data_dir / "hang-bot")
        if os.environ["DISCORD_TOKEN"] == REFUSED:
            sys.exit(TOKEN_REFUSED)
        (data_dir / STATUS_FILE).write_text(f"{CONNECTED} Panager", encoding="utf-8")
    else:
        server = HTTPServer((settings.api_host, settings.api_port), Health)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    signal.sigwait({signal.SIGTERM})
    print(part, "stopped", flush=True)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    main(sys.argv[1], Path(sys.argv[3]))
