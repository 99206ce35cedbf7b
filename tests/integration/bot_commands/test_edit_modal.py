"""Editing: the form, what comes back from it, and what is asked when it is not clear."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Interaction, Message, Person
from testing.people import Someone
from testing.scheduling import look_at, schedule
from tests.integration.bot_commands.panager_on_discord import (
    ZONE,
    Stage,
    answer_of,
    custom_id,
    deliver,
    labels,
)

pytestmark = pytest.mark.usefixtures("worker")


def shown(form: Interaction) -> dict[str, str]:
    """What stands in the fields of the modal."""
    assert form.modal is not None
    fields = [label["component"] for label in form.modal["components"]]
    return {field["custom_id"]: field.get("value") or "" for field in fields}


async def open_form(fake: FakeDiscord, message: Message, label: str = "고치기") -> Interaction:
    pressed = fake.people.press(message, custom_id(message, label))
    await assert_eventually(lambda: pressed.modal is not None)
    return pressed


async def list_of(stage: Stage, person: Person) -> Message:
    ran = stage.fake.people.run(person, "reminders")
    await answer_of(ran)
    assert ran.original is not None
    return ran.original


async def set_for_tomorrow(stage: Stage, person: Person) -> Someone:
    someone = await stage.register(person)
    nine = datetime.now(ZoneInfo(ZONE)).replace(hour=9, minute=0, second=0, microsecond=0)
    await schedule(someone, nine + timedelta(days=1), "dentist", zone=ZONE)
    return someone


async def test_form_shows_what_is_and_changes_what_is_typed(stage: Stage, mina: Person) -> None:
    someone = await set_for_tomorrow(stage, mina)
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        submitted = stage.fake.people.submit(form, text="치과 예약", when="내일 오후 4시 30분")
        answer = await answer_of(submitted)

    [row] = await someone.reminders()
    due = row.due_at.astimezone(ZoneInfo(ZONE))
    assert shown(form)["text"] == "dentist"
    assert "오전 9:00 KST" in shown(form)["when"]
    assert answer.startswith("바꿨어요.")
    assert (row.text, due.hour, due.minute) == ("치과 예약", 16, 30)


async def test_text_alone_keeps_the_time(stage: Stage, mina: Person) -> None:
    someone = await set_for_tomorrow(stage, mina)
    [before] = await someone.reminders()
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        await answer_of(stage.fake.people.submit(form, text="new words"))

    [row] = await someone.reminders()
    assert (row.text, row.due_at) == ("new words", before.due_at)


async def test_form_sent_as_it_was_changes_nothing(stage: Stage, mina: Person) -> None:
    someone = await set_for_tomorrow(stage, mina)
    before = await someone.reminders()
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        answer = await answer_of(stage.fake.people.submit(form))

    assert answer == "바뀐 것은 없어요."
    assert await someone.reminders() == before


async def test_unclear_time_is_asked_about_and_nothing_typed_is_lost(
    stage: Stage, mina: Person
) -> None:
    someone = await set_for_tomorrow(stage, mina)
    before = await someone.reminders()
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        submitted = stage.fake.people.submit(form, text="치과 예약", when="내일 8시")
        answer = await answer_of(submitted)

    assert "오전 8:00" in answer
    assert "오후 8:00" in answer
    assert "치과 예약" in answer
    assert "내일 8시" in answer
    assert submitted.original is not None
    assert labels(submitted.original) == [["고치기"]]
    assert await someone.reminders() == before


async def test_delivered_reminder_comes_once_more(stage: Stage, mina: Person) -> None:
    someone, reminder, message = await deliver(stage, mina)
    async with stage.bot():
        form = await open_form(stage.fake, message)
        without_time = await answer_of(stage.fake.people.submit(form, text="again"))
        form = await open_form(stage.fake, message)
        await answer_of(stage.fake.people.submit(form, text="again", when="2시간 뒤"))

    row = await look_at(someone, reminder)
    assert shown(form) == {"text": "dentist", "when": ""}
    assert without_time.startswith("이미 끝난 알림이에요.")
    assert (row.state, row.text, row.occurrence) == ("scheduled", "again", 2)
    assert abs(row.due_at - datetime.now(UTC) - timedelta(hours=2)) < timedelta(minutes=2)


async def test_form_is_understood_by_a_bot_that_never_showed_it(stage: Stage, mina: Person) -> None:
    someone = await set_for_tomorrow(stage, mina)
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
    async with stage.bot():
        await answer_of(stage.fake.people.submit(form, text="after the restart"))

    [row] = await someone.reminders()
    assert row.text == "after the restart"


async def test_form_filled_in_by_another_person_changes_nothing(
    stage: Stage, mina: Person, alice: Person
) -> None:
    someone = await set_for_tomorrow(stage, mina)
    before = await someone.reminders()
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        form.person = alice
        answer = await answer_of(stage.fake.people.submit(form, text="hers"))

    assert answer == "I know no such reminder of yours. Nothing was changed."
    assert await someone.reminders() == before


async def test_long_words_stand_in_the_form_whole_and_stay(stage: Stage, mina: Person) -> None:
    someone = await stage.register(mina)
    text = "\n".join(f"{number}. 우유" for number in range(400))
    made = await schedule(someone, datetime.now(UTC) + timedelta(days=1), text, zone=ZONE)
    async with stage.bot():
        form = await open_form(stage.fake, await list_of(stage, mina), "1 고치기")
        longer = f"{text}\n끝"
        answer = await answer_of(stage.fake.people.submit(form, text=longer))

    assert shown(form)["text"] == text
    assert answer.startswith("바꿨어요.")
    assert (await look_at(someone, made)).text == longer
