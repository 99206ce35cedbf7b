"""People who talk to a Panager in this process, for `benchmarks.fifty`."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from pydantic import HttpUrl
from temporalio import activity
from temporalio.client import Client
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from benchmarks.said import Said
from evals.running import panager_on
from panager.contracts.channels import LOCAL, traits_of
from panager.contracts.names import chat_workflow_id
from panager.settings import Settings
from panager.temporal import prepare_namespace
from testing.people import Someone
from testing.servers import Servers


class Delivered(ClientInterceptor, Interceptor):
    """Tells when something was delivered to a person, so that nobody has to keep looking."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._waiting: dict[str, asyncio.Future[None]] = {}

    def next_to(self, user_id: UUID) -> asyncio.Future[None]:
        """Done as soon as the next message is delivered."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[chat_workflow_id(user_id)] = waiting
        return waiting

    def tell(self, workflow_id: str) -> None:
        """It was."""
        waiting = self._waiting.pop(workflow_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Listen to every activity."""
        return _Listening(next, self)


class _Listening(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, delivered: Delivered) -> None:
        super().__init__(next)
        self._delivered = delivered

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: ANN401
        result = await super().execute_activity(input)
        info = activity.info()
        if info.activity_type == traits_of(LOCAL).send_activity:
            self._delivered.tell(info.workflow_id or "")
        return result


class People:
    """Numbered from 0."""

    def __init__(self, people: Sequence[Someone], delivered: Delivered) -> None:
        """Who are registered already."""
        self._people = people
        self._delivered = delivered

    async def talk(self, person: int, said: Said) -> Callable[[], Awaitable[bool]]:
        """A message through the database and the bell, until its answer is delivered."""
        someone = self._people[person]
        delivered = self._delivered.next_to(someone.user_id)
        message_id = await someone.write(said.text)
        await delivered
        return functools.partial(_is_right, someone, message_id, said)


async def _is_right(someone: Someone, message_id: UUID, said: Said) -> bool:
    """Whether the last thing that was said is the one answer to this message."""
    # As people do: no message into the last moments of a turn.
    await someone.client.get_workflow_handle(chat_workflow_id(someone.user_id)).result()
    *_, last = conversation = await someone.conversation()
    answers = [item for item in conversation if message_id in item.answers]
    return answers == [last] and last.answers == [message_id] and last.text.startswith(said.answer)


@asynccontextmanager
async def open_people(servers: Servers, base_url: str, count: int) -> AsyncIterator[People]:
    """So many of them, and a worker with the model at this address."""
    delivered = Delivered()
    client = await Client.connect(
        servers.temporal_address,
        data_converter=pydantic_data_converter,
        interceptors=[delivered],
    )
    await prepare_namespace(client)
    settings = Settings(
        llm_model="any", llm_base_url=HttpUrl(base_url), llm_api_key=None, llm_fallbacks=[]
    )
    async with panager_on(client, servers.database_url, settings) as panager:
        people = [
            await Someone.register(panager.db, client, f"person{number}") for number in range(count)
        ]
        yield People(people, delivered)
