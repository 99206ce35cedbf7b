"""Commands are told to Discord when they changed, and only then."""

from temporalio.client import Client

from panager.bot.commands import syncing
from panager.db.pool import Database
from panager.features import registry
from testing.fake_discord import FakeDiscord
from tests.integration.bot_commands.panager_on_discord import Bot, Stage, online

NAMES = {command.shown_name for command in registry.commands()}


def times_synced(fake: FakeDiscord) -> int:
    return len(fake.journal.of("commands_synced"))


async def test_second_start_tells_discord_nothing(stage: Stage) -> None:
    async with stage.bot():
        first = times_synced(stage.fake)
    async with stage.bot():
        second = times_synced(stage.fake)

    assert (first, second) == (1, 1)
    registered = {command["name"] for command in stage.fake.world.commands}
    assert registered == {
        "remind", "reminders", "settings", "status", "why", "stop", "help",
    }  # fmt: skip
    assert registered == NAMES


async def test_commands_that_differ_at_discord_are_told_again(stage: Stage) -> None:
    async with stage.bot():
        stage.fake.world.commands[0]["description_localizations"]["ko"] = "다른 말"
    async with stage.bot():
        assert times_synced(stage.fake) == 2

    assert "다른 말" not in str(stage.fake.world.commands)


async def test_command_more_is_told(
    stage: Stage, database: Database, temporal_client: Client
) -> None:
    async with stage.bot():
        pass
    bot = Bot(database, temporal_client, patience_s=20)
    bot.tree.remove_command("help")
    async with online(bot, stage.fake):
        assert times_synced(stage.fake) == 2

    assert "help" not in [command["name"] for command in stage.fake.world.commands]


async def test_what_discord_fills_in_is_no_difference(stage: Stage) -> None:
    async with stage.bot() as bot:
        ours = await syncing.payload_of(bot.tree)
    theirs = [
        {
            **{key: value for key, value in command.items() if value not in (None, [], {}, False)},
            "id": "1",
            "application_id": "2",
            "version": "3",
            "integration_types": [0, 1],
        }
        for command in reversed(ours)
    ]

    assert syncing.is_same(ours, theirs)
    assert not syncing.is_same(ours, theirs[1:])


async def test_commands_are_for_direct_messages_and_in_both_languages(stage: Stage) -> None:
    async with stage.bot():
        commands = {command["name"]: command for command in stage.fake.world.commands}

    remind = commands["remind"]
    assert {tuple(command["contexts"]) for command in commands.values()} == {(1,)}
    assert remind["name_localizations"] == {"ko": "알림"}
    assert remind["description_localizations"] == {"ko": "알림을 만들어요"}
    assert [option["name_localizations"] for option in remind["options"]] == [
        {"ko": "언제"},
        {"ko": "내용"},
    ]
    assert commands["settings"]["options"][0]["choices"] == [
        {"name": "Korean", "value": "ko", "name_localizations": {"ko": "한국어"}},
        {"name": "English", "value": "en", "name_localizations": {"ko": "영어"}},
    ]
