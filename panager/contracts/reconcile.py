"""Payloads of reconciling the reminders with their workflows."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReconcileResult:
    """What was found and repaired."""

    looked_at: int
    """Open reminders."""
    started: int
    """Open reminders that had no running workflow."""
    ended: int
    """Running workflows whose reminder is cancelled, undeliverable or gone."""
