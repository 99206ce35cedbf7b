"""The row of one run in the table of all."""

from collections.abc import Sequence
from datetime import datetime

from fault_injection.checker import last_receipt
from fault_injection.stage import Stage
from fault_injection.table import Row


def row_of(stage: Stage, name: str, *, since: datetime, notes: Sequence[str] = ()) -> Row:
    """A run that took from `since` to the last reminder that came."""
    last = last_receipt(stage.record()) or since
    return Row(name=name, verdict=stage.verdict(), took=last - since, notes=list(notes))
