"""Who says a phrase, when and where."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from panager.when.model.understanding import Habits


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, and when; `now` is in `zone`."""

    now: datetime
    zone: ZoneInfo
    habits: Habits
    words: str | None = None
    """All that was said, which tells the half of the day of a bare hour; None: it is left open."""

    def is_future(self, moment: datetime) -> bool:
        """Compares in UTC: two times of one zone would be compared by their wall clocks."""
        return moment.astimezone(UTC) > self.now.astimezone(UTC)

    def at(self, moment: datetime) -> "Context":
        """The same person at another moment."""
        return replace(self, now=moment.astimezone(self.zone))
