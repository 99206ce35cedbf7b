"""Limits, lost replies and failures as the unmodified discord.py meets them."""

import asyncio

import aiohttp
import discord
import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person, RouteLimit, Settings, running
from tests.integration.fake_discord.bot import Bot, online

SEND = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def channel(bot: Bot, mina: Person) -> discord.DMChannel:
    return await bot.create_dm(discord.Object(mina.id))


async def test_told_limits_are_kept_without_a_429(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.settings.route_limits[SEND] = RouteLimit(2, 0.2)

    for number in range(7):
        await channel.send(str(number))

    assert [m.content for m in fake.people.received(mina)] == [str(n) for n in range(7)]
    assert fake.journal.of("rate_limited") == []


async def test_429_of_a_route_is_waited_for(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.add("rate_limited", SEND, times=1, seconds=0.1)

    await channel.send("hello")

    assert [m.content for m in fake.people.received(mina)] == ["hello"]
    assert fake.context.statistics[f"{SEND} 429"] == 1
    assert fake.limits.invalid_requests == 1


async def test_burst_over_the_global_limit_all_arrives() -> None:
    async with running(Settings(global_limit=RouteLimit(10, 0.5))) as fake:
        people = [fake.people.join(f"person {number}") for number in range(15)]
        async with online(Bot(), fake) as bot:
            channels = [await bot.create_dm(discord.Object(p.id)) for p in people]

            await asyncio.gather(*(channel.send("now") for channel in channels))

        assert [len(fake.people.received(person)) for person in people] == [1] * 15
        assert {e["scope"] for e in fake.journal.of("rate_limited")} == {"global"}


async def test_limit_longer_than_the_client_waits_is_an_error(
    fake: FakeDiscord, mina: Person
) -> None:
    async with online(Bot(max_ratelimit_timeout=30), fake) as bot:
        channel = await bot.create_dm(discord.Object(mina.id))
        fake.faults.add("rate_limited", SEND, seconds=60)

        with pytest.raises(discord.RateLimited) as limited:
            await channel.send("hello")

    assert limited.value.retry_after == 60


async def test_too_many_invalid_requests_are_a_ban(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.settings.invalid_limit = RouteLimit(3, 600)
    fake.settings.route_limits.clear()
    mina.accepts_dms = False

    statuses = [await _status(channel) for _ in range(6)]

    assert statuses == [403, 403, 403, 403, 429, 429]
    assert fake.limits.banned


async def test_same_nonce_is_one_message(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    first = await channel.send("hello", nonce="key-1")
    again = await channel.send("hello", nonce="key-1")
    other = await channel.send("hello", nonce="key-2")

    assert first.id == again.id != other.id
    assert first.nonce == "key-1"
    assert len(fake.people.received(mina)) == 2
    assert [e["nonce"] for e in fake.journal.of("deduplicated")] == ["key-1"]


async def test_nonce_is_forgotten_after_its_window(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    await channel.send("hello", nonce="key")
    fake.settings.nonce_window_s = 0

    await channel.send("hello", nonce="key")

    assert len(fake.people.received(mina)) == 2


async def test_nonce_of_a_deleted_message_makes_no_new_one(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    message = await channel.send("hello", nonce="key")
    await message.delete()

    with pytest.raises(discord.NotFound) as error:
        await channel.send("hello", nonce="key")

    assert error.value.code == 10008
    assert fake.people.received(mina) == []


async def test_nonce_has_at_most_25_characters(channel: discord.DMChannel) -> None:
    with pytest.raises(discord.HTTPException) as error:
        await channel.send("hello", nonce="x" * 26)

    assert error.value.code == 50035


async def test_lost_reply_made_the_message_and_sending_again_finds_it(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.add("lost_reply", SEND, times=1)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("hello", nonce="key")
    found = [message async for message in channel.history()]
    again = await channel.send("hello", nonce="key")

    assert [(m.content, m.nonce) for m in found] == [("hello", None)]
    assert again.id == found[0].id
    assert len(fake.journal.of("message", mina.id)) == 1


async def test_cut_request_did_nothing(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.add("cut", SEND, times=1)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("hello")

    assert fake.people.received(mina) == []


async def test_hanging_request_is_given_up_by_who_has_no_patience(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.add("hang", SEND, times=1, seconds=60)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await channel.send("hello")

    assert fake.people.received(mina) == []


async def test_500_is_tried_again_by_the_library(
    channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.add("status", SEND, times=1, status=502)

    await channel.send("hello")

    assert len(fake.people.received(mina)) == 1
    assert fake.context.statistics[f"{SEND} 502"] == 1


async def test_fault_can_hit_one_person_only(
    bot: Bot, channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    jun = fake.people.join("Jun")
    other = await bot.create_dm(discord.Object(jun.id))
    fake.faults.add("status", "POST *", status=403, code=50007, person_id=mina.id)

    assert [await _status(channel), await _status(other)] == [403, 200]


async def test_opening_channels_too_fast(bot: Bot, fake: FakeDiscord) -> None:
    fake.settings.dm_opens = RouteLimit(1, 600)
    people = [discord.Object(fake.people.join(name).id) for name in ("Ada", "Bo")]

    await bot.create_dm(people[0])
    with pytest.raises(discord.HTTPException) as error:
        await bot.create_dm(people[1])

    assert (error.value.status, error.value.code) == (403, 40003)


async def test_outage_is_survived_and_what_was_sent_meanwhile_arrives(
    bot: Bot, channel: discord.DMChannel, fake: FakeDiscord, mina: Person
) -> None:
    fake.begin_outage()
    fake.people.write(mina, "are you there?")
    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("hello")

    fake.end_outage()

    await assert_eventually(lambda: bot.texts == ["are you there?"], timeout_s=20)
    assert bot.readies == 1


async def test_server_keeps_its_port_and_memory_over_a_restart(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    port = fake.settings.port
    await fake.stop()
    fake.people.write(mina, "while it was down")

    await fake.start()

    assert fake.settings.port == port
    await assert_eventually(lambda: bot.texts == ["while it was down"], timeout_s=20)


async def _status(channel: discord.DMChannel) -> int:
    try:
        await channel.send("hello")
    except discord.HTTPException as error:
        return error.status
    return 200
