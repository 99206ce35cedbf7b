"""Asks one model after the other until one answers."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import structlog
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from panager.errors import PanagerError
from panager.llm.classify import classify
from panager.llm.failures import ContextTooLongError, KeyRefusedError, ModelUnavailableError
from panager.llm.health import Health

MAX_ANSWER: Final = 8_000
"""Characters of an answer; what a model says beyond is not read."""
MAX_ARGUMENTS: Final = 32_000
"""Characters of the arguments of all tool calls of a step."""

type OnText = Callable[[str], Awaitable[None]]
type ToolSchema = dict[str, Any]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model of a chain."""

    name: str
    chat: BaseChatModel
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
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`timeout_s`: how long a model may be silent, before its first words and between.

        `close`: what they share with nobody, e.g. connections.
        """
        self._models = models
        self._timeout_s = timeout_s
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
        return any(model.is_metered for model in self._models)

    @property
    def names(self) -> list[str]:
        """Of the models, in the order in which they are asked."""
        return [model.name for model in self._models]

    async def complete(
        self,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        *,
        on_text: OnText | None = None,
        patience_s: float = 45.0,
    ) -> Completion:
        """The answer of the first model that gives one; `on_text` hears all of it so far, often.

        Raises ModelUnavailableError when a later call may succeed, else what the last one said.
        """
        deadline = time.monotonic() + patience_s
        errors: list[PanagerError] = []
        for model in self._candidates():
            try:
                async with asyncio.timeout(deadline - time.monotonic()) as limit:
                    # Whoever has begun may go on, as long as it is not silent.
                    heard = Heard(on_text=on_text, on_begin=lambda: limit.reschedule(None))
                    return await self._ask(model, messages, tools, heard)
            except TimeoutError:
                errors.append(ModelUnavailableError(f"{model.name}: no answer in time"))
                break
            except PanagerError as error:
                log.warning("model_failed", model=model.name, error=str(error))
                errors.append(error)
        raise _most_telling(errors)

    def _candidates(self) -> list[Model]:
        """Those that do well; when none does, those that may be asked at all."""
        well = [model for model in self._models if not model.health.is_resting]
        if well:
            return well
        allowed = [model for model in self._models if not model.health.refuses_for]
        if allowed:
            return allowed
        shortest = min(model.health.refuses_for for model in self._models)
        raise ModelUnavailableError("every model wants to be left alone", retry_after=shortest)

    async def _ask(
        self,
        model: Model,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        heard: Heard,
    ) -> Completion:
        try:
            message = await self._read(model, messages, tools, heard)
        except PanagerError as error:
            _note(model.health, error)
            raise
        model.health.succeed()
        usage = message.usage_metadata
        return Completion(
            message=message,
            model=model.name,
            input_tokens=usage["input_tokens"] if usage else None,
            output_tokens=usage["output_tokens"] if usage else None,
        )

    async def _read(
        self,
        model: Model,
        messages: Sequence[BaseMessage],
        tools: Sequence[ToolSchema],
        heard: Heard,
    ) -> AIMessageChunk:
        bound = model.chat.bind_tools(tools) if tools else model.chat
        whole = AIMessageChunk(content="")
        async with contextlib.aclosing(self._chunks(bound.astream(list(messages)))) as chunks:
            async for chunk in chunks:
                heard.on_begin()
                whole += chunk
                if heard.on_text is not None and chunk.text:
                    await heard.on_text(whole.text)
                if _is_too_long(whole):
                    break
        if _is_empty(whole):
            raise ModelUnavailableError(f"{model.name}: an empty answer")
        return whole

    async def _chunks(self, stream: AsyncIterator[AIMessage]) -> AsyncGenerator[AIMessageChunk]:
        """The stream with our errors for theirs, and with an end to silence."""
        iterator = aiter(stream)
        while True:  # `async for` with a limit for each
            try:
                async with asyncio.timeout(self._timeout_s):
                    chunk = await anext(iterator, None)
            except TimeoutError as error:
                raise ModelUnavailableError(f"silent for {self._timeout_s:g} s") from error
            except PanagerError:
                raise
            except Exception as error:
                raise classify(error) from error
            if chunk is None:
                return
            if isinstance(chunk, AIMessageChunk):
                yield chunk


def _is_empty(message: AIMessageChunk) -> bool:
    calls = [*message.tool_calls, *message.invalid_tool_calls]
    return not message.text.strip() and not calls and "refusal" not in message.additional_kwargs


def _is_too_long(message: AIMessageChunk) -> bool:
    arguments = sum(len(call["args"] or "") for call in message.tool_call_chunks)
    return len(message.text) > MAX_ANSWER or arguments > MAX_ARGUMENTS


def _note(health: Health, error: PanagerError) -> None:
    if isinstance(error, KeyRefusedError):
        health.refuse()
    elif isinstance(error, ModelUnavailableError):
        health.fail(retry_after=error.retry_after)


def _most_telling(errors: Sequence[PanagerError]) -> PanagerError:
    """What may pass counts before what stays; of those that may, the soonest."""
    passing = [error for error in errors if isinstance(error, ModelUnavailableError)]
    if passing:
        waits = [error.retry_after or timedelta(0) for error in passing]
        return ModelUnavailableError(str(passing[-1]), retry_after=min(waits) or None)
    too_long = [error for error in errors if isinstance(error, ContextTooLongError)]
    return too_long[-1] if too_long else errors[-1]
