"""What is told from what was expected and what happened."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from evals.checks import Sort, judge
from evals.matching import Called, Happened
from evals.schema import Expect
from panager.contracts.channels import LOCAL
from panager.db.reminders import Reminder, Terms
from panager.db.users import Person

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=SEOUL)
SOMEBODY = UUID(int=1)
PERSON = Person(
    user_id=SOMEBODY,
    channel=LOCAL,
    language="ko",
    zone=SEOUL,
    quiet_from=time(23),
    quiet_to=time(7),
)
MILK = Reminder(
    reminder_id=UUID(int=2),
    user_id=SOMEBODY,
    text="우유 사기",
    state="scheduled",
    due_at=datetime(2026, 11, 22, 6, 0, tzinfo=UTC),
    zone="Asia/Seoul",
    language="ko",
    recurrence=None,
    terms=Terms(urgent=True),
    occurrence=1,
    created_at=NOW,
    updated_at=NOW,
)
CREATED = Called(
    name="create_reminder", args={"text": "우유 사기", "when": "내일 오후 3시"}, status="scheduled"
)
LISTED = Called(name="list_reminders", args={}, status="listed")


def sorts(expect: dict[str, Any], *calls: Called, answer: str = "네, 3:00에요.") -> list[Sort]:
    happened = Happened(
        at=NOW, zone=SEOUL, calls=calls, answer=answer, reminders=[MILK], person=PERSON
    )
    return [fault.sort for fault in judge(Expect.model_validate(expect), happened).faults]


def call(name: str = "create_reminder", **args: Any) -> dict[str, Any]:
    return {"calls": [{"name": name, "args": args}]}


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"text": "우유 사기"},
        {"text": {"contains": "우유"}},
        {"text": {"any_of": ["빵", "우유"]}},
        {"when": {"means": "내일 15시"}},
    ],
)
def test_call_that_fits_is_right(args: dict[str, Any]) -> None:
    assert sorts(call(**args), CREATED) == []


@pytest.mark.parametrize(
    "args",
    [
        {"text": "우유"},
        {"text": {"contains": "빵"}},
        {"text": {"any_of": ["빵", "차"]}},
        {"when": {"means": "내일 16시"}},
        {"nag": {"contains": "10분"}},
    ],
)
def test_call_with_other_arguments_is_missing_and_wrong(args: dict[str, Any]) -> None:
    assert sorts(call(**args), CREATED) == [Sort.MISSING_CALL, Sort.WRONG_CALL]


def test_each_expected_call_needs_one_of_its_own() -> None:
    twice = {"calls": [{"name": "create_reminder"}, {"name": "create_reminder"}]}

    assert sorts(twice, CREATED) == [Sort.MISSING_CALL]
    assert sorts(twice, CREATED, CREATED) == []
    assert sorts(twice, CREATED, CREATED, CREATED) == [Sort.WRONG_CALL]


def test_call_that_ended_otherwise_is_missing() -> None:
    expect = {"calls": [{"name": "create_reminder", "status": "unclear"}], "may": [CREATED.name]}

    assert sorts(expect, CREATED) == [Sort.MISSING_CALL]


def test_reading_is_no_harm_unless_nothing_may_be_called() -> None:
    assert sorts({"calls": []}, LISTED) == []
    assert sorts({"no_calls": True}, LISTED) == [Sort.WRONG_CALL]


def test_change_that_nobody_wanted_is_wrong() -> None:
    assert sorts({"calls": []}, CREATED) == [Sort.WRONG_CALL]
    assert sorts({"calls": [], "may": ["create_reminder"]}, CREATED) == []
    assert sorts({}, CREATED) == []


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ({"contains": ["3:00", "네"]}, True),
        ({"contains": ["3:00", "5:00"]}, False),
        ({"any_of": ["3시", "3:00"]}, True),
        ({"any_of": ["3시", "5시"]}, False),
        ({"not_contains": ["5시"]}, True),
        ({"not_contains": ["3:00"]}, False),
    ],
)
def test_answer(answer: dict[str, Any], is_right: bool) -> None:
    assert sorts({"answer": answer}) == ([] if is_right else [Sort.ANSWER])


@pytest.mark.parametrize(
    ("reminder", "is_there"),
    [
        ({"text": {"contains": "우유"}, "due": "내일 오후 3시", "state": "scheduled"}, True),
        ({"urgent": True, "repeats": False}, True),
        ({"due": "내일 오후 4시"}, False),
        ({"state": "cancelled"}, False),
        ({"urgent": False}, False),
        ({"nag_every_s": 600}, False),
        ({"rule": {"contains": "DAILY"}}, False),
    ],
)
def test_reminder_in_the_database(reminder: dict[str, Any], is_there: bool) -> None:
    assert sorts({"reminders": {"has": [reminder]}}) == ([] if is_there else [Sort.REMINDERS])


def test_number_of_open_reminders() -> None:
    assert sorts({"reminders": {"open": 1}}) == []
    assert sorts({"reminders": {"open": 0}}) == [Sort.REMINDERS]


@pytest.mark.parametrize(
    ("person", "is_right"),
    [
        ({"zone": "Asia/Seoul", "language": "ko", "quiet": "23:00-07:00"}, True),
        ({"quiet": ""}, False),
        ({"zone": "Europe/Berlin"}, False),
        ({"name": {"contains": "콩이"}}, False),
    ],
)
def test_settings_of_the_person(person: dict[str, Any], is_right: bool) -> None:
    assert sorts({"person": person}) == ([] if is_right else [Sort.PERSON])
