"""One model call of a turn: what it reads, what it shows meanwhile, what it may take."""

import asyncio
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from temporalio import activity

from activities.turn.budget import Budget, ModelRequest
from activities.turn.draft import Draft, Drafts
from activities.turn.promise_guard import promises_reminder, touched_reminders
from activities.turn.results_text import texts_looked_up
from panager.contracts import limits
from panager.contracts.chat import ThinkInput
from panager.db.conversation.turns import CurrentTurn
from panager.llm.language import missed_language
from panager.llm.prompt_parts import PromptParts
from panager.llm.providers.calls import Completion, OnText, ToolSchema
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.failures import (
    ContextTooLongError,
    ModelError,
    ModelUnavailableError,
    NoModelError,
    TurnTooLongError,
)
from panager.llm.tool_declaration import Tools

SHORTEST_PATIENCE_S: Final = 10.0
"""What every attempt gets, also the first after an outage of ours that took all patience."""
LONGEST_CALL_S: Final = 180.0
"""From then on nobody waits even for a model that is still talking."""
AGAIN: Final = {
    "ko": "방금 하신 답을 한국어로 다시 말해 주세요.",
    "en": "Please say that again in the language of my last message.",
}
"""To a model that answered in another language."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Call:
    """What the model calls of one step have in common."""

    input: ThinkInput
    turn: CurrentTurn
    tools: Sequence[ToolSchema]
    show: OnText
    began_at: float
    """In seconds of the event loop's clock."""

    @property
    def waited_s(self) -> float:
        """Seconds since the step was first tried, whatever became of earlier attempts.

        No two clocks are compared: the times of the attempts are both the server's.
        """
        info = activity.info()
        before = info.started_time - info.scheduled_time
        return before.total_seconds() + asyncio.get_running_loop().time() - self.began_at


class ModelCaller:
    """Asks the models what to do next."""

    def __init__(
        self,
        models: ModelChain,
        drafts: Drafts,
        budget: Budget,
        tools: Tools,
        *,
        patience_s: float = 45.0,
        context_tokens: int = 12_000,
    ) -> None:
        """`patience_s`: how long a person waits for a model that does not answer.

        `context_tokens`: of a whole prompt, tools included.
        """
        self._models = models
        self._drafts = drafts
        self._budget = budget
        self._patience_s = patience_s
        self._context_tokens = context_tokens
        self.tools = tools
        """The tools that models may call, by name."""

    async def ask(self, input: ThinkInput, turn: CurrentTurn, parts: PromptParts) -> Completion:
        """What a model says next, shown to the person as it comes.

        Raises ModelUnavailableError to be tried again, NoModelError when it was for long enough.
        """
        async with self._drafts.opened(input, turn.person.channel) as draft:
            call = _Call(
                input=input,
                turn=turn,
                tools=parts.tools,
                show=_shown(turn, draft),
                began_at=asyncio.get_running_loop().time(),
            )
            try:
                async with asyncio.timeout(LONGEST_CALL_S) as limit:
                    return await self._answer(call, parts)
            except TimeoutError:
                if not limit.expired():
                    raise
                raise TurnTooLongError(f"still talking after {LONGEST_CALL_S:g} s") from None

    async def _answer(self, call: _Call, parts: PromptParts) -> Completion:
        prompt = parts.messages(self._context_tokens)
        try:
            said = await self._complete(call, prompt)
        except ContextTooLongError:
            prompt = parts.messages(self._context_tokens // 2)
            said = await self._complete(call, prompt)
        quoted = texts_looked_up(call.turn)
        missed = missed_language(call.turn.open[-1].text, said.message.text, quoted)
        if missed is None or said.message.tool_calls or said.message.invalid_tool_calls:
            return said
        log.info("asked_again", reason="language", model=said.model)
        question = HumanMessage(AGAIN[missed])
        try:
            return await self._complete(call, [*prompt, AIMessage(said.message.text), question])
        except ModelError:
            return said

    async def _complete(self, call: _Call, messages: Sequence[BaseMessage]) -> Completion:
        request = ModelRequest(
            messages=messages,
            tools=call.tools,
            turn_id=call.input.turn_id,
            is_first=not call.turn.steps,
        )
        least = min(SHORTEST_PATIENCE_S, self._patience_s)
        try:
            return await self._models.complete(
                request.messages,
                request.tools,
                on_text=call.show,
                patience_s=max(least, self._patience_s - call.waited_s),
                meter=functools.partial(self._budget.call, call.turn.person, request),
            )
        except ModelUnavailableError as error:
            if call.waited_s + _pause_s(error) > self._patience_s:
                raise NoModelError(str(error)) from None
            raise


def _shown(turn: CurrentTurn, draft: Draft) -> OnText:
    """A function that shows the answer so far, but no promise without a reminder."""
    has_evidence = bool(touched_reminders(turn.results))

    async def show(text: str) -> None:
        is_honest = has_evidence or not promises_reminder(text)
        if is_honest and not turn.has_notice and draft.is_due():
            await draft.show(text)

    return show


def _pause_s(error: ModelUnavailableError) -> float:
    """Seconds until Temporal's next attempt."""
    if error.retry_after is not None:
        return error.retry_after.total_seconds()
    attempts = activity.info().attempt - 1
    pause = limits.MODEL.initial_interval * limits.MODEL.backoff_coefficient**attempts
    return pause.total_seconds()
