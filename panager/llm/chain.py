"""Asks one model after the other until one answers."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from panager.errors import PanagerError
from panager.llm.answers import Reading
from panager.llm.classify import classify
from panager.llm.failures import (
    ContextTooLongError,
    KeyRefusedError,
    ModelError,
    ModelUnavailableError,
    RequestRefusedError,
)
from panager.llm.health import Health
from panager.llm.reports import KeyReports, Report

type OnText = Callable[[str], Awaitable[None]]
type ToolSchema = dict[str, Any]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model of a chain."""

    name: str
    chat: BaseChatModel
    host: str = ""
    """Where it is."""
    is_metered: bool = True
    """Whether its calls cost anything."""
    health: Health = field(default_factory=Health)


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What a model said, and what it says that it took."""

    message: AIMessageChunk
    model: str
    input_tokens: int | None
    """None when the server did not tell."""
    output_tokens: int | None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Who is told while a model talks."""

    on_text: OnText | None
    on_begin: Callable[[], None]


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
        """A chain of one."""
        return cls([Model(name=chat._llm_type, chat=chat, is_metered=is_metered)])

    async def aclose(self) -> None:
        """Nobody asks any more."""
        if self._close is not None:
            await self._close()

    @property
    def is_metered(self) -> bool:
        """Whether a call may cost anything."""
        return any(model.is_metered for model in self.models)

    @property
    def metered_names(self) -> frozenset[str]:
        """Of those whose calls may cost anything."""
        return frozenset(model.name for model in self.models if model.is_metered)

    @property
    def names(self) -> list[str]:
        """Of the models, in the order in which they are asked."""
        return [model.name for model in self.models]

    async def complete(
        self,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        *,
        on_text: OnText | None = None,
        patience_s: float = 45.0,
    ) -> Completion:
        """The answer of the first model that gives one; `on_text` hears all of it so far, often.

        Raises ModelUnavailableError when a later call may succeed, else what tells most.
        """
        deadline = asyncio.get_running_loop().time() + patience_s
        errors: list[ModelError] = []
        for model in self._candidates():
            try:
                async with asyncio.timeout_at(deadline) as limit:
                    # Whoever has begun may go on, as long as it is not silent.
                    heard = Heard(on_text=on_text, on_begin=lambda: limit.reschedule(None))
                    return await self._ask(model, messages, tools, heard)
            except TimeoutError:
                if not limit.expired():
                    raise
                errors.append(ModelUnavailableError(f"{model.name}: no answer in time"))
                break
            except ModelError as error:
                errors.append(error)
        raise _most_telling(errors)

    def _candidates(self) -> list[Model]:
        """Those that do well, then those that just failed; none that wants to be left alone."""
        allowed = [model for model in self.models if not model.health.refuses_for]
        if not allowed:
            shortest = min(model.health.refuses_for for model in self.models)
            raise ModelUnavailableError("every model wants to be left alone", retry_after=shortest)
        return sorted(allowed, key=lambda model: model.health.is_resting)

    async def _ask(
        self,
        model: Model,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        heard: Heard,
    ) -> Completion:
        began_at, began_clock = time.monotonic(), model.health.clock()
        model.health.begin()
        try:
            message = await self._read(model, messages, tools, heard)
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
        model.health.succeed()
        await self._reports.accept(self.models.index(model))
        usage = message.usage_metadata
        return Completion(
            message=message,
            model=model.name,
            input_tokens=usage["input_tokens"] if usage else None,
            output_tokens=usage["output_tokens"] if usage else None,
        )

    async def _note(self, model: Model, error: ModelError, began_at: float) -> None:
        if isinstance(error, KeyRefusedError):
            model.health.refuse()
            detail = f"{model.name} at {model.host} refuses: {error}"
            await self._reports.refuse(self.models.index(model), detail)
        elif isinstance(error, ModelUnavailableError):
            model.health.fail(began_at, retry_after=error.retry_after)

    async def _read(
        self,
        model: Model,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        heard: Heard,
    ) -> AIMessageChunk:
        bound = model.chat.bind_tools(tools) if tools else model.chat
        reading = Reading()
        async with contextlib.aclosing(self._chunks(bound.astream(list(messages)))) as chunks:
            async for chunk in chunks:
                heard.on_begin()
                reading.add(chunk)
                if heard.on_text is not None and chunk.text:
                    await heard.on_text(reading.text)
                if reading.is_too_long:
                    break
        return _checked(reading.whole())

    async def _chunks(self, stream: AsyncIterator[AIMessage]) -> AsyncGenerator[AIMessageChunk]:
        """The stream with our errors for theirs, and with an end to silence."""
        iterator = aiter(stream)
        while True:  # `async for` with a limit for each
            try:
                async with asyncio.timeout(self._timeout_s):
                    chunk = await anext(iterator, None)
            except TimeoutError:
                raise ModelUnavailableError(f"silent for {self._timeout_s:g} s") from None
            except PanagerError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever clients and servers think of
                # Without the cause: Temporal would keep what the server says in its own words.
                raise classify(error) from None
            if chunk is None:
                return
            if isinstance(chunk, AIMessageChunk):
                yield chunk


def _checked(message: AIMessageChunk) -> AIMessageChunk:
    """Raises when it says nothing at all."""
    if message.text.strip() or message.tool_call_chunks or message.tool_calls:
        return message
    if message.response_metadata.get("finish_reason") == "content_filter":
        raise RequestRefusedError("content_filter")
    raise ModelUnavailableError("an empty answer")


def _most_telling(errors: Sequence[ModelError]) -> ModelError:
    """What may pass counts before what stays; of those that may, the soonest."""
    passing = [error for error in errors if isinstance(error, ModelUnavailableError)]
    if passing:
        waits = [error.retry_after or timedelta(0) for error in passing]
        return ModelUnavailableError(str(passing[-1]), retry_after=min(waits) or None)
    for kind in (ContextTooLongError, RequestRefusedError):
        if told := [error for error in errors if isinstance(error, kind)]:
            return told[-1]
    return errors[-1]
