"""Compares what happened in a turn with what was expected of it; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, Final

from evals.matching import Called, Happened, fits, fold, moment
from evals.schema import (
    Expect,
    ExpectedAnswer,
    ExpectedCall,
    ExpectedPerson,
    ExpectedReminder,
    ExpectedReminders,
)
from panager.db.reminders import Reminder
from panager.db.users import Person
from panager.features import registry
from panager.llm.tool_declaration import Policy

TOOLS: Final = registry.all_tools()

TOLERANCE: Final = timedelta(minutes=1)
OPEN: Final = ("creating", "scheduled", "paused")


class Sort(StrEnum):
    """What is wrong."""

    NO_ANSWER = "no answer"
    MISSING_CALL = "missing call"
    WRONG_CALL = "wrong call"
    ANSWER = "answer"
    REMINDERS = "reminders"
    PERSON = "settings"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that was not as expected."""

    sort: Sort
    expected: str
    got: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Of one turn."""

    faults: Sequence[Fault]
    right_calls: int
    """Expected calls that were made."""

    def count(self, sort: Sort) -> int:
        """Faults of this sort."""
        return sum(fault.sort is sort for fault in self.faults)


def judge(expect: Expect, happened: Happened) -> Verdict:
    """Everything that is not as expected."""
    calls = list(_calls(expect, happened))
    missing = sum(fault.sort is Sort.MISSING_CALL for fault in calls)
    faults = [
        *calls,
        *_answer(expect.answer, happened.answer),
        *_reminders(expect.reminders, happened),
        *_person(expect.person, happened.person),
    ]
    return Verdict(faults=faults, right_calls=len(expect.wanted) - missing)


def _calls(expect: Expect, happened: Happened) -> Iterator[Fault]:
    left = list(happened.calls)
    for wanted in expect.wanted:
        found = next((call for call in left if _is_call(wanted, call, happened)), None)
        if found is None:
            yield Fault(
                sort=Sort.MISSING_CALL,
                expected=_wanted(wanted),
                got="; ".join(map(str, happened.calls)) or "no call",
            )
        else:
            left.remove(found)
    for call in left:
        if _is_wrong(expect, call):
            yield Fault(sort=Sort.WRONG_CALL, expected="no such call", got=str(call))


def _is_wrong(expect: Expect, call: Called) -> bool:
    """Reading is no harm, and nobody minds a call where none are expected in particular."""
    if expect.no_calls:
        return True
    tool = TOOLS.get(call.name)
    is_reading = tool is not None and tool.policy is Policy.READ
    return expect.calls is not None and not is_reading and call.name not in expect.may


def _is_call(wanted: ExpectedCall, call: Called, happened: Happened) -> bool:
    if wanted.name != call.name or (wanted.status and wanted.status != call.status):
        return False
    return all(fits(match, call.args.get(name), happened) for name, match in wanted.args.items())


def _wanted(call: ExpectedCall) -> str:
    args = call.model_dump(mode="json", exclude_unset=True).get("args", {})
    said = ", ".join(f"{name}: {_brief(match)}" for name, match in args.items())
    return f"{call.name}({said})" + (f" → {call.status}" if call.status else "")


def _brief(match: dict[str, Any]) -> str:
    return " and ".join(f"{how} {what!r}" for how, what in match.items())


def _answer(expected: ExpectedAnswer, answer: str) -> Iterator[Fault]:
    said = answer.casefold()
    for one in expected.contains:
        if one.casefold() not in said:
            yield Fault(sort=Sort.ANSWER, expected=f"with {one!r}", got=answer)
    if expected.any_of and not any(one.casefold() in said for one in expected.any_of):
        yield Fault(sort=Sort.ANSWER, expected=f"with one of {expected.any_of}", got=answer)
    for one in expected.not_contains:
        if one.casefold() in said:
            yield Fault(sort=Sort.ANSWER, expected=f"without {one!r}", got=answer)


def _reminders(expected: ExpectedReminders, happened: Happened) -> Iterator[Fault]:
    still = [one for one in happened.reminders if one.state in OPEN]
    seen = "; ".join(map(_shown, happened.reminders)) or "no reminders"
    if expected.open is not None and len(still) != expected.open:
        yield Fault(sort=Sort.REMINDERS, expected=f"{expected.open} open", got=seen)
    for wanted in expected.has:
        if not any(_is_reminder(wanted, one, happened) for one in happened.reminders):
            brief = wanted.model_dump(mode="json", exclude_unset=True)
            yield Fault(sort=Sort.REMINDERS, expected=str(brief), got=seen)


def _shown(one: Reminder) -> str:
    due = one.due_at.astimezone(one.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
    return f"{one.text!r} {one.state} {due}" + (f" {one.rrule}" if one.rrule else "")


def _is_reminder(wanted: ExpectedReminder, one: Reminder, happened: Happened) -> bool:
    exact: dict[str, object] = {
        "state": one.state,
        "repeats": one.recurrence is not None,
        "urgent": one.terms.urgent,
        "if_late": one.terms.if_late,
        "nag_every_s": one.terms.nag_every_s,
    }
    same = all(
        getattr(wanted, name) == value
        for name, value in exact.items()
        if name in wanted.model_fields_set
    )
    return (
        same
        and (wanted.text is None or fits(wanted.text, one.text, happened))
        and (wanted.rule is None or fits(wanted.rule, one.rrule, happened))
        and (wanted.due is None or abs(one.due_at - moment(wanted.due, happened)) < TOLERANCE)
    )


def _person(expected: ExpectedPerson, person: Person) -> Iterator[Fault]:
    settings = {
        "zone": person.zone.key,
        "language": person.language,
        "quiet": _quiet(person.quiet_from, person.quiet_to),
    }
    for name, value in settings.items():
        wanted = getattr(expected, name)
        if wanted is not None and wanted != value:
            yield Fault(sort=Sort.PERSON, expected=f"{name} {wanted!r}", got=repr(value))
    name = person.persona_name or ""
    if expected.name and fold(expected.name.equals or expected.name.contains) not in fold(name):
        yield Fault(sort=Sort.PERSON, expected=f"name {expected.name}", got=repr(name))


def _quiet(start: time | None, end: time | None) -> str:
    return "" if start is None or end is None else f"{start:%H:%M}-{end:%H:%M}"
