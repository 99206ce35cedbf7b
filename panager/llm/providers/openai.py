"""Chat models behind the API of OpenAI, with what langchain-openai leaves out of a stream."""

from collections.abc import AsyncIterator
from typing import Any, override

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI

from panager.llm.providers.failures import ModelUnavailableError

REFUSAL = "refusal"
"""Key of `additional_kwargs`: why a model declines, in its own words."""


class StreamingOpenAI(ChatOpenAI):
    """Hears refusals, and tells a stream that just ended from an answer."""

    @override
    def _convert_chunk_to_generation_chunk(
        self,
        chunk: dict[str, Any],
        default_chunk_class: type,
        base_generation_info: dict[str, Any] | None,
    ) -> ChatGenerationChunk | None:
        generation = super()._convert_chunk_to_generation_chunk(
            chunk, default_chunk_class, base_generation_info
        )
        refusal = _refusal(chunk)
        if generation is not None and refusal:
            generation.message.additional_kwargs[REFUSAL] = refusal
        return generation

    @override
    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        has_ended = False
        async for chunk in super()._astream(messages, stop, run_manager, **kwargs):
            has_ended = has_ended or "finish_reason" in (chunk.generation_info or {})
            yield chunk
        if not has_ended:
            raise ModelUnavailableError("the answer ended in the middle")


def _refusal(chunk: dict[str, Any]) -> str:
    choices = chunk.get("choices") or [{}]
    delta = choices[0].get("delta") or {}
    return delta.get("refusal") or ""
