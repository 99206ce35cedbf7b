"""`python -m testing.fake_openai`: the offline model behind HTTP, until it is stopped."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from testing.fake_openai.offline import offline
from testing.fake_openai.request import Request
from testing.fake_openai.server import Observer, running


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m testing.fake_openai")
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--delay", type=float, default=0, help="seconds before each answer")
    parser.add_argument("--api-key", default="", help="the only key that is let in")
    parser.add_argument("--journal", type=Path, help="one JSON line as a request comes and ends")
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


async def _serve(arguments: argparse.Namespace) -> None:
    with _journal(arguments.journal) as observe:
        async with running(api_key=arguments.api_key, port=arguments.port, observe=observe) as fake:
            fake.script = offline(arguments.delay)
            print(fake.base_url, flush=True)
            await asyncio.Event().wait()


@contextmanager
def _journal(path: Path | None) -> Iterator[Observer | None]:
    if path is None:
        yield None
        return
    with path.open("a", encoding="utf-8", buffering=1) as file:
        yield lambda request: print(_line(request), file=file)


def _line(request: Request) -> str:
    entry = {
        "id": request.id,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "model": request.model,
        "last_said": request.last_said,
        "ended": request.ended,
    }
    return json.dumps(entry, ensure_ascii=False)


if __name__ == "__main__":
    main()
