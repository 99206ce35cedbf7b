"""Every button under a reminder, pressed in a bot that was started after it was sent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.fake_discord import Callback, Person
from testing.scheduling import look_at, occurrences_of
from tests.integration.bot_commands.panager_on_discord import (
    ZONE,
    Stage,
    answer_of,
    custom_id,
    deliver,
    labels,
)

pytestmark = pytest.mark.usefixtures("worker")
DAILY = Recurrence(rrule="FREQ=DAILY", start=datetime(2026, 1, 1, 9, 0))  # noqa: DTZ001 - wall clock

CALLBACK = "POST /interactions/{interaction_id}/{token}/callback"


async def test_delivered_reminder_has_its_buttons(stage: Stage, mina: Person) -> None:
    _, _, once = await deliver(stage, mina)
    _, _, series = await deliver(stage, mina, recurrence=DAILY)

    first_row = ["했어요", "10분 뒤", "1시간 뒤", "내일"]
    assert labels(once) == [first_row, ["고치기"]]
    assert labels(series) == [first_row, ["고치기", "반복 취소"]]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("10분 뒤", lambda at: at + timedelta(minutes=10)),
        ("1시간 뒤", lambda at: at + timedelta(hours=1)),
    ],
)
async def test_snooze_brings_it_again(
    stage: Stage, mina: Person, label: str, expected: Callable[[datetime], datetime]
) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        pressed = stage.fake.people.press(message, custom_id(message, label))
        answer = await answer_of(pressed)

    row = await look_at(someone, reminder)
    assert pressed.callback is Callback.DEFERRED_MESSAGE
    assert "미뤘어요" in answer
    assert (row.state, row.occurrence) == ("scheduled", 2)
    assert abs(row.due_at - expected(datetime.now(UTC))) < timedelta(minutes=2)


async def test_tomorrow_is_the_same_time_of_day(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        pressed = stage.fake.people.press(message, custom_id(message, "내일"))
        await answer_of(pressed)

    row, zone = await look_at(someone, reminder), ZoneInfo(ZONE)
    due, before = row.due_at.astimezone(zone), reminder.due_at.astimezone(zone)
    assert due.time() == before.time().replace(microsecond=0)
    assert due.date() > before.date()


async def test_done_is_noted_once(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        first = await answer_of(stage.fake.people.press(message, custom_id(message, "했어요")))
        second = await answer_of(stage.fake.people.press(message, custom_id(message, "했어요")))

    assert first == "수고하셨어요! dentist"
    assert second == "이미 완료로 표시했어요."
    assert (await occurrences_of(someone, reminder))[0].acknowledged_at is not None


async def test_series_is_cancelled_and_stays_so(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina, recurrence=DAILY)
    async with stage.bot():
        answers = [
            await answer_of(stage.fake.people.press(message, custom_id(message, label)))
            for label in ("반복 취소", "반복 취소", "10분 뒤")
        ]

    assert answers[0].startswith("취소했어요: dentist")
    assert answers[1:] == ["이미 취소된 알림이에요.", "취소된 알림이에요. 바뀐 것은 없어요."]
    assert (await look_at(someone, reminder)).state == "cancelled"


async def test_series_that_comes_sooner_is_not_put_off_beyond_it(
    stage: Stage, mina: Person
) -> None:
    hourly = Recurrence(rrule="FREQ=MINUTELY;INTERVAL=30", start=datetime(2026, 1, 1))  # noqa: DTZ001
    someone, reminder, message = await deliver(stage, mina, recurrence=hourly)
    before = await look_at(someone, reminder)
    async with stage.bot():
        answer = await answer_of(stage.fake.people.press(message, custom_id(message, "1시간 뒤")))

    assert answer.startswith("어차피")
    assert (await look_at(someone, reminder)).due_at == before.due_at


async def test_press_of_another_person_changes_nothing(
    stage: Stage, mina: Person, alice: Person
) -> None:
    someone, reminder, message = await deliver(stage, mina, recurrence=DAILY)
    before = await look_at(someone, reminder)
    async with stage.bot():
        answers = [
            await answer_of(
                stage.fake.people.press(message, custom_id(message, label), person=alice)
            )
            for label in ("했어요", "10분 뒤", "1시간 뒤", "내일", "반복 취소", "고치기")
        ]

    assert set(answers) == {"I know no such reminder of yours. Nothing was changed."}
    assert await look_at(someone, reminder) == before
    assert (await occurrences_of(someone, reminder))[0].acknowledged_at is None


async def test_same_press_that_comes_twice_is_done_once(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina)
    stage.fake.faults.events.double = 1.0
    async with stage.bot():
        pressed = stage.fake.people.press(message, custom_id(message, "10분 뒤"))
        await answer_of(pressed)

        async def applied() -> bool:
            return (await look_at(someone, reminder)).occurrence == 2

        await assert_eventually(applied)

    async with someone.db.user(someone.user_id) as connection:
        changes = await connection.fetchval("SELECT count(*) FROM reminder_changes")
    assert changes == 1
    assert stage.fake.journal.of("interaction_failed") == []


async def test_lost_acknowledgement_loses_nothing(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        stage.fake.faults.add("lost_reply", CALLBACK, times=1)
        answer = await answer_of(stage.fake.people.press(message, custom_id(message, "10분 뒤")))

    assert "미뤘어요" in answer
    assert (await look_at(someone, reminder)).occurrence == 2
    # The first one was taken and nobody heard of it; the second one was told so.
    assert [fault["kind"] for fault in stage.fake.journal.of("fault")] == ["lost_reply"]
    assert [refused["code"] for refused in stage.fake.journal.of("refused")] == [40060]


async def test_acknowledgement_that_never_arrived_is_given_again(
    stage: Stage, mina: Person
) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        stage.fake.faults.add("cut", CALLBACK, times=1)
        answer = await answer_of(stage.fake.people.press(message, custom_id(message, "10분 뒤")))

    assert "미뤘어요" in answer
    assert (await look_at(someone, reminder)).occurrence == 2
    assert stage.fake.journal.of("refused") == []
