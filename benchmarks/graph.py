"""The yardstick of `benchmarks.fifty`: a LangGraph agent with its Postgres checkpointer.

As its documentation builds one: a model node, a tool node, an edge back, a thread a person.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4
from zoneinfo import ZoneInfo

import asyncpg
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool
from pydantic import SecretStr

from benchmarks.said import Said
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.replies.results import Status, ToolResult
from panager.when import render
from panager.worker.main import CONNECTIONS

DATABASE = "langgraph"
ZONE = ZoneInfo("Asia/Seoul")
SYSTEM = SystemMessage("You are a personal manager. Use the tools.")


@tool
async def current_time() -> str:
    """Tell what time it is for the person."""
    now = datetime.now(UTC)
    due = render(now, zone=ZONE, language="en", now=now)
    return ToolResult(status=Status.TOLD, due=due).model_dump_json(exclude_defaults=True)


@dataclass(frozen=True)
class Graph:
    """The compiled graph, and the threads of this run."""

    graph: CompiledStateGraph[MessagesState, None, MessagesState, MessagesState]
    run: str

    def talking(
        self, durability: Literal["sync", "async"]
    ) -> Callable[[int, Said], Awaitable[Callable[[], Awaitable[bool]]]]:
        """Say something in a person's thread, which is another one for each durability."""

        async def talk(person: int, said: Said) -> Callable[[], Awaitable[bool]]:
            end = await self.graph.ainvoke(
                {"messages": [HumanMessage(said.text)]},
                config={"configurable": {"thread_id": f"{self.run}-{durability}-{person}"}},
                durability=durability,
            )

            async def is_right() -> bool:
                answer: str = end["messages"][-1].text
                return answer.startswith(said.answer)

            return is_right

        return talk


@asynccontextmanager
async def open_graph(postgres: EmbeddedPostgres, base_url: str) -> AsyncIterator[Graph]:
    """With a database of its own and as many connections as Panager has."""
    await _create_database(postgres)
    async with AsyncConnectionPool[AsyncConnection[DictRow]](
        postgres.admin_url(DATABASE),
        max_size=CONNECTIONS,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
        open=False,
    ) as pool:
        saver = AsyncPostgresSaver(pool)
        await saver.setup()
        yield Graph(_build(base_url).compile(checkpointer=saver), uuid4().hex)


async def _create_database(postgres: EmbeddedPostgres) -> None:
    connection = await asyncpg.connect(postgres.admin_url("postgres"))
    try:
        await connection.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await connection.close()


def _build(base_url: str) -> StateGraph[MessagesState]:
    model = ChatOpenAI(
        model="any", base_url=base_url, api_key=SecretStr("none"), max_retries=0, streaming=True
    ).bind_tools([current_time])

    async def think(state: MessagesState) -> dict[str, Any]:
        return {"messages": [await model.ainvoke([SYSTEM, *state["messages"]])]}

    builder = StateGraph(MessagesState)
    builder.add_node("think", think)
    builder.add_node("tools", ToolNode([current_time]))
    builder.add_edge(START, "think")
    builder.add_conditional_edges("think", tools_condition)
    builder.add_edge("tools", "think")
    return builder
