"""Postgres or Temporal do not answer: the person still gets an answer, at once and in the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from panager.contracts.buttons import Press, ReminderButton
from panager.db.reminders import Reminder
from testing.eventually import assert_eventually
from testing.fake_discord import Callback, Message, Person
from testing.scheduling import schedule
from tests.integration.bot_commands.panager_on_discord import Stage, answer_of, custom_id

SOON_S = 0.5
NOT_NOW = "지금은 하지 못했어요."


@pytest.fixture
async def listed(stage: Stage, mina: Person) -> tuple[Reminder, Message]:
    """A reminder on a list."""
    someone = await stage.register(mina)
    reminder = await schedule(someone, datetime.now(UTC) + timedelta(days=1), "dentist")
    async with stage.bot():
        ran = stage.fake.people.run(mina, "reminders")
        await answer_of(ran)
    assert ran.original is not None
    return reminder, ran.original


@asynccontextmanager
async def hanging_postgres(admin_url: str) -> AsyncIterator[None]:
    """Every query about people waits."""
    connection = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE users, user_settings IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def test_temporal_that_nobody_works_for(
    stage: Stage, mina: Person, listed: tuple[Reminder, Message]
) -> None:
    _, message = listed
    async with stage.bot(patience_s=SOON_S):
        pressed = stage.fake.people.press(message, custom_id(message, "1 취소"))
        answer = await answer_of(pressed)

    assert pressed.callback is Callback.DEFERRED_MESSAGE
    assert answer.startswith(NOT_NOW)
    assert stage.fake.journal.of("interaction_failed") == []


async def test_postgres_that_hangs(
    stage: Stage, mina: Person, listed: tuple[Reminder, Message], admin_url: str
) -> None:
    _, message = listed
    people = stage.fake.people
    async with stage.bot(patience_s=SOON_S), hanging_postgres(admin_url):
        started = [
            people.press(message, custom_id(message, "1 취소")),
            people.run(mina, "remind", when="내일 오후 3시", what="치과"),
            *(people.run(mina, name) for name in ("reminders", "settings", "status", "why")),
        ]
        answers = [await answer_of(each) for each in started]

    assert all(answer.startswith(NOT_NOW) for answer in answers)
    assert stage.fake.journal.of("interaction_failed") == []


async def test_form_opens_empty_when_postgres_hangs(
    stage: Stage, mina: Person, listed: tuple[Reminder, Message], admin_url: str
) -> None:
    reminder, message = listed
    async with stage.bot(), hanging_postgres(admin_url):
        pressed = stage.fake.people.press(message, custom_id(message, "1 고치기"))
        await assert_eventually(lambda: pressed.modal is not None)

    button = ReminderButton(
        reminder_id=reminder.reminder_id, press=Press.EDIT, occurrence=reminder.occurrence
    )
    assert pressed.modal is not None
    assert pressed.modal["custom_id"] == button.custom_id
    assert [label["component"].get("value") for label in pressed.modal["components"]] == [
        None,
        None,
    ]
    assert stage.fake.journal.of("interaction_failed") == []


async def test_list_stays_when_its_next_page_does_not_come(
    stage: Stage, mina: Person, admin_url: str
) -> None:
    someone = await stage.register(mina)
    for day in range(1, 8):
        await schedule(someone, datetime.now(UTC) + timedelta(days=day))
    async with stage.bot(patience_s=SOON_S):
        ran = stage.fake.people.run(mina, "reminders")
        await answer_of(ran)
        message = ran.original
        assert message is not None
        async with hanging_postgres(admin_url):
            stage.fake.people.press(message, custom_id(message, "다음"))
            await assert_eventually(lambda: message.content.startswith(NOT_NOW))
        stage.fake.people.press(message, custom_id(message, "다음"))

        await assert_eventually(lambda: "7. " in message.content)
