"""Sessions through the unmodified discord.py: cut, resumed, lost, and with faulty events."""

import json
import zlib
from dataclasses import replace

import discord
import pytest
import zstandard
from aiohttp import ClientSession

from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person, Settings, running
from tests.integration.fake_discord.bot import Bot, online


async def test_cut_connection_is_resumed_without_loss_or_doubles(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    expected = [str(number) for number in range(40)]

    for number in expected:
        fake.people.write(mina, number)
        if number in ("9", "10", "30"):
            fake.gateway.cut()
        if number in ("10", "20", "30"):
            await assert_eventually(lambda: bool(fake.journal.of("resumed")))

    await assert_eventually(lambda: len(bot.seen) >= len(expected) and bot.resumes > 0)
    assert bot.texts == expected
    assert (bot.readies, fake.gateway.identifies.count) == (1, 1)


async def test_server_asks_to_reconnect(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    fake.gateway.reconnect()
    fake.people.write(mina, "meanwhile")

    await assert_eventually(lambda: bot.resumes == 1)
    await assert_eventually(lambda: bot.texts == ["meanwhile"])
    assert bot.readies == 1


async def test_resumable_invalid_session_resumes(bot: Bot, fake: FakeDiscord) -> None:
    fake.gateway.invalidate(resumable=True)

    await assert_eventually(lambda: bot.resumes == 1)
    assert fake.gateway.identifies.count == 1


async def test_lost_session_is_identified_anew_and_backfilled_by_history(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    known = fake.people.write(mina, "known")
    await assert_eventually(lambda: bot.texts == ["known"])

    fake.faults.outage = True
    fake.gateway.cut()
    fake.sessions.end_all()
    missed = [fake.people.write(mina, text) for text in ("missed 1", "missed 2")]
    fake.end_outage()

    await assert_eventually(lambda: bot.readies == 2, timeout_s=20)
    channel = await bot.create_dm(discord.Object(mina.id))
    since = [m.id async for m in channel.history(after=discord.Object(known.id))]
    assert since == [message.id for message in missed]
    assert bot.texts == ["known"]


async def test_invalidated_session_is_identified_anew(bot: Bot, fake: FakeDiscord) -> None:
    fake.gateway.invalidate()

    await assert_eventually(lambda: bot.readies == 2)
    assert fake.gateway.identifies.count == 2


async def test_refused_resume_becomes_a_new_session(bot: Bot, fake: FakeDiscord) -> None:
    fake.faults.events.refuse_resume = True

    fake.gateway.cut()

    await assert_eventually(lambda: bot.readies == 2)
    assert (bot.resumes, fake.gateway.identifies.count) == (0, 2)


async def test_doubled_dropped_and_reordered_events(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    for fault in ("double", "drop", "reorder"):
        setattr(fake.faults.events, fault, 1.0)
        fake.people.write(mina, fault)
        setattr(fake.faults.events, fault, 0.0)
    fake.people.write(mina, "last")

    await assert_eventually(lambda: len(bot.seen) == 4)
    assert bot.texts == ["double", "double", "last", "reorder"]
    assert [e["fault"] for e in fake.journal.of("event_fault")] == ["double", "drop", "reorder"]


async def test_event_that_none_follows_comes_late_all_the_same(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    fake.faults.events.reorder = 1.0

    fake.people.write(mina, "alone")

    await assert_eventually(lambda: bot.texts == ["alone"])


async def test_resume_can_repeat_what_was_seen(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    fake.faults.events.replay_extra = 2
    for text in ("1", "2", "3"):
        fake.people.write(mina, text)
    await assert_eventually(lambda: len(bot.seen) == 3)

    fake.gateway.cut()

    await assert_eventually(lambda: bot.resumes == 1)
    assert bot.texts == ["1", "2", "3", "2", "3"]
    assert bot.seen[1].id == bot.seen[3].id


async def test_heartbeats_are_answered(mina: Person, fake: FakeDiscord) -> None:
    fake.settings.heartbeat_interval_s = 0.1
    async with online(Bot(), fake) as bot:
        await assert_eventually(lambda: 0 < bot.latency < float("inf"))


async def test_silent_client_is_disconnected_and_can_come_back(fake: FakeDiscord) -> None:
    fake.settings.heartbeat_interval_s = 0.5
    identify = {"op": 2, "d": {"token": fake.settings.token, "intents": 0}}

    async with ClientSession() as http, http.ws_connect(fake.context.gateway_url) as ws:
        await ws.send_json(identify)
        frames = [frame async for frame in ws]

    assert len(frames) == 2
    assert ws.close_code == 4009
    await assert_eventually(lambda: bool(fake.journal.of("disconnected")))
    session = fake.journal.of("identified")[0]["session"]
    assert fake.sessions.find(session) is not None


async def test_every_session_of_the_bot_gets_every_message(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    async with online(Bot(), fake) as second:
        fake.people.write(mina, "hello both")

        await assert_eventually(lambda: bot.texts == second.texts == ["hello both"])


@pytest.mark.parametrize(("code", "kept"), [(1000, False), (4000, True)])
async def test_client_that_says_goodbye_cannot_resume(
    fake: FakeDiscord, code: int, kept: bool
) -> None:
    identify = {"op": 2, "d": {"token": fake.settings.token, "intents": 0}}
    async with ClientSession() as http, http.ws_connect(fake.context.gateway_url) as ws:
        await ws.send_json(identify)
        assert [(await ws.receive_json())["op"] for _ in range(2)] == [10, 0]
        await ws.close(code=code)

    await assert_eventually(lambda: bool(fake.journal.of("disconnected")))
    session = fake.journal.of("identified")[0]["session"]
    assert (fake.sessions.find(session) is not None) == kept


async def test_wrong_token_is_a_login_failure(fake: FakeDiscord) -> None:
    good = fake.settings.token
    fake.settings.token = "another"

    with pytest.raises(discord.LoginFailure):
        async with online(Bot(), _with_token(fake, good)):
            pass


async def test_revoked_token_ends_the_gateway(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    channel = await bot.create_dm(discord.Object(mina.id))

    fake.revoke_token()

    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("hello")
    assert refused.value.status == 401
    await assert_eventually(bot.is_closed)


async def test_used_up_identifies_end_the_token() -> None:
    async with running(Settings(identifies_a_day=1)) as fake:
        async with online(Bot(), fake) as bot:
            _, _, limit = await bot.http.get_bot_gateway()
            assert (limit["total"], limit["remaining"]) == (1, 0)
        token = fake.settings.token
        with pytest.raises(discord.ConnectionClosed):
            async with online(Bot(), fake):
                pass
        assert fake.settings.token != token


async def test_gateway_speaks_each_compression(fake: FakeDiscord) -> None:
    """discord.py itself asks for the one that its surroundings have."""
    plain = await _first_frames(fake, "")
    inflate = zlib.decompressobj()
    zlib_frames = [inflate.decompress(f) for f in await _first_frames(fake, "zlib-stream")]
    unpack = zstandard.ZstdDecompressor().decompressobj()
    zstd_frames = [unpack.decompress(f) for f in await _first_frames(fake, "zstd-stream")]

    for frames in (plain, zlib_frames, zstd_frames):
        assert [json.loads(frame)["op"] for frame in frames] == [10, 11]


async def _first_frames(fake: FakeDiscord, compress: str) -> list[bytes]:
    query = {"v": "10", "encoding": "json"} | ({"compress": compress} if compress else {})
    async with (
        ClientSession() as http,
        http.ws_connect(fake.context.gateway_url, params=query) as ws,
    ):
        await ws.send_json({"op": 1, "d": None})
        return [(await ws.receive()).data for _ in range(2)]


async def test_gateway_refuses_what_discord_refuses(fake: FakeDiscord) -> None:
    url = f"{fake.context.gateway_url}/?v=10&encoding=json"
    wrong_token = {"op": 2, "d": {"token": "wrong", "intents": 0, "properties": {}}}
    no_intents = {"op": 2, "d": {"token": fake.settings.token, "intents": 1 << 40}}
    codes = []

    async with ClientSession() as http:
        for payload in ({"op": 3}, {"op": 99}, wrong_token, no_intents):
            async with http.ws_connect(url) as ws:
                await ws.receive()
                await ws.send_json(payload)
                await ws.receive()
                codes.append(ws.close_code)

    assert codes == [4003, 4001, 4004, 4013]


def _with_token(fake: FakeDiscord, token: str) -> FakeDiscord:
    """The same server as somebody sees it who has this token."""
    other = FakeDiscord(replace(fake.settings, token=token))
    other.context.address = fake.context.address
    return other
