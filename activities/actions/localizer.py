"""Sentences, moments and rules in the language and the zone of whoever reads a card."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from panager.db.users import Person
from panager.sentences import Language, say
from panager.when import Recurrence, describe, render


@dataclass(frozen=True, kw_only=True)
class Localizer:
    """Says things in one language, as of one moment, in one zone and on one channel."""

    language: Language
    zone: ZoneInfo
    channel: str
    now: datetime

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return say(self.language, key, **values)

    def render(self, at: datetime) -> str:
        return render(at, zone=self.zone, language=self.language, now=self.now)

    def describe(self, recurrence: Recurrence | None) -> str:
        """A rule in words; "" for none."""
        if recurrence is None:
            return ""
        return describe(recurrence, language=self.language, zone=self.zone, now=self.now)


def localizer_for(person: Person, language: Language) -> Localizer:
    """For cards of this person in this language, with the zone and the channel they have now."""
    return Localizer(
        language=language,
        zone=person.zone,
        channel=person.channel,
        now=datetime.now(UTC),
    )
