"""Stands for `panager worker`, `panager api` and `panager bot`: ready at once, ends on SIGTERM.

As a bot it takes any token but REFUSED.
"""

import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from panager.bot.status import CONNECTED, STATUS_FILE, TOKEN_REFUSED
from panager.settings import load_settings

REFUSED = "refused-token"


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()


def main(part: str, data_dir: Path) -> None:
    settings = load_settings(data_dir)
    print(part, settings.temporal_address, flush=True)
    if part == "worker":
        (data_dir / "run" / "worker.ready").touch()
    elif part == "bot":
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
