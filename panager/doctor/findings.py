"""What was found, and how it is shown."""

import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass

from rich.text import Text

from panager.settings import Settings
from panager.terminal import print_table

PATIENCE_S = 5
"""How long a part may take to answer."""
START = "Start it with `panager up`."
OK, NOT_OK = Text("ok", "green"), Text("!!", "red")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One part: how it is, and the remedy when it is not well."""

    part: str
    ok: bool
    detail: str
    remedy: str = ""


type Check = Callable[[Settings], Awaitable[Sequence[Finding]]]
"""One thing that `doctor` looks at; it never raises, however that thing is."""


def show(findings: list[Finding], *, as_json: bool) -> None:
    """A table for people, or JSON."""
    if as_json:
        sys.stdout.write(json.dumps([asdict(f) for f in findings], ensure_ascii=False) + "\n")
        return
    rows = [
        (OK if finding.ok else NOT_OK, finding.part, finding.detail, finding.remedy)
        for finding in findings
    ]
    print_table(("", "part", "state", "remedy"), rows, framed=True)
