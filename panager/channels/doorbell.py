"""Wakes a person's conversation: Signal-With-Start, durable even with no worker running."""

import asyncio
from typing import Literal
from uuid import UUID

import structlog
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.service import RPCError

from panager.contracts.chat import ChatInput
from panager.contracts.names import Kind, Queue, SearchAttribute, chat_workflow_id

RING_TIMEOUT_S = 2.0

type Signal = Literal["ring", "look"]

log = structlog.get_logger(__name__)


async def ring(client: Client, user_id: UUID, *, signal: Signal = "ring") -> bool:
    """Ring once; False when Temporal did not take it (the sweeper rings again).

    With `look` a model call that is under way goes on: it may well have read everything.
    """
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
        log.warning("ring_failed", user_id=str(user_id), error=str(error))
        return False
    return True


async def ring_soon(client: Client, user_id: UUID) -> None:
    """Best effort within two seconds, for a message that is stored: the sweeper does the rest."""
    try:
        async with asyncio.timeout(RING_TIMEOUT_S):
            await ring(client, user_id)
    except TimeoutError:
        log.warning("ring_timed_out", user_id=str(user_id))
