"""Whether a value is what a conversation file says, at the moment of its turn; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from evals.schema import Match
from panager.db.reminders import Reminder
from panager.db.users import Person
from panager.when import Kind, Understanding, for_reminder, understand


@dataclass(frozen=True, kw_only=True)
class Called:
    """A tool call that was made."""

    name: str
    args: dict[str, Any]
    status: str
    """How it ended; "" for a tool that does not say so."""

    def __str__(self) -> str:
        """For people."""
        args = ", ".join(f"{name}={value!r}" for name, value in self.args.items())
        return f"{self.name}({args})" + (f" → {self.status}" if self.status else "")


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A turn as it went, and what was in the database after it."""

    at: datetime
    """When the person's message was received: times that they said count from here."""
    zone: ZoneInfo
    calls: Sequence[Called]
    answer: str
    reminders: Sequence[Reminder]
    person: Person


def fits(match: Match, value: object, happened: Happened) -> bool:
    """All that is said of it."""
    tests: dict[str, Callable[[], bool]] = {
        "equals": lambda: fold(value) == fold(match.equals),
        "contains": lambda: fold(match.contains) in fold(value),
        "any_of": lambda: any(fold(one) in fold(value) for one in match.any_of),
        "means": lambda: _means(str(value), str(match.means), happened),
    }
    return all(tests[name]() for name in match.model_fields_set)


def fold(value: object) -> str:
    """As text, in which case does not count; "" for none."""
    return str("" if value is None else value).casefold()


def _means(said: str, expected: str, happened: Happened) -> bool:
    one, other = _heard(said, happened), _heard(expected, happened)
    if one.kind is not other.kind or one.length != other.length or one.missing != other.missing:
        return False
    rules = [heard.recurrence and heard.recurrence.rrule for heard in (one, other)]
    return one.at == other.at and rules[0] == rules[1]


def _heard(phrase: str, happened: Happened) -> Understanding:
    heard = understand(phrase, zone=happened.zone, now=happened.at)
    return for_reminder(heard, now=happened.at)


def moment(phrase: str, happened: Happened) -> datetime:
    """What the phrase means as of this turn; ValueError if that is no moment."""
    heard = _heard(phrase, happened)
    if heard.kind is Kind.DURATION and heard.length is not None:
        return happened.at + heard.length
    if heard.at is None:
        raise ValueError(f"{phrase!r} is no moment")
    return heard.at
