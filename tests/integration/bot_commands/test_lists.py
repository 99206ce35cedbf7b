"""`/reminders`: pages, and what their buttons do."""

from datetime import UTC, datetime, timedelta

import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import Callback, Message, Person
from testing.people import Someone
from testing.scheduling import schedule
from tests.integration.bot_commands.panager_on_discord import (
    Stage,
    answer_of,
    custom_id,
    labels,
)


async def make(stage: Stage, person: Person, count: int) -> Someone:
    someone = await stage.register(person, "en")
    for number in range(1, count + 1):
        await schedule(someone, datetime.now(UTC) + timedelta(days=number), f"thing {number}")
    return someone


async def show(stage: Stage, person: Person) -> Message:
    ran = stage.fake.people.run(person, "reminders")
    await answer_of(ran)
    assert ran.original is not None
    return ran.original


async def test_nothing_to_list(stage: Stage, alice: Person) -> None:
    async with stage.bot():
        message = await show(stage, alice)

    assert (message.content, message.components) == ("There are no open reminders.", [])


async def test_pages_go_forth_and_back_in_the_same_message(stage: Stage, alice: Person) -> None:
    await make(stage, alice, 7)
    async with stage.bot():
        message = await show(stage, alice)
        first, first_labels = message.content, labels(message)
    async with stage.bot():
        pressed = stage.fake.people.press(message, custom_id(message, "Next"))
        await assert_eventually(lambda: "thing 6" in message.content)
        second_labels = labels(message)
        stage.fake.people.press(message, custom_id(message, "Previous"))
        await assert_eventually(lambda: message.content == first)

    assert pressed.callback is Callback.DEFERRED_UPDATE
    assert first.startswith("Open reminders: 7\nPage 1 of 2\n**Tomorrow**\n1. ")
    assert first_labels == [
        [f"Edit {number}" for number in range(1, 6)],
        [f"Cancel {number}" for number in range(1, 6)],
        ["Next"],
    ]
    assert second_labels == [["Edit 6", "Edit 7"], ["Cancel 6", "Cancel 7"], ["Previous"]]


@pytest.mark.usefixtures("worker")
async def test_cancel_on_a_list_cancels_that_one(stage: Stage, alice: Person) -> None:
    someone = await make(stage, alice, 3)
    async with stage.bot():
        message = await show(stage, alice)
    async with stage.bot():
        pressed = stage.fake.people.press(message, custom_id(message, "Cancel 2"))
        answer = await answer_of(pressed)

    states = {row.text: row.state for row in await someone.reminders()}
    assert answer.startswith("Cancelled: thing 2")
    assert states == {"thing 1": "scheduled", "thing 2": "cancelled", "thing 3": "scheduled"}


async def test_list_shows_only_what_is_ones_own(stage: Stage, mina: Person, alice: Person) -> None:
    await make(stage, alice, 2)
    async with stage.bot():
        message = await show(stage, mina)

    assert message.content == "예정된 알림이 없어요."


async def test_long_reminders_fit(stage: Stage, alice: Person) -> None:
    someone = await stage.register(alice, "en")
    for number in range(5):
        await schedule(someone, datetime.now(UTC) + timedelta(days=number + 1), "long " * 100)
    async with stage.bot():
        message = await show(stage, alice)

    assert len(message.content) < 2000
    assert "5. " in message.content
