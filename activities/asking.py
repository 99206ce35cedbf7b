"""One model call of a turn: what it reads, what it shows meanwhile, what it may take."""

from collections.abc import Sequence
from datetime import UTC, datetime

from langchain_core.messages import BaseMessage
from temporalio import activity

from activities.drafts import Drafts
from activities.evidence import touched_reminders
from activities.spending import Spending
from panager.contracts.chat import ThinkInput
from panager.db.pool import Database
from panager.db.turns import CurrentTurn
from panager.llm.chain import Completion, ModelChain, OnText
from panager.llm.failures import ModelUnavailableError, NoModelError
from panager.llm.material import Material
from panager.llm.promises import promises_reminder
from panager.llm.registry import tool_schemas

SHORTEST_PATIENCE_S = 1.0


class Asker:
    """Asks the models what to do next."""

    def __init__(
        self,
        db: Database,
        models: ModelChain,
        drafts: Drafts,
        *,
        patience_s: float = 45.0,
        context_tokens: int = 12_000,
    ) -> None:
        """`patience_s`: how long a person waits for a model that does not answer.

        `context_tokens`: of a whole prompt, tools included.
        """
        self._models = models
        self._drafts = drafts
        self._spending = Spending(db)
        self._patience_s = patience_s
        self._context_tokens = context_tokens

    async def ask(self, input: ThinkInput, turn: CurrentTurn, material: Material) -> Completion:
        """The next thing that a model wants; shows it as it comes.

        Raises ModelUnavailableError to be tried again, NoModelError when it was for long enough.
        """
        messages = material.messages(self._context_tokens)
        has_evidence = bool(touched_reminders(turn.results))
        async with self._drafts.opened(input, turn.person.channel) as draft:

            async def show(text: str) -> None:
                is_honest = has_evidence or not promises_reminder(text)
                if is_honest and not turn.has_notice and draft.is_due():
                    await draft.show(text)

            if not self._models.is_metered:
                return await self._complete(messages, show)
            usage_id = await self._spending.reserve(input, turn, messages)
            completion = await self._complete(messages, show)
        await self._spending.record(input.user_id, usage_id, completion)
        return completion

    async def _complete(self, messages: Sequence[BaseMessage], show: OnText) -> Completion:
        patience_s = self._patience_s - _waited_s()
        try:
            return await self._models.complete(
                messages,
                tool_schemas(),
                on_text=show,
                patience_s=max(SHORTEST_PATIENCE_S, patience_s),
            )
        except ModelUnavailableError as error:
            pause = error.retry_after.total_seconds() if error.retry_after else 0.0
            if _waited_s() + pause + SHORTEST_PATIENCE_S >= self._patience_s:
                raise NoModelError(str(error)) from error
            raise


def _waited_s() -> float:
    """Since the first attempt of this call."""
    return (datetime.now(UTC) - activity.info().scheduled_time).total_seconds()
