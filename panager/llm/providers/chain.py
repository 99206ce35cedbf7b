"""Asks one model after the other until one answers."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage

from panager.llm.providers.answers import Reading, check, chunks_of
from panager.llm.providers.calls import (
    Bill,
    Completion,
    Meter,
    Model,
    OnText,
    ToolSchema,
    unmetered,
)
from panager.llm.providers.failures import (
    KeyRefusedError,
    LimitReachedError,
    ModelError,
    ModelUnavailableError,
    RequestInvalidError,
    ToolsUnsupportedError,
    most_telling,
)
from panager.llm.providers.reports import KeyReports, Report

NO_TOOLS = (
    "knows no tools, so it can talk but set no reminder; choose another model, or start its server"
    " with them (llama.cpp: --jinja; vLLM: --enable-auto-tool-choice and --tool-call-parser)"
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What all models of the chain are asked alike."""

    messages: Sequence[BaseMessage]
    tools: Sequence[ToolSchema]
    on_text: OnText | None
    meter: Meter

    @property
    def tool_names(self) -> list[str]:
        return [tool["function"]["name"] for tool in self.tools]


class ModelChain:
    """The models of the settings, in order, each passed over for a while after it failed."""

    def __init__(
        self,
        models: Sequence[Model],
        *,
        timeout_s: float = 20.0,
        report: Report | None = None,
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`timeout_s`: how long a model may be silent, before its first words and between.

        `report` hears which models refuse their key. `close`: what they share with nobody.
        """
        self.models = models
        self._timeout_s = timeout_s
        self._reports = KeyReports(report, len(models))
        self._close = close

    @classmethod
    def of(cls, chat: BaseChatModel, *, is_metered: bool = False) -> "ModelChain":
        """A chain of one model."""
        return cls([Model(name=chat._llm_type, chat=chat, is_metered=is_metered)])

    async def aclose(self) -> None:
        """Close the connections, after which no model can be asked."""
        if self._close is not None:
            await self._close()

    @property
    def is_metered(self) -> bool:
        """Whether a call may cost anything."""
        return any(model.is_metered for model in self.models)

    @property
    def names(self) -> list[str]:
        """The names of the models, in the order in which they are asked."""
        return [model.name for model in self.models]

    async def complete(
        self,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        *,
        on_text: OnText | None = None,
        patience_s: float = 45.0,
        meter: Meter = unmetered,
        metered_only: bool = False,
    ) -> Completion:
        """The answer of the first model that gives one; `on_text` hears all of it so far, often.

        `meter` counts each call by itself. `metered_only` leaves out the built-in model.
        Raises ModelUnavailableError when a later call may succeed, LimitReachedError when the meter
        allows no more, else what tells most.
        """
        question = _Question(messages=messages, tools=tools, on_text=on_text, meter=meter)
        deadline = asyncio.get_running_loop().time() + patience_s
        errors: list[ModelError] = []
        for model in self._candidates(metered_only=metered_only):
            try:
                async with asyncio.timeout_at(deadline) as limit:
                    # Whoever has begun may go on, as long as it is not silent.
                    return await self._ask_as_it_can(
                        model, question, lambda: limit.reschedule(None)
                    )
            except TimeoutError:
                if not limit.expired():
                    raise
                errors.append(ModelUnavailableError(f"{model.name}: no answer in time"))
                break
            except LimitReachedError:
                raise
            except ModelError as error:
                errors.append(error)
        raise most_telling(errors)

    def _candidates(self, *, metered_only: bool) -> list[Model]:
        """The models, open circuits last; none whose server asked us to wait."""
        able = [model for model in self.models if model.is_metered or not metered_only]
        allowed = [model for model in able if not model.breaker.retry_after]
        if not allowed:
            shortest = min((model.breaker.retry_after for model in able), default=None)
            raise ModelUnavailableError("every model wants to be left alone", retry_after=shortest)
        return sorted(allowed, key=lambda one: (one.breaker.is_open, not one.has_tools))

    async def _ask_as_it_can(
        self, model: Model, question: _Question, on_begin: Callable[[], None]
    ) -> Completion:
        """Ask without tools when the model turns out to know none: then it can talk at least."""
        wanted = bool(question.tools)
        if not model.has_tools:
            question = replace(question, tools=())
        try:
            said = await self._ask(model, question, on_begin)
        except ToolsUnsupportedError as error:
            if not question.tools:
                raise
            model.has_tools = False
            await self._reports.refuse(
                self.models.index(model), f"{_at(model)} {NO_TOOLS}: {error}"
            )
            said = await self._ask(model, replace(question, tools=()), on_begin)
        return replace(said, had_tools=model.has_tools or not wanted)

    async def _ask(
        self, model: Model, question: _Question, on_begin: Callable[[], None]
    ) -> Completion:
        began_at, began_clock = time.monotonic(), model.breaker.clock()
        try:
            async with question.meter(model) as bill:
                model.breaker.begin()
                message = await self._read(model, question, bill, on_begin)
                bill.completion = Completion.of(message, model.name)
                check(message)
        except LimitReachedError:
            raise
        except ModelError as error:
            log.warning(
                "model_failed",
                model=model.name,
                host=model.host,
                kind=type(error).__name__,
                detail=str(error),
                retry_after_s=error.retry_after and error.retry_after.total_seconds(),
                took_s=round(time.monotonic() - began_at, 3),
            )
            await self._note(model, error, began_clock)
            raise
        model.breaker.succeed()
        if model.has_tools:
            await self._reports.accept(self.models.index(model))
        return bill.completion

    async def _note(self, model: Model, error: ModelError, began_at: float) -> None:
        if isinstance(error, KeyRefusedError):
            model.breaker.refuse_key()
            await self._reports.refuse(self.models.index(model), f"{_at(model)} refuses: {error}")
        elif isinstance(error, RequestInvalidError):
            detail = f"{_at(model)} does not take the form of our requests: {error}"
            await self._reports.refuse(self.models.index(model), detail)
        elif isinstance(error, ModelUnavailableError):
            model.breaker.fail(began_at, retry_after=error.retry_after)

    async def _read(
        self, model: Model, question: _Question, bill: Bill, on_begin: Callable[[], None]
    ) -> AIMessageChunk:
        bound = model.chat.bind_tools(question.tools) if question.tools else model.chat
        reading, on_text = Reading(question.tool_names), question.on_text
        stream = chunks_of(bound.astream(list(question.messages)), silence_s=self._timeout_s)
        async with contextlib.aclosing(stream) as chunks:
            async for chunk in chunks:
                bill.has_begun = True
                on_begin()
                reading.add(chunk)
                if on_text is not None and chunk.text:
                    await on_text(reading.text)
                if reading.is_too_long:
                    break
        return reading.whole()


def _at(model: Model) -> str:
    return f"{model.name} at {model.host}"
