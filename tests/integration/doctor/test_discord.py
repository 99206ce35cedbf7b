"""What doctor finds out about the bot, from a Discord on loopback."""

from pathlib import Path

import httpx
from pydantic import HttpUrl, SecretStr

from panager.doctor.discord import diagnose
from panager.doctor.findings import Finding
from panager.features import registry
from panager.settings import Settings
from testing.fake_discord import FakeDiscord

NAMES = {command.shown_name for command in registry.commands()}


def configured(fake: FakeDiscord, directory: Path, token: str | None = None) -> Settings:
    return Settings(
        data_dir=directory,
        discord_token=SecretStr(token or fake.settings.token),
        discord_api_base=HttpUrl(fake.api_base),
    )


async def register_commands(fake: FakeDiscord, *names: str) -> None:
    url = f"{fake.api_base}/applications/{fake.world.application_id}/commands"
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.put(
            url,
            json=[{"name": name, "description": name} for name in names],
            headers={"Authorization": f"Bot {fake.settings.token}"},
        )
    answer.raise_for_status()


def by_part(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.part: finding for finding in findings}


async def test_everything_about_a_bot_that_works(fake: FakeDiscord, tmp_path: Path) -> None:
    await register_commands(fake, *NAMES)

    found = by_part(await diagnose(configured(fake, tmp_path), NAMES))

    assert all(finding.ok for finding in found.values())
    assert found["discord"].detail.startswith("panager (")
    assert "message content is off" in found["discord intents"].detail
    assert found["discord commands"].detail.startswith("/help, /remind, /reminders")
    link = f"https://discord.com/oauth2/authorize?client_id={fake.world.application_id}"
    assert f"{link}&integration_type=1" in found["discord invite"].detail
    assert found["discord gateway"].detail == "1000 of 1000 starts left today"


async def test_commands_that_are_not_registered_are_named(
    fake: FakeDiscord, tmp_path: Path
) -> None:
    await register_commands(fake, *(NAMES - {"why", "stop"}))

    finding = by_part(await diagnose(configured(fake, tmp_path), NAMES))["discord commands"]

    assert not finding.ok
    assert finding.detail == "not registered: /stop, /why"
    assert "panager up" in finding.remedy


async def test_few_starts_left_are_trouble(fake: FakeDiscord, tmp_path: Path) -> None:
    fake.settings.identifies_a_day = 10

    finding = by_part(await diagnose(configured(fake, tmp_path), NAMES))["discord gateway"]

    assert not finding.ok
    assert "resets the token" in finding.remedy


async def test_refused_token_is_named_with_its_remedy_and_not_shown(
    fake: FakeDiscord, tmp_path: Path
) -> None:
    [finding] = await diagnose(configured(fake, tmp_path, token="not-the-token"), NAMES)

    assert not finding.ok
    assert "401" in finding.detail
    assert "DISCORD_TOKEN" in finding.remedy
    assert "not-the-token" not in repr(finding)


async def test_discord_that_cuts_every_request_does_not_answer(
    fake: FakeDiscord, tmp_path: Path
) -> None:
    fake.begin_outage()

    [finding] = await diagnose(configured(fake, tmp_path), NAMES)

    assert not finding.ok
    assert "does not answer" in finding.detail
    assert fake.settings.token not in repr(finding)


async def test_discord_with_trouble_of_its_own_is_told_apart(
    fake: FakeDiscord, tmp_path: Path
) -> None:
    fake.faults.add("status", status=503)

    [finding] = await diagnose(configured(fake, tmp_path), NAMES)

    assert not finding.ok
    assert "503" in finding.detail
    assert "DISCORD_TOKEN" not in finding.remedy


async def test_nothing_listens_at_the_address(fake: FakeDiscord, tmp_path: Path) -> None:
    await fake.stop()

    [finding] = await diagnose(configured(fake, tmp_path), NAMES)

    assert not finding.ok
    assert fake.api_base in finding.detail


async def test_without_a_token_it_says_where_to_read(tmp_path: Path) -> None:
    [finding] = await diagnose(Settings(data_dir=tmp_path, discord_token=None), NAMES)

    assert finding.ok
    assert "docs/discord.md" in finding.detail
