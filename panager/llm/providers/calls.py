"""One call of one model: who is asked, what comes of it, and who counts what it takes."""

import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from panager.llm.providers.circuit_breaker import CircuitBreaker

type OnText = Callable[[str], Awaitable[None]]
type ToolSchema = dict[str, Any]

MOST_TOKENS: Final = 2**31 - 1
"""That a server can mean, and that a row can hold."""


@dataclass(kw_only=True)
class Model:
    """One model of a chain."""

    name: str
    chat: BaseChatModel
    host: str = ""
    """The host of its address."""
    is_metered: bool = True
    """Whether its calls cost anything."""
    breaker: CircuitBreaker = field(default_factory=CircuitBreaker)
    has_tools: bool = True
    """Whether it knows tool calls, as far as it has told; without them it can only talk."""


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What a model said, and what it says that it took."""

    message: AIMessageChunk
    model: str
    input_tokens: int | None = None
    """None when the server did not tell, or no number that can be."""
    output_tokens: int | None = None
    had_tools: bool = True
    """Whether the model could call any."""

    @classmethod
    def of(cls, message: AIMessageChunk, model: str) -> "Completion":
        """The message with the counts of the server, if both make sense."""
        usage = message.usage_metadata
        told = (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)
        if not all(0 < count <= MOST_TOKENS for count in told):
            return cls(message=message, model=model)
        return cls(message=message, model=model, input_tokens=told[0], output_tokens=told[1])


@dataclass
class Bill:
    """What is known about what one call takes, while it goes on."""

    has_begun: bool = False
    """Whether any of the answer came, so that the server counts it."""
    completion: Completion | None = None
    """The answer, once it is whole."""


type Meter = Callable[[Model], contextlib.AbstractAsyncContextManager[Bill]]
"""Is around each call of a model, and may raise LimitReachedError instead of letting it begin."""


@contextlib.asynccontextmanager
async def unmetered(model: Model) -> AsyncGenerator[Bill]:
    """A meter that counts nothing."""
    del model
    yield Bill()
