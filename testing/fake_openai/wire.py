"""The bodies of https://platform.openai.com/docs/api-reference/chat, as pure functions."""

import json
from collections.abc import Iterator, Sequence

from testing.fake_openai.answers import Call, Cut, Fails, Says, Usage
from testing.fake_openai.request import Json, Request

CREATED = 1_700_000_000
CHARACTERS_PER_TOKEN = 4
DONE = b"data: [DONE]\n\n"


def completion(request: Request, answer: Says, usage: Usage) -> Json:
    """The answer in one piece."""
    message: Json = {"role": "assistant", "content": answer.text or None, "refusal": None}
    if answer.calls:
        message["tool_calls"] = [_call(call) for call in answer.calls]
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(answer)}
    head = _head(request, answer, "chat.completion")
    return head | {"choices": [choice], "usage": usage_body(usage)}


def pieces(request: Request, answer: Says | Cut) -> Iterator[Json]:
    """The text, then the calls by their index, each with its arguments in several deltas."""
    for part in sliced(answer.text, answer.pieces):
        yield _chunk(request, answer, {"content": part})
    for index, call in enumerate(answer.calls):
        head = _call(call) | {"function": {"name": call.name, "arguments": ""}}
        yield _chunk(request, answer, {"tool_calls": [{"index": index} | head]})
        for part in sliced(call.arguments, answer.pieces):
            delta = {"index": index, "function": {"arguments": part}}
            yield _chunk(request, answer, {"tool_calls": [delta]})


def first(request: Request, answer: Says | Cut) -> Json:
    """The chunk that says whose answer it is."""
    return _chunk(request, answer, {"role": "assistant", "content": "", "refusal": None})


def last(request: Request, answer: Says, usage: Usage) -> Iterator[Json]:
    """Why it ended and, to those who asked, what it cost."""
    yield _chunk(request, answer, {}, finish=_finish(answer))
    if request.wants_usage:
        head = _head(request, answer, "chat.completion.chunk")
        yield head | {"choices": [], "usage": usage_body(usage)}


def event(body: Json) -> bytes:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


def usage_of(request: Request, answer: Says) -> Usage:
    """As the script says, else four characters to a token."""
    if answer.usage is not None:
        return Usage(*answer.usage)
    sent = len(json.dumps([request.messages, request.tools], ensure_ascii=False))
    said = len(answer.text) + sum(len(call.name) + len(call.arguments) for call in answer.calls)
    return Usage(1 + sent // CHARACTERS_PER_TOKEN, 1 + said // CHARACTERS_PER_TOKEN)


def usage_body(usage: Usage) -> Json:
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.input + usage.output,
    }


def error(fails: Fails) -> Json:
    kind = fails.type or _type_of(fails.status)
    message = fails.message or f"{fails.status}: on purpose"
    return {"error": {"message": message, "type": kind, "code": fails.code or None, "param": None}}


def models(names: Sequence[str]) -> Json:
    entries = [
        {"id": name, "object": "model", "created": CREATED, "owned_by": "fake"} for name in names
    ]
    return {"object": "list", "data": entries}


def sliced(text: str, count: int) -> list[str]:
    """At most `count` slices of nearly the same length; none of an empty text."""
    size = max(1, -(-len(text) // count))
    return [text[start : start + size] for start in range(0, len(text), size)]


def _chunk(request: Request, answer: Says | Cut, delta: Json, *, finish: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return _head(request, answer, "chat.completion.chunk") | {"choices": [choice]}


def _head(request: Request, answer: Says | Cut, kind: str) -> Json:
    named = answer.model if isinstance(answer, Says) else ""
    return {
        "id": f"chatcmpl-{request.id}",
        "object": kind,
        "created": CREATED,
        "model": named or request.model,
    }


def _call(call: Call) -> Json:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function}


def _finish(answer: Says) -> str:
    return answer.finish or ("tool_calls" if answer.calls else "stop")


def _type_of(status: int) -> str:
    if status == 429:
        return "requests"
    return "invalid_request_error" if status < 500 else "server_error"
