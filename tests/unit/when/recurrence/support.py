"""Short ways to say recurrences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from panager.when import Recurrence, Understanding, understand
from tests.unit.when.support import NOW, SEOUL


def heard(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> Understanding:
    """What the words mean, without asking whether anybody could be reminded then."""
    return understand(text, zone=zone, now=now)


def rule(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> Recurrence:
    """The recurrence that the words mean."""
    found = heard(text, now, zone).recurrence
    assert found is not None, text
    return found


def table(text: str) -> list[tuple[str, str, str]]:
    """Phrases with their rule and its first occurrence, which stand on the line above them."""
    rows: list[tuple[str, str, str]] = []
    rrule = first = ""
    for line in text.strip().splitlines():
        if line.startswith(" "):
            rows.append((line.strip(), rrule, first))
        else:
            rrule, first = line.split(" ", 1)
    return rows
