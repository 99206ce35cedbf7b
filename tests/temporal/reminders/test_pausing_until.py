"""A series that rests until a day and goes on by itself."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from activities.calls.call import Call
from activities.reminders.pause import pause_by_phrase
from panager.db import timeline, users
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.llm.tools import PauseReminder
from panager.replies.results import Status, ToolResult
from panager.timeline import Teller
from panager.when import Recurrence
from testing.people import Someone
from testing.scheduling import look_at, occurrences_of, schedule

SEOUL = ZoneInfo("Asia/Seoul")


def days_ahead(days: int, hour: int = 8) -> datetime:
    day = datetime.now(SEOUL) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def korean(day: datetime) -> str:
    return f"{day.month}월 {day.day}일"


def english(day: datetime) -> str:
    return f"{day:%B} {day.day}"


async def daily(person: Someone, text: str, *, until: str = "") -> Reminder:
    """From tomorrow on, at eight."""
    first = days_ahead(1)
    recurrence = Recurrence(
        rrule=f"FREQ=DAILY{until};BYHOUR=8;BYMINUTE=0", start=first.replace(tzinfo=None)
    )
    return await schedule(person, first.astimezone(UTC), text, recurrence=recurrence)


async def story_of(person: Someone, reminder: Reminder) -> list[str]:
    async with person.db.user(person.user_id) as connection:
        entries = await timeline.list_entries(
            connection, person.user_id, reminder.reminder_id, before=None, limit=50
        )
    return [Teller(language="en", zone=SEOUL).tell(entry).sentence for entry in entries]


@pytest.mark.usefixtures("worker")
async def test_series_goes_on_by_itself_after_the_day_that_is_named(minsu: Someone) -> None:
    made = await daily(minsu, "약 먹기")

    answer = await minsu.ask(f"약 알림 {korean(days_ahead(4))}까지 꺼줘")

    row = await look_at(minsu, made)
    assert (row.state, row.due_at) == ("scheduled", days_ahead(5))
    assert answer.startswith("쉬었다가")
    assert f"{korean(days_ahead(5))}(" in answer
    [left_out] = await occurrences_of(minsu, made)
    assert left_out.state == "skipped"


@pytest.mark.usefixtures("worker")
async def test_story_says_until_when_and_the_series_really_goes_on(alice: Someone) -> None:
    made = await daily(alice, "gym")

    await alice.ask(f"pause the gym reminder until {english(days_ahead(3))}")
    story = await story_of(alice, made)

    assert (await look_at(alice, made)).due_at == days_ahead(3)
    [paused] = [line for line in story if line.startswith("Paused until")]
    assert f"{english(days_ahead(3))}" in paused
    assert any("was left out, as asked" in line for line in story)


@pytest.mark.usefixtures("worker")
async def test_pause_with_an_end_is_taken_back(alice: Someone) -> None:
    made = await daily(alice, "gym")
    await alice.ask("pause the gym reminder for 4 days")
    paused = await look_at(alice, made)

    answer = await alice.ask("undo")

    assert paused.due_at > made.due_at
    assert (await look_at(alice, made)).due_at == made.due_at
    assert answer.startswith("Taken back. The reminder is as it was: gym")


@pytest.mark.usefixtures("worker")
async def test_what_comes_once_is_not_paused_and_the_answer_says_what_to_do(alice: Someone) -> None:
    made = await look_at(alice, await schedule(alice, days_ahead(1), "dentist"))

    answer = await alice.ask(f"pause the dentist reminder until {english(days_ahead(3))}")

    assert "comes only once" in answer
    assert "snooze it" in answer
    assert await look_at(alice, made) == made


def call_of(person: users.Person, until: str) -> Call:
    return Call(
        id=uuid4(),
        turn_id=uuid4(),
        name="pause_reminder",
        args=PauseReminder(which="", until=until),
        person=person,
        language="en",
        asked_at=datetime.now(UTC),
    )


async def paused(someone: Someone, reminder: Reminder, until: str) -> Change | ToolResult:
    async with someone.db.user(someone.user_id) as connection:
        person = await users.get_person(connection, someone.user_id)
    return pause_by_phrase(call_of(person, until), reminder, until)


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("until {english}", 4),
        ("through {english}", 5),
        ("{korean}까지", 5),
        ("{korean} 전까지", 4),
        ("{korean} 오전 8시까지", 4),
        ("{korean} 오전 9시까지", 5),
        ("for 3 days", 4),
        ("사흘 동안", 4),
    ],
)
async def test_first_that_comes_again(alice: Someone, until: str, days: int) -> None:
    made = await daily(alice, "gym")
    day = days_ahead(4)
    asked = until.format(english=english(day), korean=korean(day))

    change = await paused(alice, made, asked)

    assert isinstance(change, Change)
    # "For 3 days" counts from the hour that it is said in.
    early = datetime.now(SEOUL).hour < 8 and change.paused_until is not None
    is_amount = "3 days" in asked or "사흘" in asked
    expected = days_ahead(days - 1) if early and is_amount else days_ahead(days)
    assert change.due_at == expected


@pytest.mark.parametrize(
    ("until", "status"),
    [
        ("until yesterday", Status.UNCLEAR),
        ("until 3", Status.UNCLEAR),
        ("until the cows come home", Status.NO_TIME),
        ("for 7 years", Status.TOO_FAR),
        ("9999-12-30까지", Status.TOO_FAR),
        ("for 1 minute", Status.COMES_LATER),
    ],
)
async def test_end_that_cannot_be_changes_nothing(
    alice: Someone, until: str, status: Status
) -> None:
    made = await daily(alice, "gym")

    result = await paused(alice, made, until)

    assert isinstance(result, ToolResult)
    assert result.status is status


async def test_series_that_would_be_over_is_not_ended_silently(alice: Someone) -> None:
    made = await daily(alice, "gym", until=";COUNT=3")

    result = await paused(alice, made, "for 10 days")

    assert isinstance(result, ToolResult)
    assert result.status is Status.NOTHING_LEFT


@pytest.mark.usefixtures("worker")
async def test_nobody_pauses_the_series_of_somebody_else(alice: Someone, minsu: Someone) -> None:
    made = await look_at(alice, await daily(alice, "gym"))

    await minsu.ask("gym 알림 다음 주까지 꺼줘")

    assert await look_at(alice, made) == made
