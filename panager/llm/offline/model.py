"""The offline model as a LangChain chat model, and its answer as a function of the messages."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCall
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from panager import sentences
from panager.llm.offline import conversation, plan, reply
from panager.llm.offline.steps import Call
from panager.llm.providers.failures import ContextTooLongError


class OfflineModel(BaseChatModel):
    """Understands set phrases in Korean and English; the same messages give the same answer."""

    delay_s: float = 0.0
    """Seconds to wait before answering, as a model over a network would."""

    @property
    def _llm_type(self) -> str:
        return "offline"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,  # noqa: ANN401 (LangChain's signature)
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The model with these tools; it calls no others."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> ChatResult:
        time.sleep(self.delay_s)
        return _result(messages, kwargs)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> ChatResult:
        await asyncio.sleep(self.delay_s)
        return await asyncio.to_thread(_result, messages, kwargs)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> AsyncIterator[ChatGenerationChunk]:
        await asyncio.sleep(self.delay_s)
        # In a thread, or everybody would wait while one person's words are understood.
        message = await asyncio.to_thread(answer, messages, _allowed(kwargs))
        for chunk in _chunks(message):
            generation = ChatGenerationChunk(message=chunk)
            if run_manager:
                await run_manager.on_llm_new_token(chunk.text, chunk=generation)
            yield generation


def _result(messages: list[BaseMessage], kwargs: dict[str, Any]) -> ChatResult:
    message = answer(messages, _allowed(kwargs))
    return ChatResult(generations=[ChatGeneration(message=message)])


def _allowed(kwargs: dict[str, Any]) -> set[str] | None:
    """The names of the tools that were bound; None if none were, which means all."""
    tools = kwargs.get("tools")
    return {tool["function"]["name"] for tool in tools} if tools else None


def _chunks(message: AIMessage) -> list[AIMessageChunk]:
    """The message as chunks: text comes word by word, tool calls whole."""
    if not message.tool_calls:
        words = re.findall(r"\s*\S+\s*?|\s+$", message.text)
        return [
            AIMessageChunk(content=word, chunk_position="last" if last else None)
            for word, last in zip(words, [*[False] * (len(words) - 1), True], strict=True)
        ]
    calls = [
        tool_call_chunk(
            name=call["name"],
            args=json.dumps(call["args"], ensure_ascii=False),
            id=call["id"],
            index=place,
        )
        for place, call in enumerate(message.tool_calls)
    ]
    return [AIMessageChunk(content="", tool_call_chunks=calls, chunk_position="last")]


def answer(messages: Sequence[BaseMessage], allowed: Collection[str] | None) -> AIMessage:
    """Tool calls, or the text that ends the turn. `allowed` are the tools bound, None for all.

    Raises ContextTooLongError when several messages together are longer than one may be.
    """
    here = conversation.read_setting(messages)
    past = conversation.exchanges(messages)
    if not past:
        return AIMessage(sentences.say(here.language, "talk.greeting"))
    if not past[-1].humans:
        return AIMessage(sentences.say(here.language, "talk.event"))
    if past[-1].is_too_long:
        raise ContextTooLongError("more than can be understood at once")
    pending = plan.pending(past[:-1], here)
    steps = plan.steps(past[-1].humans, pending, here)
    rounds = plan.rounds(steps, allowed)
    if past[-1].rounds < len(rounds):
        return _calls(rounds[past[-1].rounds], len(messages))
    return AIMessage(reply.compose(past, steps, here))


def _calls(calls: Sequence[Call], so_far: int) -> AIMessage:
    """Ids follow from the place in the transcript, so that a retry gives the same ones."""
    return AIMessage(
        content="",
        tool_calls=[
            ToolCall(name=call.tool, args=dict(call.args), id=f"call_{so_far}_{place}")
            for place, call in enumerate(calls)
        ],
    )
