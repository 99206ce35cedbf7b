"""Rate limits: windows for each route and channel, one for the whole bot, and the ban.

After https://discord.com/developers/docs/topics/rate-limits: fixed windows, told in headers.
"""

import hashlib
import time
from dataclasses import dataclass, field

from testing.fake_discord.settings import RouteLimit, Settings

WEBHOOKS = ("/interactions/", "/webhooks/")


@dataclass
class Window:
    """Counts requests; begins with the first one after it was over."""

    limit: RouteLimit
    started_at: float = float("-inf")
    used: int = 0

    def take(self) -> bool:
        now = time.monotonic()
        if now - self.started_at >= self.limit.seconds:
            self.started_at, self.used = now, 0
        if self.used >= self.limit.requests:
            return False
        self.used += 1
        return True

    @property
    def reset_after_s(self) -> float:
        return max(0.0, self.started_at + self.limit.seconds - time.monotonic())

    def headers(self, bucket: str) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit.requests),
            "X-RateLimit-Remaining": str(self.limit.requests - self.used),
            "X-RateLimit-Reset": f"{time.time() + self.reset_after_s:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after_s:.3f}",
            "X-RateLimit-Bucket": bucket,
        }


@dataclass
class Verdict:
    """Whether a request may pass, and what the answer's headers say."""

    allowed: bool = True
    scope: str = ""
    retry_after_s: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class Limits:
    """Decides for one request after the other."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._routes: dict[str, Window] = {}
        self._global = Window(settings.global_limit)
        self._opened = Window(RouteLimit(0, 0))
        self._invalid = Window(settings.invalid_limit)
        self.banned = False

    def check(self, route: str, major: str) -> Verdict:
        """`major` is the channel or webhook; its window is its own."""
        if not self._settings.limited:
            return Verdict()
        self._global.limit = self._settings.global_limit
        # Interactions and webhooks do not count towards the bot's global limit.
        if not any(part in route for part in WEBHOOKS) and not self._global.take():
            return self._refuse("global", self._global, {"X-RateLimit-Global": "true"})
        limit = self._settings.route_limits.get(route)
        if limit is None:
            return Verdict()
        window = self._window(route, major, limit)
        allowed = window.take()
        headers = window.headers(_bucket(route))
        return Verdict(headers=headers) if allowed else self._refuse("user", window, headers)

    def may_open_channel(self) -> bool:
        """New DM channels have a limit that is an error (40003), not a 429."""
        if self._settings.dm_opens is None:
            return True
        self._opened.limit = self._settings.dm_opens
        return self._opened.take()

    def count_invalid(self) -> None:
        """A 401, 403 or 429; too many and Cloudflare bans the address."""
        self._invalid.limit = self._settings.invalid_limit
        if not self._invalid.take():
            self.banned = True

    @property
    def invalid_requests(self) -> int:
        return self._invalid.used

    def _window(self, route: str, major: str, limit: RouteLimit) -> Window:
        window = self._routes.setdefault(f"{route} {major}", Window(limit))
        window.limit = limit
        return window

    @staticmethod
    def _refuse(scope: str, window: Window, headers: dict[str, str]) -> Verdict:
        # Discord rounds up, so that who waits exactly so long is let through.
        retry_after_s = round(window.reset_after_s + 0.0005, 3)
        return Verdict(False, scope, retry_after_s, headers)


def _bucket(route: str) -> str:
    return hashlib.md5(route.encode(), usedforsecurity=False).hexdigest()
