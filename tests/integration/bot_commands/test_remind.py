"""`/remind`."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from testing.eventually import assert_eventually
from testing.fake_discord import Person
from tests.integration.bot_commands.panager_on_discord import ZONE, Stage, answer_of


async def test_reminder_is_made_and_promised(stage: Stage, mina: Person) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(mina, "remind", when="내일 오후 3시", what="치과 예약")
        answer = await answer_of(ran)

    someone = await stage.register(mina)
    [row] = await someone.reminders()
    due = row.due_at.astimezone(ZoneInfo(ZONE))
    assert answer.startswith("알겠어요. 내일, ")
    assert answer.endswith("에 알려드릴게요: 치과 예약")
    assert (row.text, row.state, row.language) == ("치과 예약", "scheduled", "ko")
    assert (due.hour, due.minute) == (15, 0)


async def test_series_is_made(stage: Stage, alice: Person) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(alice, "remind", when="every Monday at 9 am", what="review")
        answer = await answer_of(ran)

    [row] = await (await stage.register(alice)).reminders()
    assert answer.startswith("Okay. I'll remind you, ")
    assert row.rrule is not None
    assert "BYDAY=MO" in row.rrule


async def test_unclear_time_is_asked_about_with_its_readings(stage: Stage, alice: Person) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(alice, "remind", when="tomorrow at 8", what="call `mum`")
        answer = await answer_of(ran)

    assert answer.startswith("Do you mean tomorrow, ")
    assert "8:00 AM" in answer
    assert "8:00 PM" in answer
    assert answer.endswith("`/remind when:tomorrow at 8 what:call 'mum'`")
    assert await (await stage.register(alice)).reminders() == []


async def test_no_time_is_asked_for(stage: Stage, alice: Person) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(alice, "remind", when="whenever", what="call mum")
        answer = await answer_of(ran)

    assert "`/remind when:whenever what:call mum`" in answer
    assert await (await stage.register(alice)).reminders() == []


async def test_command_that_comes_twice_makes_one_reminder(stage: Stage, alice: Person) -> None:
    someone = await stage.register(alice, "en")
    async with stage.bot():
        stage.fake.faults.events.double = 1.0
        ran = stage.fake.people.run(alice, "remind", when="in 2 hours", what="tea")
        await answer_of(ran)
        # Both have answered when the one answer was written twice.
        await assert_eventually(lambda: ran.original is not None and ran.original.edits >= 1)

    [row] = await someone.reminders()
    assert abs(row.due_at - datetime.now(UTC) - timedelta(hours=2)) < timedelta(minutes=2)


async def test_command_remembers_where_the_person_can_be_reached(
    stage: Stage, mina: Person
) -> None:
    async with stage.bot():
        ran = stage.fake.people.run(mina, "status")
        await answer_of(ran)

    async with stage.db.user((await stage.register(mina)).user_id) as connection:
        assert await connection.fetchval("SELECT address FROM identities") == str(ran.channel.id)


async def test_long_words_are_kept_and_said_whole(stage: Stage, alice: Person) -> None:
    what = " ".join(f"line{number:04}" for number in range(400))
    async with stage.bot():
        ran = stage.fake.people.run(alice, "remind", when="in 2 hours", what=what)
        answer = await answer_of(ran)
        await assert_eventually(lambda: len(ran.followups) == 1)

    [row] = await (await stage.register(alice)).reminders()
    assert row.text == what
    assert f"{answer} {ran.followups[0].content}".endswith(what)
    assert ran.followups[0].ephemeral
