"""The three seconds: what is done when Discord loses, delays or refuses the first answer."""

from datetime import UTC, datetime, timedelta

from panager.sentences import say
from testing.eventually import assert_eventually
from testing.fake_discord import Person
from tests.integration.bot_commands.panager_on_discord import Stage, answer_of

CALLBACK = "POST /interactions/{interaction_id}/{token}/callback"


async def test_acknowledgement_that_hangs_is_tried_again_in_time(
    stage: Stage, alice: Person
) -> None:
    async with stage.bot():
        stage.fake.faults.add("hang", CALLBACK, seconds=10, times=1)
        answer = await answer_of(
            stage.fake.people.run(alice, "remind", when="in 2 hours", what="tea")
        )

    assert answer.startswith("Okay.")
    assert stage.fake.journal.of("interaction_failed") == []


async def test_answer_that_is_cut_is_given_again(stage: Stage, alice: Person) -> None:
    async with stage.bot():
        stage.fake.faults.add(
            "cut", "PATCH /webhooks/{application_id}/{token}/messages/{message_id}", times=1
        )
        answer = await answer_of(stage.fake.people.run(alice, "help"))

    assert "/remind" in answer


async def test_nothing_happens_once_the_person_was_told_that_it_failed(
    stage: Stage, alice: Person
) -> None:
    someone = await stage.register(alice, "en")
    async with stage.bot():
        stage.fake.settings.acknowledge_within_s = 0
        late = stage.fake.people.run(alice, "remind", when="in 2 hours", what="tea")
        await assert_eventually(lambda: late.failed)
        stage.fake.settings.acknowledge_within_s = 3
        await answer_of(stage.fake.people.run(alice, "remind", when="in 3 hours", what="tea"))

    [row] = await someone.reminders()
    assert row.due_at - datetime.now(UTC) > timedelta(hours=2, minutes=30)


async def test_nothing_of_an_answer_stays_in_memory(stage: Stage, alice: Person) -> None:
    async with stage.bot() as bot:
        await answer_of(stage.fake.people.run(alice, "remind", when="in 2 hours", what="tea"))
        ran = stage.fake.people.run(alice, "reminders")
        await answer_of(ran)

        assert ran.original is not None
        assert ran.original.components
        assert bot.persistent_views == []


async def test_answer_that_discord_refuses_is_replaced_by_a_plain_one(
    stage: Stage, alice: Person
) -> None:
    stage.fake.settings.refused_words["/remind"] = (400, 240000)
    async with stage.bot():
        answer = await answer_of(stage.fake.people.run(alice, "help"))

    assert answer == say("en", "discord.refused_here", code=240000)
