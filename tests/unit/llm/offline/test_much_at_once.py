"""What one person writes keeps nobody else waiting."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from panager.contracts.limits import MAX_TEXT
from panager.llm.offline import OfflineModel
from panager.llm.providers.failures import ContextTooLongError
from tests.unit.llm.offline.conversation import system

LETTERS = (
    "내일 오후 3시에 치과 전화하라고, next tuesday at 7 call mom and 매주 평일 아침 8시 물 " * 30
)
MUCH = [HumanMessage(LETTERS[start : start + 500]) for start in range(3)]
type Ask = Callable[[list[BaseMessage]], Coroutine[None, None, None]]
FLOOD = [HumanMessage(LETTERS[:1_300])] * 100


async def answered(messages: list[BaseMessage]) -> None:
    await OfflineModel().ainvoke(messages)


async def streamed(messages: list[BaseMessage]) -> None:
    async for _ in OfflineModel().astream(messages):
        pass


@pytest.mark.parametrize("ask", [answered, streamed])
async def test_others_go_on_while_one_is_understood(ask: Ask) -> None:
    asking = asyncio.create_task(ask([system(), *MUCH]))

    rounds = 0
    while not asking.done():
        await asyncio.sleep(0)
        rounds += 1

    assert rounds > 100


async def test_flood_of_messages_is_refused_and_not_read() -> None:
    with pytest.raises(ContextTooLongError):
        await OfflineModel().ainvoke([system(), *FLOOD])


def test_one_message_of_any_length_is_read() -> None:
    assert OfflineModel().invoke([system(), HumanMessage(LETTERS[:MAX_TEXT])])
