"""The bot in the process tree, where there is a token."""

import asyncio
from pathlib import Path

from panager.bot.status import STATUS_FILE
from testing.eventually import assert_eventually
from tests.integration.embedded.fake_panager import REFUSED
from tests.integration.embedded.test_up import Up, start_up

TOKEN = "token-of-a-bot"


def knowing(up: Up, *secrets: str) -> set[str]:
    """The names of those that have any of these in their environment."""
    return {one.name() for one in up.family() if set(secrets) & set(one.environ().values())}


async def test_bot_is_started_last_shown_and_started_again(tmp_path: Path) -> None:
    secrets = {"LLM_API_KEY": "key-of-a-model", "AWS_SECRET_ACCESS_KEY": "key-of-somebody"}
    up = await start_up(tmp_path, env={"DISCORD_TOKEN": TOKEN, **secrets})
    await up.wait_for("api ready")
    await up.wait_for("bot ready connected as Panager")
    first = up.find("bot")
    assert TOKEN not in " ".join(word for process in up.family() for word in process.cmdline())
    assert knowing(up, TOKEN, "key-of-a-model").isdisjoint({"postgres", "temporal"})
    assert up.find("worker").environ()["LLM_API_KEY"] == "key-of-a-model"
    assert [one for one in up.family() if "key-of-somebody" in one.environ().values()] == []

    (tmp_path / STATUS_FILE).write_text("reconnecting", encoding="utf-8")
    await up.wait_for("bot starting reconnecting")
    first.kill()
    await up.wait_for("bot restarting")
    await up.wait_for("bot ready connected as Panager")
    await up.stop()


async def test_refused_token_is_shown_and_not_tried_again(tmp_path: Path) -> None:
    up = await start_up(tmp_path, env={"DISCORD_TOKEN": REFUSED})

    await up.wait_for("bot failed Discord refused DISCORD_TOKEN")
    await asyncio.sleep(1)  # another part would have been started again by now

    assert up.process.returncode is None
    log = (tmp_path / "logs" / "bot.log").read_text(encoding="utf-8")
    assert log.count("bot 127.0.0.1") == 1
    await assert_eventually(lambda: up.find("api").is_running())
    assert await up.stop() == 0


async def test_without_a_token_there_is_no_bot(tmp_path: Path) -> None:
    up = await start_up(tmp_path, env={"DISCORD_TOKEN": ""})

    await up.wait_for("api ready")
    assert await up.stop() == 0

    assert not (tmp_path / "logs" / "bot.log").exists()
