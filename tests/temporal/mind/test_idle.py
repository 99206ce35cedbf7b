"""While nobody writes, no model is called."""

from contextlib import AsyncExitStack, aclosing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from panager.channels.wake import wake
from panager.contracts.names import Queue, chat_workflow_id
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.temporal import connect
from panager.when import Recurrence
from panager.worker.compose import build_workers, make_parts
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.fake_openai import FakeOpenAI
from testing.keys import UPDATE_KEY
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from testing.scheduling import look_at, schedule
from tests.support.played_time import playing

TALK = "tell me about the plans of this week in all their length, " * 20
"""Some of it fill a prompt, so that a summary would be worth its price."""


async def test_idle_hour_with_reminders_calls_no_model(alice: Someone, openai: FakeOpenAI) -> None:
    async with running_worker(alice.client, alice.db, ModelChain.of(OfflineModel())):
        for _ in range(8):
            await alice.ask(TALK)
    # An hour ago, every minute.
    first = datetime.now(UTC).replace(tzinfo=None, microsecond=0) - timedelta(hours=1)
    minutely = Recurrence(rrule="FREQ=MINUTELY;COUNT=60", start=first)
    settings = settings_for(openai, llm_context_tokens=2_000)
    # A client takes one worker per queue, and the reminders are played by another one.
    address = alice.client.service_client.config.target_host
    namespace = alice.client.namespace
    client = await connect(address, namespace=namespace, update_key=UPDATE_KEY)

    async with AsyncExitStack() as stack:
        models = await stack.enter_async_context(aclosing(chain_to(openai)))
        for worker in build_workers(make_parts(client, alice.db, models, settings=settings)):
            if worker.task_queue == Queue.CHAT:
                await stack.enter_async_context(worker)
        await stack.enter_async_context(playing(alice))
        made = await schedule(
            alice, first.replace(tzinfo=ZoneInfo("UTC")), zone="UTC", recurrence=minutely
        )

        async def is_over() -> bool:
            return (await look_at(alice, made)).state == "delivered"

        await assert_eventually(is_over, timeout_s=50)
        await wake(alice.client, alice.user_id)  # as a sweeper may, once too often
        await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).result()

    assert len(await alice.received("reminder")) == 60
    assert openai.requests == []
