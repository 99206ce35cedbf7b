"""What was understood, as one JSON object."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from panager.client.phrases.questions import Defaults, Question, QuestionError, question_of_line
from panager.when import Understanding, understand


def heard(asked: Question) -> Understanding:
    """The general reading: a day without a time is a day, and the past is allowed."""
    return understand(asked.text, zone=asked.zone, now=asked.now, habits=asked.habits)


def as_object(found: Understanding) -> dict[str, Any]:
    """Every field of the answer, null where the kind has none."""
    rule = found.recurrence
    return {
        "kind": found.kind,
        "at": _iso(found.at),
        "end": _iso(found.end),
        "grain": found.grain,
        "whole": found.whole,
        "rrule": rule and rule.rrule,
        "start": None if rule is None else rule.start.isoformat(),
        "except_dates": sorted(day.isoformat() for day in rule.except_dates) if rule else [],
        "except_holidays": rule and rule.except_holidays,
        "seconds": None if found.length is None else found.length.total_seconds(),
        "missing": found.missing,
        "readings": [
            {"at": _iso(one.at), "end": _iso(one.end), "grain": one.grain} for one in found.readings
        ],
        "phrase": found.phrase,
        "rest": found.rest,
        "notes": list(found.notes),
    }


def as_line(answer: dict[str, Any]) -> str:
    """One line of JSON, readable in every script."""
    # A lone surrogate may stand in a text that came as JSON, and no encoding takes it.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace").decode()


def answer_lines(lines: Iterable[str], defaults: Defaults) -> None:
    """Answers each line on standard output, at once; a bad line is answered with its error."""
    for line in lines:
        if line.strip():
            sys.stdout.write(as_line(_answer(line, defaults)) + "\n")
            sys.stdout.flush()


def _answer(line: str, defaults: Defaults) -> dict[str, Any]:
    try:
        return as_object(heard(question_of_line(line, defaults)))
    except QuestionError as error:
        return {"error": str(error)}


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
