"""Payloads of reconciling the reminders with their workflows."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReconcileResult:
    """What was found and repaired."""

    looked_at: int
    """Open reminders."""
    mended: int
    """Open reminders whose workflow was gone, or believed something else than their row."""
    ended: int
    """Running workflows whose reminder is cancelled, undeliverable or gone."""
    failed: int = 0
    """Those that nothing could be done for; the log names them."""
