"""`python -m testing.fake_discord`: a Discord on this machine, with a console."""

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path

from testing.fake_discord.control.console import Console
from testing.fake_discord.server import FakeDiscord, running
from testing.fake_discord.settings import TOKEN, Settings

BANNER = """\
A fake Discord listens. Start the bot in another terminal with

    export DISCORD_API_BASE={base}
    export DISCORD_TOKEN={token}
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m testing.fake_discord")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--journal", type=Path, help="write what happens here, one JSON a line")
    parser.add_argument("--no-console", action="store_true", help="serve until it is stopped")
    arguments = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments))


async def _serve(arguments: argparse.Namespace) -> None:
    settings = Settings(port=arguments.port, token=arguments.token)
    async with running(settings, arguments.journal) as fake:
        print(BANNER.format(base=fake.api_base, token=settings.token), flush=True)
        await _talk(fake, alone=arguments.no_console)


async def _talk(fake: FakeDiscord, *, alone: bool) -> None:
    if alone:
        await asyncio.Event().wait()
    await Console(fake).run()


if __name__ == "__main__":
    main()
