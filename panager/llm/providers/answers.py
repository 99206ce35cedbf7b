"""What a stream of chunks says, as a message that is neither endless nor unstorable."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from typing import Final

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import UsageMetadata, add_ai_message_chunks
from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk

from panager.contracts import limits
from panager.errors import PanagerError
from panager.llm.dialects import inline
from panager.llm.dialects.inline import InlineCall
from panager.llm.providers.classify import classify
from panager.llm.providers.failures import ModelUnavailableError, RequestRefusedError
from panager.llm.providers.openai import REFUSAL
from panager.llm.untrusted import strip_invisible

MAX_ANSWER: Final = 8_000
"""Characters of an answer; what a model says beyond is not read."""
MAX_ARGUMENTS: Final = limits.MAX_CALLS * limits.MAX_ARGUMENTS
"""Characters of the arguments of all tool calls of a step."""
ELLIPSIS: Final = "…"
SENTENCE_ENDS: Final = (". ", "! ", "? ", "\n", "。")


class Reading:
    """An answer as far as it has been read."""

    def __init__(self, tools: Collection[str] = ()) -> None:
        """`tools`: the names of those that the model may call."""
        self._tools = tools
        # Put together once, at the end: each chunk that is merged is parsed again.
        self._chunks: list[AIMessageChunk] = []
        self._arguments = 0
        self._usage: UsageMetadata | None = None
        self._text = ""

    def add(self, chunk: AIMessageChunk) -> None:
        """Take the next chunk of the stream."""
        self._chunks.append(chunk)
        self._text += chunk.text or chunk.additional_kwargs.get(REFUSAL, "")
        self._arguments += sum(len(call["args"] or "") for call in chunk.tool_call_chunks)
        # Some servers repeat the count so far with each chunk; only the last counts.
        self._usage = chunk.usage_metadata or self._usage

    @property
    def text(self) -> str:
        """As much of the answer as a person may see so far."""
        return strip_invisible(inline.visible(whole_signs(self._text)))

    @property
    def is_too_long(self) -> bool:
        """Whether the answer is longer than anybody wants to read."""
        return len(self._text) > MAX_ANSWER or self._arguments > MAX_ARGUMENTS

    def whole(self) -> AIMessageChunk:
        """The whole message; a text that was cut ends with "…"."""
        try:
            message = add_ai_message_chunks(AIMessageChunk(content=""), *self._chunks)
        except (TypeError, ValueError):
            raise ModelUnavailableError("an answer whose pieces do not fit together") from None
        is_cut = message.response_metadata.get("finish_reason") == "length"
        said = inline.split(whole_signs(self._text), self._tools)
        text = strip_invisible(said.text)
        if text and (is_cut or len(text) > MAX_ANSWER):
            text = cut(text, MAX_ANSWER)
        calls = message.tool_call_chunks or _chunks_of(said.calls)
        return AIMessageChunk(
            content=text,
            tool_call_chunks=calls,
            additional_kwargs=message.additional_kwargs,
            response_metadata=message.response_metadata,
            usage_metadata=self._usage,
        )


def _chunks_of(calls: Sequence[InlineCall]) -> list[ToolCallChunk]:
    """Calls in the text as if the server had read them; where it did, the text repeats them."""
    return [
        tool_call_chunk(name=call.name, args=call.arguments, id=f"inline_{place}", index=place)
        for place, call in enumerate(calls)
    ]


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending behind a sentence if one ends late enough, or a word."""
    room = limit - len(ELLIPSIS)
    sentence = max(text.rfind(end, 0, room) for end in SENTENCE_ENDS) + 1
    word = text.rfind(" ", 0, room + 1)
    late = min(len(text), room) // 2
    place = next((n for n in (sentence, word) if n > late), room)
    return text[:place].rstrip() + ELLIPSIS


def whole_signs(text: str) -> str:
    """With one sign for two halves of a surrogate pair, which may come in two chunks."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


async def chunks_of(
    stream: AsyncIterator[AIMessage], *, silence_s: float
) -> AsyncGenerator[AIMessageChunk]:
    """The chunks of a model's stream, with our errors for theirs.

    Raises ModelUnavailableError when nothing comes for `silence_s` seconds.
    """
    iterator = aiter(stream)
    while True:  # `async for` with a limit for each
        try:
            async with asyncio.timeout(silence_s):
                chunk = await anext(iterator, None)
        except TimeoutError:
            raise ModelUnavailableError(f"silent for {silence_s:g} s") from None
        except PanagerError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever clients and servers think of
            # Without the cause: Temporal would keep what the server says in its own words.
            raise classify(error) from None
        if chunk is None:
            return
        if isinstance(chunk, AIMessageChunk):
            yield chunk


def check(message: AIMessageChunk) -> None:
    """Raise when the answer says nothing at all."""
    if message.text.strip() or message.tool_call_chunks or message.tool_calls:
        return
    if message.response_metadata.get("finish_reason") == "content_filter":
        raise RequestRefusedError("content_filter")
    raise ModelUnavailableError("an empty answer")
