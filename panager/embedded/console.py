"""Shows people what `panager up` is doing: one line for each part, rewritten as it changes."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console as RichConsole
from rich.live import Live
from rich.table import Table

MARKS = {
    "ready": "[green]●[/green]",
    "done": "[green]●[/green]",
    "external": "[green]●[/green]",
    "failed": "[red]●[/red]",
    "stopped": "[dim]○[/dim]",
}


class Console:
    """A live table on a terminal; plain lines where there is none."""

    def __init__(self) -> None:
        self._console = RichConsole(stderr=True)
        self._parts: dict[str, tuple[str, str, float]] = {}
        self._live = Live(console=self._console, refresh_per_second=4, get_renderable=self._table)

    def __enter__(self) -> Self:
        """Take over the terminal's last lines."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the last picture behind."""
        if self._console.is_terminal:
            self._live.stop()

    def show(self, part: str, state: str, detail: str = "") -> None:
        """A part changed its state or has progress to show."""
        since = self._parts.get(part, (state, "", time.monotonic()))
        started = since[2] if since[0] == state else time.monotonic()
        self._parts[part] = (state, detail, started)
        if not self._console.is_terminal:
            self._console.print(f"{part}: {state} {detail}".rstrip(), markup=False, highlight=False)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for part, (state, detail, started) in self._parts.items():
            busy = "" if state in MARKS else f" {time.monotonic() - started:.0f} s"
            table.add_row(MARKS.get(state, "[yellow]◐[/yellow]"), part, state + busy, detail)
        return table
