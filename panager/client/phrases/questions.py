"""What is asked: a text, a moment, a zone; checked, with a sentence on what to send instead."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from panager.errors import PanagerError
from panager.when import Habits, HabitsError, parse_habits, read_habits


class QuestionError(PanagerError):
    """A question that cannot be asked; the message says what to send instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A text, and when and where it is said; `now` is aware and in `zone`."""

    text: str
    now: datetime
    zone: ZoneInfo
    habits: Habits


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What holds for every question that does not say it; `now` as ISO 8601, None: this moment."""

    now: str | None
    zone: str
    habits: Habits


def question(text: str, said: Defaults) -> Question:
    """A question of these words."""
    place = _zone(said.zone)
    return Question(text=text, now=_moment(said.now, place), zone=place, habits=said.habits)


def habits_of(said: object) -> Habits:
    """Habits as the option has them, "morning=07:30,week_start=sunday", or as an object."""
    try:
        if isinstance(said, dict):
            return read_habits(said)
        return parse_habits(str(said))
    except HabitsError as error:
        raise QuestionError(f"habits: {error}") from None


def question_of_line(line: str, defaults: Defaults) -> Question:
    """A question of one JSON object, which may leave out all but the text."""
    fields = _fields(line)
    text = fields.get("text")
    if not isinstance(text, str):
        raise QuestionError('send {"text": "…"}: the phrase is missing or not a string')
    said = {key: value for key, value in fields.items() if value is not None}
    return question(
        text,
        Defaults(
            now=str(said["now"]) if "now" in said else defaults.now,
            zone=str(said.get("zone", defaults.zone)),
            habits=habits_of(said["habits"]) if "habits" in said else defaults.habits,
        ),
    )


def _fields(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise QuestionError('send one JSON object a line: {"text": "…", "now": "…", "zone": "…"}')
    return fields


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    # Unknown, not a name at all, or a directory of the database.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise QuestionError(
            f"{name!r} is no time zone: send a name of the IANA database, such as Asia/Seoul"
        ) from None


def _moment(text: str | None, zone: ZoneInfo) -> datetime:
    if text is None:
        return datetime.now(zone)
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        # The first and the last days of the calendar have no time in every zone.
        return aware.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise QuestionError(
            f"{text!r} is no moment: send ISO 8601, such as 2026-11-21T14:00:00+09:00"
        ) from None
