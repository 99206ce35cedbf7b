import asyncio
import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from panager.client.models import Message
from panager.client.screen import PlainScreen, Screen, TerminalScreen, printable


def message(text: str) -> Message:
    return Message(
        id=uuid4(),
        direction="out",
        kind="reply",
        text=text,
        at=datetime.now(UTC),
        reply_to=None,
        reminder_id=None,
        answers=[],
        seq=1,
    )


async def first_line(screen: Screen) -> str:
    async for line in screen.lines():
        return line
    return ""


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[2Jb\r한글 🎉\n\t\u202e") == "a�[2Jb�한글 🎉\n\t�"


async def test_plain_screen_reads_lines_to_the_end() -> None:
    screen = PlainScreen(io.StringIO("one\ntwo"), io.StringIO())

    assert [line.strip() async for line in screen.lines()] == ["one", "two"]


async def test_plain_screen_shows_one_message_a_line() -> None:
    target = io.StringIO()

    PlainScreen(io.StringIO(), target).show(message("hello"))

    assert target.getvalue().endswith(" Panager: hello\n")


async def test_terminal_keeps_typed_lines_for_the_next_time(tmp_path: Path) -> None:
    with create_pipe_input() as keys:
        screen = TerminalScreen(FileHistory(tmp_path / "history"), input=keys, output=DummyOutput())
        keys.send_text("one\rtwo\r\x04")

        async with asyncio.timeout(10):
            typed = [line async for line in screen.lines()]

    assert typed == ["one", "two"]
    assert list(FileHistory(tmp_path / "history").load_history_strings()) == ["two", "one"]


async def test_terminal_empties_the_line_at_ctrl_c(tmp_path: Path) -> None:
    with create_pipe_input() as keys:
        screen = TerminalScreen(FileHistory(tmp_path / "history"), input=keys, output=DummyOutput())
        keys.send_text("forget\x03keep\r\x04")

        async with asyncio.timeout(10):
            typed = [line async for line in screen.lines()]

    assert typed == ["keep"]


async def test_terminal_shows_messages_and_drafts_while_somebody_types(tmp_path: Path) -> None:
    with create_pipe_input() as keys:
        screen = TerminalScreen(FileHistory(tmp_path / "history"), input=keys, output=DummyOutput())
        typing = asyncio.create_task(first_line(screen))
        keys.send_text("half a li")
        screen.show_draft("Good mor")
        screen.show(message("Good morning"))
        screen.note("by the way")
        keys.send_text("ne\r")

        async with asyncio.timeout(10):
            assert await typing == "half a line"
