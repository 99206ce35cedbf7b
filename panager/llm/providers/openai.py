"""Chat models behind the API of OpenAI, with what langchain-openai leaves out of a stream."""

from collections.abc import AsyncIterator
from typing import Any, Final, override

import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import PrivateAttr

from panager.llm.dialects.chunks import REASONED_BY, REASONING
from panager.llm.providers.classify import words_of
from panager.llm.providers.failures import ModelUnavailableError

NEW_LIMIT: Final = "max_completion_tokens"
OLD_LIMIT: Final = "max_tokens"
"""What OpenAI has replaced, and many servers know alone."""
REFUSAL: Final = "refusal"
"""Key of `additional_kwargs`: why a model declines, in its own words."""


class StreamingOpenAI(ChatOpenAI):
    """Hears refusals and thoughts, and tells a stream that just ended from an answer."""

    _says_max_tokens: bool = PrivateAttr(default=False)
    """Whether the server wants the limit of tokens by its old name; found out by asking."""
    _has_tried_both: bool = PrivateAttr(default=False)

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
        if generation is not None:
            generation.message.additional_kwargs.update(_left_out(chunk))
        return generation

    @override
    def _get_request_payload(
        self, input_: LanguageModelInput, *, stop: list[str] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        payload = super()._get_request_payload(input_, stop=stop, **kwargs)
        if self._says_max_tokens and NEW_LIMIT in payload:
            payload[OLD_LIMIT] = payload.pop(NEW_LIMIT)
        messages = self._convert_input(input_).to_messages()
        for sent, message in zip(payload.get("messages", []), messages, strict=False):
            # DeepSeek and Kimi refuse a conversation whose tool calls come without the thoughts
            # behind them (https://api-docs.deepseek.com/guides/thinking_mode).
            apart = message.additional_kwargs
            if apart.get(REASONING) and apart.get(REASONED_BY) == self.model_name:
                sent[REASONING] = apart[REASONING]
        return payload

    @override
    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        has_ended = False
        try:
            async for chunk in super()._astream(messages, stop, run_manager, **kwargs):
                has_ended = has_ended or "finish_reason" in (chunk.generation_info or {})
                yield chunk
        except openai.APIStatusError as error:
            if not self._may_say_otherwise(error):
                raise
            self._says_max_tokens = not self._says_max_tokens
            self._has_tried_both = True
            async for chunk in self._astream(messages, stop, run_manager, **kwargs):
                yield chunk
            return
        if not has_ended:
            raise ModelUnavailableError("the answer ended in the middle")

    def _may_say_otherwise(self, error: openai.APIStatusError) -> bool:
        """Whether the server may know the limit of tokens by its other name, not tried yet."""
        if self._has_tried_both or error.status_code not in (400, 422):
            return False
        return (OLD_LIMIT if self._says_max_tokens else NEW_LIMIT) in words_of(error)


def _left_out(chunk: dict[str, Any]) -> dict[str, str]:
    """What a delta says that langchain-openai does not keep."""
    choices = chunk.get("choices") or [{}]
    delta = choices[0].get("delta") or {}
    return {key: delta[key] for key in (REFUSAL, REASONING) if delta.get(key)}
