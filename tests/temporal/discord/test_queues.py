"""The queues that a worker with Discord polls."""

from panager.channels.discord.http import DiscordHttp
from panager.contracts.names import Queue
from panager.llm.offline import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.compose import build_workers, make_parts
from testing.channels import channels_of
from tests.support.discord_post import Post


async def test_what_only_sends_starts_first_and_so_stops_last(
    post: Post, rest: DiscordHttp
) -> None:
    models, channels = ModelChain.of(OfflineModel()), channels_of(post.db, rest)
    parts = make_parts(post.client, post.db, models, channels=channels)

    queues = [worker.task_queue for worker in build_workers(parts)]

    assert queues == ["panager-discord", "panager-discord-reminders", Queue.CHAT, Queue.REMINDERS]
