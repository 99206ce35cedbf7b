"""Where a conversation is shown and typed: a terminal, or plain lines in a pipe."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.patch_stdout import patch_stdout

from panager.client.models import Message

DRAFT_CHARACTERS = 300
HISTORY_FILE = "history"
STYLES = {"in": "ansigreen bold", "out": "ansicyan bold"}


class Screen(Protocol):
    """What the conversation needs of it."""

    recent: int
    """How many messages to show at the start although they were seen before."""
    waits_for_answers: bool
    """Whether to stay until everything is answered after the last line."""

    def show(self, message: Message) -> None:
        """A message, in full."""

    def show_draft(self, text: str) -> None:
        """An answer as far as it is written; "" for none."""

    def note(self, text: str) -> None:
        """Something about the conversation that nobody said."""

    def lines(self) -> AsyncIterator[str]:
        """What the person types, until they leave."""


def open_screen(data_dir: Path) -> Screen:
    """The one that fits what stdin and stdout are."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return TerminalScreen(_history(data_dir))
    return PlainScreen(sys.stdin, sys.stdout)


def _history(data_dir: Path) -> History:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / HISTORY_FILE).touch()
    except OSError:  # not ours to write into
        return InMemoryHistory()
    return FileHistory(str(data_dir / HISTORY_FILE))


class TerminalScreen:
    """A prompt at the bottom, the draft above it, everything else scrolling above."""

    recent = 10
    waits_for_answers = False

    def __init__(
        self, history: History, *, input: Input | None = None, output: Output | None = None
    ) -> None:
        """`history` keeps typed lines for the arrow keys."""
        self._draft = ""
        self._output = output
        self._session: PromptSession[str] = PromptSession(
            self._prompt,
            history=history,
            input=input,
            output=output,
        )

    def show(self, message: Message) -> None:
        self._print([(STYLES[message.direction], heading(message)), ("", message.text)])

    def show_draft(self, text: str) -> None:
        """The end of it: what is new is there."""
        self._draft = "…" + text[-DRAFT_CHARACTERS:] if len(text) > DRAFT_CHARACTERS else text
        self._session.app.invalidate()

    def note(self, text: str) -> None:
        self._print([("ansibrightblack", text)])

    async def lines(self) -> AsyncIterator[str]:
        """Ctrl-C empties the line, Ctrl-D leaves."""
        with patch_stdout():
            while True:
                try:
                    yield await self._session.prompt_async()
                except KeyboardInterrupt:
                    continue
                except EOFError:
                    return

    def _prompt(self) -> FormattedText:
        """With the draft above it, but not in what stays behind when a line was typed."""
        shown = bool(self._draft) and not self._session.app.is_done
        return FormattedText([("ansicyan", f"{self._draft}\n" if shown else ""), ("", "> ")])

    def _print(self, parts: list[tuple[str, str]]) -> None:
        print_formatted_text(FormattedText(parts), output=self._output)


class PlainScreen:
    """One line in, one message out; for pipes and scripts."""

    recent = 0
    waits_for_answers = True

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """Read from `source`, write to `target`."""
        self._source = source
        self._target = target

    def show(self, message: Message) -> None:
        """At once, so that a reader at the other end sees it."""
        self._target.write(f"{heading(message)}{printable(message.text)}\n")
        self._target.flush()

    def show_draft(self, text: str) -> None:
        """Only whole messages."""

    def note(self, text: str) -> None:
        """Not part of what was said."""
        sys.stderr.write(f"{text}\n")

    async def lines(self) -> AsyncIterator[str]:
        """Until the end of the input; a thread reads because files cannot be polled."""
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | OSError | None] = asyncio.Queue()

        def read() -> None:
            # The loop is closed when the conversation ended before the input.
            with contextlib.suppress(RuntimeError):
                try:
                    for line in self._source:
                        loop.call_soon_threadsafe(queue.put_nowait, line)
                except OSError as error:
                    loop.call_soon_threadsafe(queue.put_nowait, error)
                else:
                    loop.call_soon_threadsafe(queue.put_nowait, None)

        threading.Thread(target=read, daemon=True).start()
        while isinstance(line := await queue.get(), str):
            yield line
        if line is not None:
            self.note(f"The input cannot be read: {line.strerror}.")


def heading(message: Message) -> str:
    """When and who, in the local zone: "14:05 Panager: "."""
    at = message.at.astimezone()
    when = f"{at:%H:%M}" if at.date() == datetime.now().astimezone().date() else f"{at:%m-%d %H:%M}"
    return f"{when} {'you' if message.direction == 'in' else 'Panager'}: "


def printable(text: str) -> str:
    """Without control characters, which could take over a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
