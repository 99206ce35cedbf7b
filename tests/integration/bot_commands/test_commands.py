"""`/settings`, `/status`, `/why`, `/stop`, `/help`."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from panager.db import users
from panager.db.users import Person as Known
from testing.eventually import assert_eventually
from testing.fake_discord import Person
from testing.people import Someone
from testing.scheduling import schedule
from tests.integration.bot_commands.panager_on_discord import ZONE, Stage, answer_of, deliver


async def known(someone: Someone) -> Known:
    async with someone.db.user(someone.user_id) as connection:
        return await users.get_person(connection, someone.user_id)


async def run(stage: Stage, person: Person, command: str, /, **options: str) -> str:
    """The answer of a bot that has just been started."""
    async with stage.bot():
        return await answer_of(stage.fake.people.run(person, command, **options))


async def test_new_person_is_registered_in_the_language_of_their_discord(
    stage: Stage, mina: Person, alice: Person
) -> None:
    korean = await run(stage, mina, "settings")
    english = await run(stage, alice, "settings")

    assert korean.splitlines()[:2] == ["지금 설정", "언어: 한국어"]
    assert english.splitlines()[:2] == ["Your settings", "Language: English"]
    assert f"Time zone: {ZONE}" in english
    assert "\nQuiet hours: none\nYour day: dawn 05:00 · morning 09:00" in english
    assert english.endswith("weeks start on Monday")


async def test_every_setting_is_changed(stage: Stage, mina: Person) -> None:
    answer = await run(
        stage,
        mina,
        "settings",
        language="en",
        zone="Berlin",
        quiet_from="밤 11시",
        quiet_to="7 am",
        name="Jarvis",
    )

    someone = await stage.register(mina)
    person = await known(someone)
    assert answer.startswith("Saved.\nLanguage: English\nTime zone: Europe/Berlin (CE")
    assert "\nQuiet hours: 23:00–07:00\n" in answer
    assert answer.endswith("\nName: Jarvis")
    assert (person.language, person.zone.key) == ("en", "Europe/Berlin")
    assert (person.quiet_from, person.quiet_to) == (time(23), time(7))
    assert person.persona_name == "Jarvis"
    assert person.zone_confirmed_at is not None


async def test_quiet_hours_are_switched_off(stage: Stage, mina: Person) -> None:
    await run(stage, mina, "settings", quiet_from="23:00", quiet_to="07:00")
    answer = await run(stage, mina, "settings", quiet_from="끔")

    assert "방해 금지 시간: 없음" in answer
    assert (await known(await stage.register(mina))).quiet_from is None


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"zone": "Atlantis", "language": "ko"}, "I know no time zone “Atlantis”."),
        ({"quiet_from": "soonish", "quiet_to": "7 am"}, "I could not read “soonish”"),
        ({"quiet_from": "11 pm"}, "Quiet hours need a beginning and an end"),
        ({"quiet_from": "11 pm", "quiet_to": "23:00"}, "Quiet hours need a beginning and an end"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(
    stage: Stage, alice: Person, options: dict[str, str], answer: str
) -> None:
    before = await known(await stage.register(alice, "en"))

    said = await run(stage, alice, "settings", name="Jarvis", **options)

    assert said.startswith(answer)
    assert await known(await stage.register(alice)) == before


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("부산", {"name": "부산 · Asia/Seoul", "value": "Asia/Seoul"}),
        ("berl", {"name": "Berlin · Europe/Berlin", "value": "Europe/Berlin"}),
        ("Europe/Ber", {"name": "Europe/Berlin", "value": "Europe/Berlin"}),
        ("", {"name": "서울 · Asia/Seoul", "value": "Asia/Seoul"}),
    ],
)
async def test_zones_are_suggested(
    stage: Stage, mina: Person, typed: str, first: dict[str, str]
) -> None:
    async with stage.bot():
        typing = stage.fake.people.complete(mina, "settings", focused="zone", zone=typed)
        await assert_eventually(lambda: typing.choices is not None)

    assert typing.choices is not None
    assert typing.choices[0] == first


async def test_status_of_a_day(stage: Stage, alice: Person) -> None:
    someone = await stage.register(alice, "en")
    await schedule(someone, datetime.now(UTC) + timedelta(days=3), "dentist")
    last_minute = datetime.now(ZoneInfo(ZONE)).replace(hour=23, minute=59, second=59)
    await schedule(someone, last_minute, "bed")

    lines = (await run(stage, alice, "status")).splitlines()

    assert lines[:2] == ["Today: 1 open reminders", "Open in all: 2"]
    assert lines[2].startswith("Next: today, ")
    assert lines[2].endswith("bed")
    assert lines[3:] == ["Waiting for your confirmation: 0", "Connected accounts: none"]


async def test_why_with_nothing_to_tell(stage: Stage, alice: Person) -> None:
    assert await run(stage, alice, "why") == "Nothing has happened yet."


@pytest.mark.usefixtures("worker")
async def test_why_tells_the_story_of_the_last_reminder(stage: Stage, mina: Person) -> None:
    _, _, message = await deliver(stage, mina)

    answer = await run(stage, mina, "why")

    assert answer.startswith("마지막 알림 “dentist”:")
    assert f"증거: {message.id}" in answer
    assert answer.endswith("더 올 것이 없어요.")


@pytest.mark.usefixtures("worker")
async def test_why_tells_the_tools_of_the_last_answer(stage: Stage, mina: Person) -> None:
    someone = await stage.register(mina)
    await someone.ask("내일 오후 3시에 치과 알려줘")

    answer = await run(stage, mina, "why")

    assert answer.splitlines() == [
        "마지막 답:",
        "쓰신 말: “내일 오후 3시에 치과 알려줘”",
        "도구 알림 만들기: 만들었어요",
    ]


async def test_stop_with_nothing_running(stage: Stage, alice: Person) -> None:
    assert await run(stage, alice, "stop") == "Nothing is running."


async def test_stop_reaches_the_conversation(stage: Stage, alice: Person) -> None:
    someone = await stage.register(alice, "en")
    await someone.write("hello")  # without a worker it waits

    answer = await run(stage, alice, "stop")

    handle = stage.temporal.get_workflow_handle(f"chat:{someone.user_id}")
    signals = [
        event.workflow_execution_signaled_event_attributes.signal_name
        async for event in handle.fetch_history_events()
        if event.HasField("workflow_execution_signaled_event_attributes")
    ]
    assert answer == "I am stopping."
    assert "stop" in signals


async def test_help_names_every_command(stage: Stage, alice: Person) -> None:
    answer = await run(stage, alice, "help")

    names = [command["name"] for command in stage.fake.world.commands]
    assert [name for name in names if name != "help" and f"/{name}" not in answer] == []


async def test_button_that_we_do_not_know_is_answered(stage: Stage, mina: Person) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(mina, "help")
        await answer_of(ran)
        assert ran.original is not None
        ran.original.components = [
            {"type": 1, "components": [{"type": 2, "style": 2, "label": "?", "custom_id": "old:1"}]}
        ]
        answer = await answer_of(stage.fake.people.press(ran.original, "old:1"))

    assert answer == "이제는 쓰지 않는 버튼이에요."
