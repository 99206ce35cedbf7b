"""The chunks of a streamed chat completion, as OpenAI would have sent them.

https://platform.openai.com/docs/api-reference/chat-streaming is the norm. Each deviation here was
reported of a server that people run: llama.cpp, Ollama, vLLM, LM Studio, OpenRouter, DeepSeek,
Mistral, MiniMax, Gemini's compatible endpoint.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

REASONING: Final = "reasoning_content"
"""Key of a delta and of a message: what a model thought before it answered (DeepSeek, Kimi)."""
REASONED_BY: Final = "reasoned_by"
"""Key beside it of our own: the model that thought so."""
_REASONING_KEYS: Final = (REASONING, "reasoning")
"""OpenRouter, Ollama and vLLM say `reasoning`."""
_NO_NAMES: Final = ("", "null", "None")

type Json = dict[str, Any]


class Chunks:
    """One stream; `feed` takes its chunks in order, `end` its `[DONE]`."""

    def __init__(self) -> None:
        self._finish_seen = False
        self._has_text = False
        self._indices: dict[tuple[str, object], int] = {}
        self._names: dict[int, str] = {}
        self._arguments: dict[int, str] = {}

    def feed(self, chunk: Json) -> Json:
        """The chunk as it should have been; an error in it stays one."""
        choices = chunk.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return chunk
        choice = dict(choices[0])
        if choice.get("finish_reason") == "error":
            return _failure(chunk, choice)
        delta = choice.pop("message", None) if not choice.get("delta") else None
        choice["delta"] = self._delta(delta or choice.get("delta") or {})
        choice["finish_reason"] = choice.get("finish_reason") or None
        self._finish_seen = self._finish_seen or choice["finish_reason"] is not None
        return {**chunk, "choices": [choice]}

    def end(self) -> Iterator[Json]:
        """A finish reason for an answer that is whole and was sent without one.

        Nothing for one that is not: whoever reads the stream takes it for broken.
        """
        if self._finish_seen or not (self._has_text or self._arguments):
            return
        if all(_is_object(text) for text in self._arguments.values()):
            reason = "tool_calls" if self._arguments else "stop"
            yield {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}

    def _delta(self, delta: Json) -> Json:
        whole = {key: value for key, value in delta.items() if key not in _REASONING_KEYS}
        whole["role"] = "assistant"
        whole["content"] = _text(delta.get("content"))
        self._has_text = self._has_text or bool(whole["content"])
        reasoning = next((t for key in _REASONING_KEYS if (t := _text(delta.get(key)))), "")
        if reasoning:
            whole[REASONING] = reasoning
        calls = delta.get("tool_calls") or _legacy(delta.get("function_call"))
        whole.pop("function_call", None)
        whole.pop("tool_calls", None)
        if isinstance(calls, list) and calls:
            whole["tool_calls"] = [self._call(c, n) for n, c in enumerate(calls) if c]
        return whole

    def _call(self, call: Json, place: int) -> Json:
        function = call.get("function") or {}
        arguments = function.get("arguments")
        text = arguments if isinstance(arguments, str) else _dumped(arguments)
        index = self._index(call, place)
        self._arguments[index] = self._arguments.get(index, "") + text
        return {
            "index": index,
            "type": "function",
            "id": call.get("id") if index not in self._names else None,
            "function": {"name": self._name(index, function.get("name")), "arguments": text},
        }

    def _index(self, call: Json, place: int) -> int:
        """By id and index: some servers give every call the index 0, or none, some the same id."""
        told, call_id = call.get("index"), str(call.get("id") or "")
        if (call_id, told) in self._indices:
            return self._indices[call_id, told]
        index = told if isinstance(told, int) else place
        if self._is_another(call, index):
            index = max(self._names) + 1
        if call_id:
            self._indices[call_id, told] = index
        return index

    def _is_another(self, call: Json, index: int) -> bool:
        """Whether the index belongs to an earlier call already."""
        if index not in self._names:
            return False
        if call.get("id") and index in self._indices.values():
            return True
        has_name = (call.get("function") or {}).get("name") not in (None, *_NO_NAMES)
        had = self._arguments.get(index, "")
        return has_name and bool(had.strip()) and _is_object(had)

    def _name(self, index: int, told: object) -> str | None:
        """Once: whoever puts the chunks together would repeat it."""
        if index in self._names:
            return None
        if not isinstance(told, str) or told in _NO_NAMES:
            return None
        self._names[index] = told
        return told


def from_whole(answer: Json) -> Iterator[Json]:
    """An answer in one piece, of a server that does not stream, as the chunks of a stream."""
    if "error" in answer or not answer.get("choices"):
        yield answer
        return
    choice = dict(answer["choices"][0])
    delta = choice.pop("message", None) or {"content": choice.pop("text", "")}
    finish = choice.get("finish_reason") or "stop"
    yield {**answer, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _failure(chunk: Json, choice: Json) -> Json:
    """OpenRouter ends a stream in this way when the provider behind it failed."""
    error = chunk.get("error") or choice.get("error") or {}
    told = error if isinstance(error, dict) else {}
    return {"error": {"message": "the provider failed", "code": 502, **told}}


def _text(content: object) -> str:
    """A text, or the texts of a list of parts (Mistral)."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    texts = [part.get("text") for part in content if isinstance(part, dict)]
    return "".join(text for text in texts if isinstance(text, str))


def _legacy(call: object) -> list[Json]:
    """`function_call` of before tools."""
    return [{"index": 0, "function": call}] if isinstance(call, dict) else []


def _dumped(arguments: object) -> str:
    """An object that should have been its text."""
    return "" if arguments is None else json.dumps(arguments, ensure_ascii=False)


def _is_object(text: str) -> bool:
    try:
        return not text.strip() or isinstance(json.loads(text), dict | str)
    except ValueError:
        return False
