"""What was found, and how it is shown."""

import json
import sys
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

PATIENCE_S = 5
"""How long a part may take to answer."""
START = "Start it with `panager up`."


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One part: how it is, and the remedy when it is not well."""

    part: str
    ok: bool
    detail: str
    remedy: str = ""


def show(findings: list[Finding], *, as_json: bool) -> None:
    """A table for people, or JSON."""
    if as_json:
        sys.stdout.write(json.dumps([asdict(f) for f in findings], ensure_ascii=False) + "\n")
        return
    table = Table("", "part", "state", "remedy")
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]!![/red]"
        table.add_row(mark, finding.part, finding.detail, finding.remedy)
    Console().print(table)
