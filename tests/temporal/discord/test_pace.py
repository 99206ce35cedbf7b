"""Many messages at once, limits that Discord sets, and Discord away."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from panager.channels.discord.errors import DiscordUnavailableError, RateLimitedError
from panager.channels.discord.http import DiscordHttp
from panager.contracts.channels import Urgency
from tests.support.discord_post import Post, Recipient

SEND = "POST /channels/{channel_id}/messages"


def arrivals(post: Post) -> list[int]:
    """To whom, in the order at Discord."""
    return [entry["person_id"] for entry in post.fake.journal.of("message")]


def at(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])


async def say(
    rest: DiscordHttp, post: Post, to: Recipient, text: str, urgency: Urgency = Urgency.REMINDER
) -> None:
    channel = post.fake.world.open_channel(to.person)
    await rest.send(channel.id, text, nonce=f"{to.person.id}{text}", urgency=urgency)


@pytest.mark.usefixtures("worker")
async def test_burst_meets_no_limit(post: Post) -> None:
    everybody = [await post.register(f"person {n}") for n in range(200)]
    sends = [await post.write(person, "now", kind="reminder") for person in everybody]

    await post.send(*sends, urgency=Urgency.REMINDER)

    assert [post.texts(person) for person in everybody] == [["now"]] * 200
    assert post.fake.journal.of("rate_limited") == []


async def test_burst_to_a_few_people_meets_no_limit(post: Post, rest: DiscordHttp) -> None:
    """What is over a channel's own limit is held back by discord.py and let go all at once."""
    few = [await post.register(f"person {n}") for n in range(30)]

    await asyncio.gather(*(say(rest, post, to, str(n)) for n in range(8) for to in few))

    assert [len(post.texts(person)) for person in few] == [8] * 30
    assert post.fake.journal.of("rate_limited") == []


async def test_conversation_overtakes_reminders(post: Post, rest: DiscordHttp) -> None:
    everybody = [await post.register(f"person {n}") for n in range(60)]
    ada = await post.register("Ada")
    await say(rest, post, everybody[0], "first")

    async with asyncio.TaskGroup() as group:
        for person in everybody:
            group.create_task(say(rest, post, person, "now"))
        await asyncio.sleep(0)
        group.create_task(say(rest, post, ada, "hello", Urgency.CONVERSATION))

    assert arrivals(post).index(ada.person.id) < 15


@pytest.mark.usefixtures("worker")
async def test_limit_of_one_person_delays_nobody_else(post: Post) -> None:
    ada, bo = await post.register("Ada"), await post.register("Bo")
    post.fake.faults.add("rate_limited", SEND, seconds=2, times=1, person_id=ada.person.id)

    limited = await post.post(await post.write(ada, "to Ada"))
    await post.send(await post.write(bo, "to Bo"))
    await limited.result()

    [fault], [first, last] = post.fake.journal.of("fault"), post.fake.journal.of("message")
    assert (first["content"], last["content"]) == ("to Bo", "to Ada")
    assert at(last) - at(fault) >= timedelta(seconds=2)


async def test_limit_of_the_bot_holds_everything_back(post: Post, rest: DiscordHttp) -> None:
    everybody = [await post.register(f"person {n}") for n in range(10)]
    post.fake.faults.add("rate_limited", SEND, seconds=1, times=1, scope="global")

    with pytest.raises(RateLimitedError) as limited:
        await say(rest, post, everybody[0], "now")
    await asyncio.gather(*(say(rest, post, to, "now") for to in everybody))

    assert limited.value.retry_after == timedelta(seconds=1)
    [fault], messages = post.fake.journal.of("fault"), post.fake.journal.of("message")
    assert at(messages[0]) - at(fault) >= timedelta(seconds=0.99)
    assert post.fake.context.statistics[f"{SEND} 429"] == 1


async def test_answer_that_does_not_come_is_given_up_and_asked_for_again(
    post: Post, impatient: DiscordHttp
) -> None:
    ada = await post.register("Ada")
    post.fake.faults.add("hang", SEND, seconds=60, times=2)

    with pytest.raises(DiscordUnavailableError):
        await say(impatient, post, ada, "now")
    async with post.working(impatient):
        await post.send(await post.write(ada, "hello"))

    assert post.texts(ada) == ["hello"]


async def test_worker_starts_without_discord_and_delivers_when_it_is_back(
    post: Post, rest: DiscordHttp
) -> None:
    ada = await post.register("Ada")
    post.fake.begin_outage()
    async with post.working(rest):
        handle = await post.post(await post.write(ada, "hello"))
        await post.failed(handle)
        post.fake.end_outage()
        await handle.result()

    assert post.texts(ada) == ["hello"]


async def test_without_a_token_messages_wait(post: Post, rest: DiscordHttp) -> None:
    ada = await post.register("Ada")
    async with post.working(None):
        handle = await post.post(await post.write(ada, "hello"))
    assert post.texts(ada) == []

    async with post.working(rest):
        await handle.result()

    assert post.texts(ada) == ["hello"]
