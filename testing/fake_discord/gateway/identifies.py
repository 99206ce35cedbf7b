"""The budget of identifies: so many a day and, in Discord, one in five seconds."""

import time

from testing.fake_discord.rest.errors import Json
from testing.fake_discord.settings import Settings

DAY_S = 24 * 60 * 60


class Identifies:
    """Counts them; Discord resets the token of a bot that uses up its day."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._times: list[float] = []

    @property
    def count(self) -> int:
        return len(self._times)

    def take(self) -> bool:
        """False when there is none left: the token is worthless from now on."""
        if self._today() >= self._settings.identifies_a_day:
            self._settings.token = f"reset-{time.time_ns()}"
            return False
        self._times.append(time.monotonic())
        return True

    def too_early(self) -> bool:
        """Whether the last one came too soon after the one before."""
        if len(self._times) < 2:
            return False
        return self._times[-1] - self._times[-2] < self._settings.identify_interval_s

    def limit(self) -> Json:
        """As `GET /gateway/bot` tells."""
        total = self._settings.identifies_a_day
        return {
            "total": total,
            "remaining": max(0, total - self._today()),
            "reset_after": DAY_S * 1000,
            "max_concurrency": 1,
        }

    def _today(self) -> int:
        return sum(at > time.monotonic() - DAY_S for at in self._times)
