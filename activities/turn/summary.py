"""Folds old turns into the summary, so that a long conversation costs what a short one costs."""

import asyncio
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from langchain_core.messages import BaseMessage
from temporalio import activity
from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
)
from temporalio.service import RPCError

from activities.heartbeat import heartbeating
from activities.turn.budget import Budget, ModelRequest
from activities.turn.conversation import past_exchange
from panager.contracts import limits
from panager.contracts.names import Activity, Kind, Queue, SearchAttribute, summary_workflow_id
from panager.contracts.summary import SummaryInput
from panager.db import users
from panager.db.conversation import summaries, turns
from panager.db.conversation.summaries import Summary
from panager.db.conversation.turns import PastTurn
from panager.db.pool import Database
from panager.db.users import Person
from panager.llm import summary
from panager.llm.prompts import version
from panager.llm.providers.calls import Completion
from panager.llm.providers.chain import ModelChain
from panager.llm.tokens import count_tokens

START_TIMEOUT_S = 2.0

log = structlog.get_logger(__name__)


async def start_summary(client: Client, user_id: UUID) -> None:
    """Start summing up if it can be done now; while that is under way this changes nothing."""
    keyword = SearchAttributeKey.for_keyword
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            await client.start_workflow(
                "SummaryWorkflow",
                SummaryInput(user_id=user_id),
                id=summary_workflow_id(user_id),
                task_queue=Queue.CHAT,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                search_attributes=TypedSearchAttributes(
                    [
                        SearchAttributePair(keyword(SearchAttribute.USER), str(user_id)),
                        SearchAttributePair(keyword(SearchAttribute.KIND), Kind.SUMMARY.value),
                    ]
                ),
            )
    except (RPCError, RuntimeError, TimeoutError) as error:
        log.warning("summary_not_started", error=str(error))


@dataclass(frozen=True, kw_only=True)
class Work:
    """The last summary, and the turns that are to be folded into it."""

    before: Summary | None
    turns: Sequence[PastTurn]
    person: Person

    def messages(self) -> list[BaseMessage]:
        """The messages that ask a model for the summary."""
        old = self.before.text if self.before else ""
        return summary.messages(
            old, [past_exchange(one) for one in self.turns], self.person.language
        )


class SummaryActivities:
    """Makes the next summary of a conversation out of the last one and the turns after it."""

    def __init__(
        self,
        db: Database,
        models: ModelChain,
        budget: Budget,
        *,
        context_tokens: int = 12_000,
    ) -> None:
        """`context_tokens`: what the models may read at once."""
        self._db = db
        self._models = models
        self._budget = budget
        self._context_tokens = context_tokens

    @activity.defn(name=Activity.SUMMARISE)
    async def summarise(self, input: SummaryInput) -> None:
        """Sum up all that is old enough, as far as a model can read it at once."""
        async with heartbeating():
            work = await self._read(input.user_id)
            if not work.turns:
                return
            text = summary.checked((await self._ask(work)).message.text)
            async with self._db.user(input.user_id) as connection:
                await summaries.put_summary(
                    connection,
                    input.user_id,
                    before=work.before,
                    after=Summary(text=text, upto=work.turns[-1].started_at),
                    turns=len(work.turns),
                    prompt=version("summary"),
                )

    async def _read(self, user_id: UUID) -> Work:
        async with self._db.user(user_id) as connection:
            person = await users.get_person(connection, user_id)
            before = await summaries.get_summary(connection, user_id)
            old = await turns.list_oldest(
                connection,
                user_id,
                limit=limits.SUMMARY_AT_ONCE + limits.SUMMARY_LEAVES,
                after=before.upto if before else turns.BEGINNING,
            )
        return self._fitting(
            Work(
                before=before,
                turns=old[: -limits.SUMMARY_LEAVES] if len(old) > limits.SUMMARY_AFTER else [],
                person=person,
            )
        )

    def _fitting(self, work: Work) -> Work:
        """As many of the oldest turns as there is room for, at least one."""
        while len(work.turns) > 1 and count_tokens(work.messages()) > self._context_tokens:
            work = Work(
                before=work.before,
                turns=work.turns[: len(work.turns) // 2],
                person=work.person,
            )
        return work

    async def _ask(self, work: Work) -> Completion:
        """Ask the models over a network: the built-in one cannot sum up."""
        request = ModelRequest(messages=work.messages())
        return await self._models.complete(
            request.messages,
            [],
            meter=functools.partial(self._budget.call, work.person, request),
            metered_only=True,
        )
