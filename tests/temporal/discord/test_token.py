"""A token that Discord refuses stops everything, and says so."""

import pytest

from panager.channels.discord.errors import TokenRefusedError
from panager.channels.discord.http import DiscordHttp
from panager.contracts.channels import Urgency
from panager.db import service_health
from tests.support.discord_post import Post
from tests.temporal.discord.conftest import Told


@pytest.mark.usefixtures("worker")
async def test_refused_token_stops_every_call_and_health_says_why(post: Post) -> None:
    ada = await post.register("Ada")
    await post.send(await post.write(ada, "before"))
    assert [h.ok for h in await service_health.list_health(post.db)] == [True]
    post.fake.revoke_token()

    first = await post.post(await post.write(ada, "first"))
    await post.failed(first)
    calls = sum(post.fake.context.statistics.values())
    second = await post.post(await post.write(ada, "second"))
    await post.failed(second)

    assert sum(post.fake.context.statistics.values()) == calls
    assert post.fake.limits.invalid_requests == 1
    [health] = await service_health.list_health(post.db)
    assert (health.part, health.ok) == ("discord", False)
    assert "DISCORD_TOKEN" in health.detail


async def test_token_that_is_taken_again_resumes(
    post: Post, impatient: DiscordHttp, told: Told
) -> None:
    ada = await post.register("Ada")
    token = post.fake.settings.token
    async with post.working(impatient):
        await post.send(await post.write(ada, "before"))
        post.fake.revoke_token()
        handle = await post.post(await post.write(ada, "meanwhile"))
        await post.failed(handle)

        post.fake.settings.token = token
        await handle.result()

    assert post.texts(ada) == ["before", "meanwhile"]
    assert told.reports == [True, False, True]


async def test_wrong_token_from_the_start_is_told_too(
    post: Post, impatient: DiscordHttp, told: Told
) -> None:
    post.fake.revoke_token()
    ada = post.fake.people.join("Ada")

    with pytest.raises(TokenRefusedError):
        await impatient.open_dm(ada.id, urgency=Urgency.CONVERSATION)

    assert told.reports == [False]
