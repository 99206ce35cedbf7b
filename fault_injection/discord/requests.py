"""What the fake Discord was asked for, and how often it had to say 429."""

from dataclasses import dataclass
from typing import Self

from testing.fake_discord.control.remote import RemoteDiscord


@dataclass(frozen=True)
class Requests:
    """Requests of the bot and its workers to the REST API."""

    total: int
    refused: int
    """With a 429, whether the limit was real or planted."""

    @classmethod
    async def count(cls, remote: RemoteDiscord) -> Self:
        """So far."""
        return cls.of((await remote.state())["requests"])

    @classmethod
    def of(cls, statistics: dict[str, int]) -> Self:
        """Keys end with the status: `GET /gateway 200`."""
        refused = sum(count for key, count in statistics.items() if key.endswith(" 429"))
        return cls(sum(statistics.values()), refused)

    def since(self, before: "Requests") -> "Requests":
        """What came after `before`."""
        return Requests(self.total - before.total, self.refused - before.refused)

    def note(self) -> str:
        """For the table."""
        share = self.refused / self.total if self.total else 0
        return f"{self.refused} of {self.total:,} requests met a 429 ({share:.1%})"
