"""The commands as processes, in terminals and pipes of every kind."""

import asyncio
import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from panager.settings import Settings
from testing.eventually import assert_eventually
from tests.integration.api.conftest import TOKEN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
LIMIT_S = 60.0
PANAGER = (sys.executable, "-m", "panager")
LATIN_1 = {"PYTHONIOENCODING": "latin-1"}
KOREAN = "30분 뒤에 물 마시라고 알려줘"


@dataclass(frozen=True)
class Ended:
    code: int
    out: bytes
    err: bytes

    @property
    def is_quiet(self) -> bool:
        return b"Traceback" not in self.err and b"Exception ignored" not in self.err


@dataclass(frozen=True)
class Shell:
    """Runs commands against the API of a test."""

    env: dict[str, str]

    async def run(self, line: str, env: dict[str, str] | None = None) -> Ended:
        """A line of `sh`, in which `$PANAGER` is the command."""
        process = await asyncio.create_subprocess_exec(
            "sh",
            "-c",
            line,
            env=self.env | (env or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        async with asyncio.timeout(LIMIT_S):
            out, err = await process.communicate()
        return Ended(process.returncode or 0, out, err)


@pytest.fixture
def shell(settings: Settings, running: None, tmp_path: Path) -> Shell:
    del running
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PANAGER_")}
    ours = {
        "PANAGER": " ".join(PANAGER),
        "PANAGER_DATA_DIR": str(tmp_path / "client"),
        "PANAGER_API_URL": f"http://127.0.0.1:{settings.api_port}",
        "PANAGER_OPERATOR_TOKEN": TOKEN,
        "PANAGER_ZONE": "Asia/Seoul",
        "PYTHONIOENCODING": "utf-8:strict",  # as on a machine whose language is set
    }
    return Shell(clean | ours)


async def said(api: httpx.AsyncClient) -> list[str]:
    page = (await api.get("/v1/messages", params={"latest": 50})).json()
    return [item["text"] for item in page["items"] if item["direction"] == "in"]


@pytest.mark.usefixtures("worker")
async def test_bytes_that_are_no_text_are_sent_as_far_as_they_are(
    shell: Shell, api: httpx.AsyncClient
) -> None:
    ended = await shell.run(r"printf 'caf\351\nhello\n' | $PANAGER chat")

    assert (ended.code, ended.is_quiet) == (0, True), ended
    assert b"UTF-8" in ended.err
    assert await said(api) == ["caf�", "hello"]


@pytest.mark.usefixtures("worker")
async def test_arguments_that_are_no_text_are_sent_as_far_as_they_are(
    shell: Shell, api: httpx.AsyncClient
) -> None:
    ended = await shell.run(r'$PANAGER chat --once "$(printf "caf\351")"')

    assert (ended.code, ended.is_quiet) == (0, True), ended
    assert await said(api) == ["caf�"]
    ended = await shell.run(r'$PANAGER reminders list --user "$(printf "caf\351")"')
    assert (ended.code, ended.is_quiet) == (4, True), ended
    assert b"Panager-User" in ended.err


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("env", [LATIN_1, {"LANG": "C", "LC_ALL": "C"}], ids=["latin-1", "C"])
async def test_signs_that_a_terminal_lacks_are_replaced(shell: Shell, env: dict[str, str]) -> None:
    asked = await shell.run(f"$PANAGER chat --once '{KOREAN}'", env)
    assert (asked.code, asked.is_quiet) == (0, True), asked

    for command in ("reminders list", "reminders list --json", f"when '{KOREAN}'"):
        ended = await shell.run(f"$PANAGER {command}", env)
        assert (ended.code, ended.is_quiet) == (0, True), (command, ended)


@pytest.mark.parametrize("command", ["reminders list", "when tomorrow", "doctor --json"])
async def test_reader_that_goes_away_and_closed_streams_are_no_errors(
    shell: Shell, command: str
) -> None:
    for line in (
        f"$PANAGER {command} | true",
        f"$PANAGER {command} >&-",
        f"$PANAGER {command} <&- >&- 2>&-",
    ):
        ended = await shell.run(line)
        assert (ended.code in {0, 1}, ended.is_quiet) == (True, True), (line, ended)


@pytest.mark.usefixtures("worker")
async def test_chat_ends_without_a_word_when_its_reader_goes_away(shell: Shell) -> None:
    ended = await shell.run("echo hello | $PANAGER chat | true")

    assert ended.is_quiet, ended


async def test_full_disk_is_a_sentence(shell: Shell) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a device that is always full")

    ended = await shell.run("$PANAGER reminders list --json > /dev/full")

    assert (ended.code, ended.is_quiet) == (1, True), ended
    assert b"No space left" in ended.err


async def test_output_that_is_no_terminal_has_no_colours(shell: Shell) -> None:
    for command in ("doctor", "reminders show x"):
        ended = await shell.run(f"$PANAGER {command}")
        assert b"\x1b[" not in ended.out + ended.err, ended


class NarrowTerminal:
    """A terminal of 30 columns with one command in it."""

    def __init__(self, shell: Shell, *arguments: str, env: dict[str, str] | None = None) -> None:
        self.own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
        os.set_blocking(self.own, False)
        given = {"TERM": "xterm-256color", **shell.env, **(env or {})}
        given.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [*PANAGER, *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env=given, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.shown = b""

    def shows(self, words: bytes) -> bool:
        with contextlib.suppress(OSError):  # nothing new, or its end
            while data := os.read(self.own, 65_536):
                self.shown += data
        return words in self.shown

    def type(self, keys: bytes) -> None:
        os.write(self.own, keys)

    def has_ended(self) -> bool:
        self.shows(b"")
        return self.process.poll() is not None

    async def until_ended(self) -> int:
        await assert_eventually(self.has_ended, timeout_s=LIMIT_S)
        os.close(self.own)
        return self.process.returncode


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("env", [{}, LATIN_1], ids=["utf-8", "latin-1"])
async def test_conversation_in_a_narrow_terminal(
    shell: Shell, api: httpx.AsyncClient, env: dict[str, str]
) -> None:
    terminal = NarrowTerminal(shell, "chat", env=env)
    await assert_eventually(lambda: terminal.shows(b"\x1b[0m>"), timeout_s=LIMIT_S)

    terminal.type(b"caf\xe9\r")
    await assert_eventually(lambda: terminal.shows(b"Panager"), timeout_s=LIMIT_S)
    terminal.type(b"\x04")

    assert await terminal.until_ended() == 0
    assert b"Traceback" not in terminal.shown
    assert len(await said(api)) == 1


@pytest.mark.parametrize("command", ["doctor", "reminders list"])
async def test_tables_fit_a_narrow_terminal(shell: Shell, command: str) -> None:
    asked = await shell.run(f"$PANAGER chat --once '{KOREAN}' --timeout 1")
    assert asked.is_quiet
    terminal = NarrowTerminal(shell, *command.split(), env={"NO_COLOR": "1"})

    await terminal.until_ended()

    assert "…".encode() not in terminal.shown  # a word that was cut
    assert b"Traceback" not in terminal.shown
    lines = re.sub("\x1b\\[[0-9;]*m", "", terminal.shown.decode()).replace("\r", "").split("\n")
    assert max(len(line) for line in lines) <= 30, lines
