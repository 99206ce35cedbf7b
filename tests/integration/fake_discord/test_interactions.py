"""Slash commands, buttons, menus, modals and autocomplete through the unmodified discord.py."""

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import Callback, FakeDiscord, Message, Person
from tests.integration.fake_discord.bot import online
from tests.integration.fake_discord.command_bot import CommandBot, Snooze, buttons


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[CommandBot]:
    client = CommandBot()
    async with online(client, fake):
        yield client


@pytest.fixture
async def card(bot: CommandBot, fake: FakeDiscord, mina: Person) -> Message:
    channel = await bot.create_dm(discord.Object(mina.id))
    await channel.send("Dentist!", view=buttons())
    return fake.people.received(mina)[-1]


async def test_commands_are_registered_once_with_stable_ids(
    bot: CommandBot, fake: FakeDiscord
) -> None:
    before = {command.name: command.id for command in await bot.tree.fetch_commands()}

    await bot.tree.sync()

    after = {command.name: command.id for command in await bot.tree.fetch_commands()}
    assert before == after
    assert set(before) == {"remind", "zone", "quick", "slow", "reminders"}
    assert len(fake.journal.of("commands_synced")) == 2


async def test_bad_command_is_refused(bot: CommandBot, fake: FakeDiscord) -> None:
    with pytest.raises(discord.HTTPException) as error:
        await bot.http.bulk_upsert_global_commands(
            fake.world.application_id, [{"name": "Not Good", "description": "x", "type": 1}]
        )

    assert error.value.code == 50035
    assert len(fake.world.commands) == 5


async def test_slash_command_with_deferred_answer(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    ran = fake.people.run(mina, "remind", what="laundry", minutes=30)

    await assert_eventually(lambda: len(ran.followups) == 1)
    assert ran.callback is Callback.DEFERRED_MESSAGE
    assert ran.content == "laundry in 30"
    assert ran.original is not None
    assert ran.original.ephemeral
    assert [m.content for m in ran.followups] == ["And one more thing."]
    reached = [(e["what"], e.get("content")) for e in fake.journal.entries if "content" in e]
    assert reached == [("message", "laundry in 30"), ("message", "And one more thing.")]


async def test_immediate_answer_can_be_read_and_edited(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    ran = fake.people.run(mina, "quick")

    await assert_eventually(lambda: ran.content == "Here it is.")
    assert fake.people.received(mina) == [ran.original]


async def test_subcommand_and_what_a_person_cannot_send(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    ran = fake.people.run(mina, "reminders list", page=2)

    await assert_eventually(lambda: ran.content == "page 2")
    with pytest.raises(LookupError):
        fake.people.run(mina, "reminders list")
    with pytest.raises(LookupError):
        fake.people.run(mina, "unheard-of")


async def test_autocomplete_then_the_command(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    typing = fake.people.complete(mina, "zone", focused="city", city="Se")
    await assert_eventually(lambda: typing.choices is not None)

    ran = fake.people.run(mina, "zone", city="Seoul")

    await assert_eventually(lambda: ran.content == "Seoul, ko")
    assert [choice["name"] for choice in typing.choices or []] == ["Seoul", "Sejong"]


async def test_button_updates_its_message(
    bot: CommandBot, card: Message, fake: FakeDiscord
) -> None:
    pressed = fake.people.press(card, "reminder:7:snooze")

    await assert_eventually(lambda: card.content == "Snoozed.")
    assert card.components == []
    assert pressed.callback is Callback.UPDATE
    with pytest.raises(LookupError):
        fake.people.press(card, "reminder:7:snooze")


async def test_menu_is_deferred_and_followed_up(
    bot: CommandBot, card: Message, fake: FakeDiscord
) -> None:
    chosen = fake.people.press(card, "pick", ["two"])

    await assert_eventually(lambda: len(chosen.followups) == 1)
    assert chosen.callback is Callback.DEFERRED_UPDATE
    assert (chosen.followups[0].content, chosen.followups[0].ephemeral) == ("picked two", True)
    assert card.content == "Dentist!"


async def test_button_opens_a_modal_and_it_is_submitted(
    bot: CommandBot, card: Message, fake: FakeDiscord
) -> None:
    pressed = fake.people.press(card, "reminder:7:edit")
    await assert_eventually(lambda: pressed.modal is not None)

    submitted = fake.people.submit(pressed, when="at five")

    await assert_eventually(lambda: submitted.content == "call the dentist / at five")
    assert fake.journal.of("modal")[0]["title"] == "Edit the reminder"


async def test_persistent_button_works_in_another_process_of_the_bot(
    bot: CommandBot, card: Message, fake: FakeDiscord
) -> None:
    await bot.close()
    async with online(CommandBot(), fake) as restarted:
        restarted.add_view(buttons())
        fake.people.press(card, "reminder:7:snooze")

        await assert_eventually(lambda: card.content == "Snoozed.")


async def test_answer_after_three_seconds_is_too_late(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    fake.settings.acknowledge_within_s = 0.05
    ran = fake.people.run(mina, "slow")
    await assert_eventually(lambda: ran.failed)

    bot.late.set()

    await assert_eventually(lambda: bot.refused == [10062])
    assert fake.people.received(mina) == []
    assert len(fake.journal.of("interaction_failed", mina.id)) == 1


async def test_second_callback_and_expired_token_are_refused(
    bot: CommandBot, fake: FakeDiscord, mina: Person
) -> None:
    url = f"{fake.api_base}/interactions/{{}}/{{}}/callback"
    ran = fake.people.run(mina, "quick")
    await assert_eventually(lambda: ran.content == "Here it is.")
    fake.settings.interaction_lifetime_s = 0
    late = f"{fake.api_base}/webhooks/{fake.world.application_id}/{ran.token}"

    async with aiohttp.ClientSession() as http:
        answers = [
            await http.post(url.format(ran.id, ran.token), json={"type": 5}),
            await http.post(url.format(ran.id, "wrong"), json={"type": 5}),
            await http.post(late, json={"content": "late"}),
        ]
        codes = [(await answer.json())["code"] for answer in answers]

    assert codes == [40060, 10062, 50027]
    assert len(fake.people.received(mina)) == 1


async def test_components_are_checked(bot: CommandBot, fake: FakeDiscord, mina: Person) -> None:
    channel = await bot.create_dm(discord.Object(mina.id))
    twice = discord.ui.View(timeout=None)
    twice.add_item(Snooze()).add_item(Snooze())

    with pytest.raises(discord.HTTPException) as error:
        await channel.send("two of a kind", view=twice)

    assert error.value.code == 50035
