"""How a card and its outcome talk to somebody."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from panager.contracts.delivery import Channel
from panager.db.users import Person
from panager.sentences import Language, say
from panager.when import Recurrence, describe, render


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Where somebody is and reads, and in which language the card talks to them."""

    language: Language
    zone: ZoneInfo
    channel: Channel
    now: datetime

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return say(self.language, key, **values)

    def render(self, at: datetime) -> str:
        """A moment in full."""
        return render(at, zone=self.zone, language=self.language, now=self.now)

    def describe(self, recurrence: Recurrence | None) -> str:
        """A rule in words; "" for none."""
        if recurrence is None:
            return ""
        return describe(recurrence, language=self.language, zone=self.zone, now=self.now)


def voice_for(person: Person, language: Language) -> Voice:
    """Now, and where the person is now."""
    return Voice(
        language=language,
        zone=person.zone,
        channel=Channel(person.channel),
        now=datetime.now(UTC),
    )
