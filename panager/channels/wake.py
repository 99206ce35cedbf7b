"""Wakes a person's conversation: Signal-With-Start, durable even with no worker running."""

import asyncio
from typing import Final
from uuid import UUID

import structlog
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.service import RPCError

from panager.contracts.chat import ChatInput
from panager.contracts.names import (
    LOOK_SIGNAL,
    Kind,
    Queue,
    SearchAttribute,
    chat_workflow_id,
)

WAKE_TIMEOUT_S: Final = 2.0
WAKE_SIGNAL: Final = "ring"

log = structlog.get_logger(__name__)


async def wake(client: Client, user_id: UUID) -> bool:
    """There is a new message, which interrupts a model call that is under way.

    False when Temporal did not take it; the sweeper makes up for that.
    """
    return await _signal(client, user_id, WAKE_SIGNAL)


async def nudge(client: Client, user_id: UUID) -> bool:
    """There may be a message that woke nobody.

    A model call that is under way goes on: it may well have read everything.
    """
    return await _signal(client, user_id, LOOK_SIGNAL)


async def wake_soon(client: Client, user_id: UUID) -> None:
    """Best effort within two seconds, for a message that is stored: the sweeper does the rest."""
    try:
        async with asyncio.timeout(WAKE_TIMEOUT_S):
            await wake(client, user_id)
    except TimeoutError:
        log.warning("wake_timed_out", user_id=str(user_id))


async def _signal(client: Client, user_id: UUID, signal: str) -> bool:
    keyword = SearchAttributeKey.for_keyword
    try:
        await client.start_workflow(
            "ChatWorkflow",
            ChatInput(user_id=user_id),
            id=chat_workflow_id(user_id),
            task_queue=Queue.CHAT,
            start_signal=signal,
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(keyword(SearchAttribute.USER), str(user_id)),
                    SearchAttributePair(keyword(SearchAttribute.KIND), Kind.CHAT.value),
                ]
            ),
        )
    except (RPCError, RuntimeError, TimeoutError) as error:
        log.warning("wake_failed", user_id=str(user_id), error=str(error))
        return False
    return True
