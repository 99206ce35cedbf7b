"""The fake Discord in a process of its own: its control API, its log file and its console."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord
from testing.fake_discord.control.console import Console
from testing.fake_discord.control.remote import RemoteDiscord
from testing.fake_discord.settings import TOKEN
from tests.integration.fake_discord.bot import Bot, online
from tests.integration.fake_discord.command_bot import CommandBot, buttons

MODULE = "testing.fake_discord"


@pytest.fixture
async def remote(fake: FakeDiscord) -> AsyncIterator[RemoteDiscord]:
    async with RemoteDiscord(fake.context.address) as control:
        yield control


async def test_people_write_edit_and_delete_from_outside(bot: Bot, remote: RemoteDiscord) -> None:
    mina = await remote.join("Mina", locale="ko")
    message = await remote.write(mina, "hello", files={"a.txt": "text"})
    await remote.edit(mina, message["id"], "hello again")
    await assert_eventually(lambda: len(bot.seen) == len(bot.edits) == 1)

    await bot.seen[0].channel.send("hi", nonce="key")

    assert [m["content"] for m in await remote.messages(mina)] == ["hello again", "hi"]
    assert (await remote.received(mina))[0]["nonce"] == "key"
    await remote.delete(mina, message["id"])
    assert [m["content"] for m in await remote.messages(mina)] == ["hi"]
    assert [e["what"] for e in await remote.journal(after=1)] == [
        "person_wrote", "person_edited", "message", "person_deleted"
    ]  # fmt: skip


async def test_commands_buttons_and_modals_from_outside(
    fake: FakeDiscord, remote: RemoteDiscord
) -> None:
    mina, jun = await remote.join("Mina"), await remote.join("Jun")
    async with online(CommandBot(), fake) as bot:
        channel = await bot.create_dm(discord.Object(int(mina)))
        card = await channel.send("Dentist!", view=buttons())
        opened = await remote.press(mina, str(card.id), "reminder:7:edit")
        await assert_eventually(lambda: _has(remote, opened["id"], "modal"))
        filled = await remote.submit(mina, opened["id"], when="at five")
        ran = await remote.run(jun, "reminders list", page=3)
        typed = await remote.complete(jun, "zone", "city", city="B")

        await assert_eventually(lambda: _has(remote, filled["id"], "content"))
        await assert_eventually(lambda: _has(remote, ran["id"], "content"))
        await assert_eventually(lambda: _has(remote, typed["id"], "choices"))

    assert (await remote.interaction(filled["id"]))["content"] == "call the dentist / at five"
    assert (await remote.interaction(ran["id"]))["content"] == "page 3"
    assert (await remote.interaction(typed["id"]))["choices"][0]["name"] == "Busan"
    with pytest.raises(LookupError, match="unheard-of"):
        await remote.run(jun, "unheard-of")


async def test_somebody_else_presses(fake: FakeDiscord, remote: RemoteDiscord) -> None:
    mina, jun = await remote.join("Mina"), await remote.join("Jun")
    async with online(CommandBot(), fake) as bot:
        channel = await bot.create_dm(discord.Object(int(mina)))
        card = await channel.send("Dentist!", view=buttons())
        pressers: list[int] = []

        async def note(interaction: discord.Interaction) -> None:
            pressers.append(interaction.user.id)

        bot.on_interaction = note  # type: ignore[attr-defined]
        await remote.press(jun, str(card.id), "reminder:7:snooze", owner_id=mina)
        await assert_eventually(lambda: pressers == [int(jun)])


async def test_faults_and_settings_from_outside(
    bot: Bot, fake: FakeDiscord, remote: RemoteDiscord
) -> None:
    mina = await remote.join("Mina")
    channel = await bot.create_dm(discord.Object(int(mina)))

    await remote.set_faults(
        requests=[{"kind": "status", "route": "POST *", "status": 403, "code": 50007}],
        events={"double": 1.0},
    )
    with pytest.raises(discord.Forbidden):
        await channel.send("hello")
    await remote.write(mina, "twice")
    await assert_eventually(lambda: bot.texts == ["twice", "twice"])
    await remote.set_faults()
    await remote.change_person(mina, accepts_dms=False)
    with pytest.raises(discord.Forbidden):
        await channel.send("hello")
    await remote.change_settings(nonce_window_s=1, global_limit=[5, 1])
    await remote.do("cut")
    await assert_eventually(lambda: bot.resumes == 1)

    state = await remote.state()
    assert state["requests"]["POST /channels/{channel_id}/messages 403"] == 2
    assert (state["identifies"], state["invalid_requests"]) == (1, 2)
    assert fake.settings.global_limit.requests == 5
    with pytest.raises(LookupError, match="no_such"):
        await remote.change_settings(no_such=1)
    with pytest.raises(LookupError, match="lose-sessions"):
        await remote.do("nothing")


async def test_console_talks_to_the_bot(fake: FakeDiscord) -> None:
    said: list[str] = []
    console = Console(fake, said.append)
    async with online(CommandBot(), fake) as bot:
        console.obey("안녕")
        await assert_eventually(lambda: bot.texts == ["안녕"])
        await bot.seen[0].channel.send("반가워요", view=buttons())
        console.obey("!press 2")
        await assert_eventually(lambda: any("!fill text=… when=…" in line for line in said))
        console.obey('!fill when="at five"')
        console.obey("/reminders list page=2")
        await assert_eventually(lambda: "< page 2" in said)
        console.obey("!press 99")
        console.obey("!dance")

    assert "< 반가워요\n    [1] Snooze\n    [2] Edit\n    [3] pick" in said
    assert "< call the dentist / at five" in said
    assert [line for line in said if line.startswith("  ?")] != []


async def test_own_process_with_log_file(tmp_path: Path) -> None:
    log = tmp_path / "journal.jsonl"
    async with _process("--no-console", "--journal", str(log)) as (address, _):
        other = FakeDiscord()
        other.context.address = address
        async with RemoteDiscord(address) as remote, online(Bot(), other) as bot:
            mina = await remote.join("Mina")
            await remote.write(mina, "hello")
            await assert_eventually(lambda: bot.texts == ["hello"])
            await bot.seen[0].channel.send("hi")

    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [entry["what"] for entry in entries[:3]] == ["identified", "person_wrote", "message"]
    assert entries[2]["content"] == "hi"


async def test_console_in_a_terminal_ends_with_its_input() -> None:
    async with _process() as (_, process):
        output, _ = await process.communicate(b"hello\n!help\n!quit\n")

    assert "a slash command" in output.decode()
    assert process.returncode == 0


async def _has(remote: RemoteDiscord, interaction_id: str, answer: str) -> bool:
    return (await remote.interaction(interaction_id))[answer] is not None


@asynccontextmanager
async def _process(*arguments: str) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", MODULE, "--port", "0", *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield await _address(process), process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    """From the lines that it prints for whoever starts a bot."""
    assert process.stdout is not None
    address = ""
    async for line in process.stdout:
        _, base, rest = line.decode().strip().partition("export DISCORD_API_BASE=")
        address = rest.removesuffix("/api/v10") if base else address
        if f"DISCORD_TOKEN={TOKEN}" in line.decode():
            return address
    raise AssertionError("it ended before it listened")
