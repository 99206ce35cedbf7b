"""What is asked: a text, a moment, a zone; checked, with a sentence on what to send instead."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from panager.errors import PanagerError


class QuestionError(PanagerError):
    """A question that cannot be asked; the message says what to send instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A text, and when and where it is said; `now` is aware and in `zone`."""

    text: str
    now: datetime
    zone: ZoneInfo


def question(text: str, *, now: str | None, zone: str) -> Question:
    """A question of these words; `now` as ISO 8601, None for this moment."""
    place = _zone(zone)
    return Question(text=text, now=_moment(now, place), zone=place)


def question_of_line(line: str, *, now: str | None, zone: str) -> Question:
    """A question of one JSON object; `now` and `zone` are for lines that leave them out."""
    fields = _fields(line)
    text = fields.get("text")
    if not isinstance(text, str):
        raise QuestionError('send {"text": "…"}: the phrase is missing or not a string')
    said_now, said_zone = fields.get("now"), fields.get("zone")
    return question(
        text,
        now=now if said_now is None else str(said_now),
        zone=zone if said_zone is None else str(said_zone),
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
