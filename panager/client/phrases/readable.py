"""What was understood, for people: one fact a line."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from panager.client.phrases.questions import Question
from panager.when import Grain, Kind, Understanding, describe, for_reminder, render

type Language = Literal["ko", "en"]

_NOTES = {
    "gap": "clocks skip that time on that day, so it is the time after the gap",
    "fold": "clocks show that time twice on that day, so it is the first one that is ahead",
    "range": "an end was said too",
    "spelling": "a word was read as a mistyped day",
    "short_months": "months without that day are left out",
    "holidays": "which holidays the zone's country has is not known",
}
_REMINDER = "for a reminder"


def language_of(text: str) -> Language:
    """The language to answer in."""
    return "ko" if any("가" <= letter <= "힣" for letter in text) else "en"


def lines(asked: Question, found: Understanding, language: Language) -> Iterator[str]:
    """The lines, such as "kind     instant"."""
    for name, value in _facts(asked, found, language):
        yield f"{name:<14}  {value}"


def _facts(asked: Question, found: Understanding, language: Language) -> Iterator[tuple[str, str]]:
    yield "kind", found.kind
    yield "phrase", found.phrase or "(no words of time)"
    yield "rest", found.rest or "(nothing)"
    yield from _moments(asked, found, language)
    if found.length is not None:
        yield "length", str(found.length)
    yield from _rule(asked, found, language)
    if found.missing is not None:
        yield "missing", found.missing
    for reading in found.readings:
        yield "may be", _said(reading.at, reading.grain, asked, language)
    for note in found.notes:
        yield "note", _NOTES.get(note, note)
    yield from _reminder(asked, found)


def _moments(
    asked: Question, found: Understanding, language: Language
) -> Iterator[tuple[str, str]]:
    if found.at is not None and found.grain is not None:
        whole = " (the whole of it)" if found.whole else ""
        name = "first" if found.kind is Kind.RECURRENCE else "at"
        yield name, _said(found.at, found.grain, asked, language) + whole
    if found.end is not None and found.grain is not None:
        yield "until", _said(found.end, found.grain, asked, language)


def _rule(asked: Question, found: Understanding, language: Language) -> Iterator[tuple[str, str]]:
    rule = found.recurrence
    if rule is None:
        return
    yield "repeats", describe(rule, language=language, zone=asked.zone, now=asked.now)
    yield "rule", rule.rrule
    yield "counted from", rule.start.isoformat()
    for day in sorted(rule.except_dates):
        yield "except", day.isoformat()
    if rule.except_holidays:
        yield "except", f"public holidays of {rule.except_holidays}"


def _said(moment: datetime, grain: Grain, asked: Question, language: Language) -> str:
    text = render(moment, zone=asked.zone, language=language, now=asked.now)
    return f"{text}  {moment.isoformat()}  {grain}"


def _reminder(asked: Question, found: Understanding) -> Iterator[tuple[str, str]]:
    """Where somebody who wants to be reminded is asked, though the phrase itself is clear."""
    strict = for_reminder(found, now=asked.now)
    if strict.kind is not found.kind and strict.missing is not None:
        yield _REMINDER, f"unclear, {strict.missing} is missing"
