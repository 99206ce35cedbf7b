"""Output and input that fit any terminal: its encoding, its width, and whether it is there."""

import errno
import io
import os
import re
import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

UNREADABLE = "�"
"""Stands for what is no text (U+FFFD)."""
UNLIMITED = 10_000
"""Columns: Rich measures what something needs within a width only."""
UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT})


def make_streams_lenient() -> None:
    """From now on a sign that an encoding lacks is replaced, and a closed stream leads nowhere.

    A reader of our output that goes away, as `head` does, is Typer's affair: it ends the program.
    """
    _open_closed_streams()
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _open_closed_streams() -> None:
    # Python has None for a descriptor that is closed, and a file that is opened next would take it.
    for fd, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != fd:
                os.dup2(nowhere, fd)
                os.close(nowhere)
            stream = open(fd, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)


def sendable(text: str) -> str:
    """Text that can be encoded: bytes that are no UTF-8 reach us as lone surrogates."""
    return re.sub("[\ud800-\udfff]", UNREADABLE, text)


def is_unwritable(error: OSError) -> bool:
    """Whether it is the machine's fault and not ours: no right to write, or no room."""
    return error.errno in UNWRITABLE


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str | Text]], *, framed: bool = False
) -> None:
    """A table, or where its words would have to be cut a line for each cell."""
    console = Console()
    table = Table(*columns, box=box.HEAVY_HEAD if framed else None)
    cells = [[Text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    for row in cells:
        table.add_row(*row)
    if (
        Measurement.get(console, console.options.update(width=UNLIMITED), table).minimum
        <= console.width
    ):
        console.print(table)
        return
    for row in cells:
        for name, cell in zip(columns, row, strict=True):
            if cell.plain:
                console.print(Text(f"{name}: " if name else "").append_text(cell))
        console.print()
