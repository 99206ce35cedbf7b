"""What servers were reported to do otherwise than OpenAI, each with what must come of it."""

import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from panager.features import registry
from panager.llm.dialects.arguments import read_arguments
from panager.llm.dialects.chunks import REASONED_BY, REASONING
from panager.llm.providers.calls import Completion
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.failures import (
    ContextTooLongError,
    ModelError,
    ModelUnavailableError,
    ToolsUnsupportedError,
)
from panager.llm.providers.models import create_models
from panager.llm.tool_declaration import tool_schemas
from panager.settings import Fallback
from testing.fake_openai import Answer, Fails, FakeOpenAI, Raw, Request, Says
from testing.fake_openai.answers import SSE
from testing.openai_models import chain_to, settings_for

ARGS = {"text": "eat", "when": "at 6 pm"}
JSON_ARGS = json.dumps(ARGS)
CALL = {"name": "create_reminder", "arguments": ARGS}
JSON_CALL = json.dumps(CALL)
HEAD = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}

type Json = dict[str, Any]


class Outcome(NamedTuple):
    text: str = ""
    calls: tuple[Any, ...] = ()


CALLED = Outcome("", (("create_reminder", ARGS),))


def stream(*choices: Json, done: bool = True) -> Raw:
    lines = [f"data: {json.dumps(HEAD | {'choices': [{'index': 0} | c]})}\n\n" for c in choices]
    return Raw("".join([*lines, "data: [DONE]\n\n" * done]).encode(), SSE)


def says(*texts: str, finish: str | None = "stop", done: bool = True) -> Raw:
    deltas = [{"delta": {"content": text}} for text in texts]
    return stream(*deltas, *([{"delta": {}, "finish_reason": finish}] * bool(finish)), done=done)


def calls(*parts: Json, finish: str | None = "tool_calls") -> Raw:
    deltas = [{"delta": {"tool_calls": [part]}} for part in parts]
    return stream(*deltas, *([{"delta": {}, "finish_reason": finish}] * bool(finish)))


def part(name: object = "create_reminder", arguments: object = JSON_ARGS, **other: Any) -> Json:
    return {"index": 0, "id": "a", "function": {"name": name, "arguments": arguments}} | other


def whole(message: Json, **choice: Any) -> Raw:
    return Raw(json.dumps({"choices": [{"index": 0, "message": message} | choice]}).encode())


TWO = Outcome("", (("create_reminder", ARGS), ("list_reminders", {})))
HALF = part(arguments=JSON_ARGS[:9])
BEHAVIOURS: dict[str, tuple[Raw, Outcome]] = {
    # How a stream ends.
    "no finish reason, text": (says("Hello ", "you", finish=None), Outcome("Hello you")),
    "no finish reason, a call": (calls(part(), finish=None), CALLED),
    "empty finish reason": (says("Hi", finish=""), Outcome("Hi")),
    "finish reason with no end sign": (says("Hi", done=False), Outcome("Hi")),
    "not streamed, text": (whole({"content": "Hi"}, finish_reason="stop"), Outcome("Hi")),
    "not streamed, no finish reason": (whole({"content": "Hi"}), Outcome("Hi")),
    "not streamed, a call": (whole({"content": None, "tool_calls": [part()]}), CALLED),
    "not streamed, an old call": (
        whole({"function_call": {"name": "create_reminder", "arguments": JSON_ARGS}}), CALLED,
    ),
    "message instead of delta": (
        stream({"message": {"content": "Hi"}, "finish_reason": "stop"}), Outcome("Hi"),
    ),
    "content in parts": (
        stream(
            {"delta": {"content": [{"type": "text", "text": "Hi"}]}},
            {"delta": {}, "finish_reason": "stop"},
        ),
        Outcome("Hi"),
    ),
    "lines end as in HTTP": (
        Raw(says("Hi").body.replace(b"\n", b"\r\n"), SSE), Outcome("Hi"),
    ),
    "comments between": (Raw(b": PROCESSING\n\n" + says("Hi").body, SSE), Outcome("Hi")),
    # Calls in pieces.
    "arguments as an object": (calls(part(arguments=ARGS)), CALLED),
    "no arguments": (
        calls(part("list_reminders", None)), Outcome("", (("list_reminders", {}),)),
    ),
    "name repeated in each piece": (
        calls(HALF, part(arguments=JSON_ARGS[9:])), CALLED,
    ),
    "name null in later pieces": (
        calls(HALF, part(None, JSON_ARGS[9:]), part("null", "")), CALLED,
    ),
    "no index": (calls({k: v for k, v in part().items() if k != "index"}), CALLED),
    "two calls of index 0": (
        calls(part(), part("list_reminders", "{}", id="b")), TWO,
    ),
    "two calls without ids": (
        calls(part(id=None), part("list_reminders", "{}", id=None)), TWO,
    ),
    "a call with finish reason stop": (calls(part(), finish="stop"), CALLED),
    # Thoughts in the text.
    "thoughts in tags": (says("<think>Hm, six.", "</think>\n\nDone."), Outcome("Done.")),
    "thoughts without a beginning": (says("Hm, six.</think>Done."), Outcome("Done.")),
    "thoughts by another name": (says("<thinking>Hm</thinking>Done."), Outcome("Done.")),
    "thoughts twice": (says("<think>a</think>So<think>b</think>."), Outcome("So.")),
    "harmony": (
        says("<|channel|>analysis<|message|>Hm<|end|><|start|>assistant<|channel|>final"
             "<|message|>Done."),
        Outcome("Done."),
    ),
    # Calls in the text.
    "harmony call": (
        says("<|channel|>commentary to=functions.create_reminder <|constrain|>json<|message|>"
             f"{JSON_ARGS}<|call|>"),
        CALLED,
    ),
    "hermes call": (says(f"<tool_call>\n{JSON_CALL}\n</tool_call>"), CALLED),
    "hermes call without an end": (says(f"<tool_call>{JSON_CALL}"), CALLED),
    "hermes call after thoughts": (
        says(f"<think>six</think><tool_call>{JSON_CALL}</tool_call>"), CALLED,
    ),
    "hermes call with words": (
        says(f"So. <tool_call>{JSON_CALL}</tool_call>"), Outcome("So.", CALLED.calls),
    ),
    "llama function": (says(f"<function=create_reminder>{JSON_ARGS}</function>"), CALLED),
    "qwen coder": (
        says("<tool_call><function=create_reminder><parameter=text>\neat\n</parameter>"
             "<parameter=when>at 6 pm</parameter></function></tool_call>"),
        CALLED,
    ),
    "minimax": (
        says('<minimax:tool_call><invoke name="create_reminder"><parameter name="text">eat'
             '</parameter><parameter name="when">at 6 pm</parameter></invoke></minimax:tool_call>'),
        CALLED,
    ),
    "mistral": (says(f"[TOOL_CALLS][{JSON_CALL}]"), CALLED),
    "deepseek": (
        says("<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>create_reminder\n"
             f"```json\n{JSON_ARGS}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>"),
        CALLED,
    ),
    "bare json": (says(JSON_CALL), CALLED),
    "bare json of parameters": (
        says(json.dumps({"name": "create_reminder", "parameters": ARGS})), CALLED,
    ),
    "bare json as OpenAI nests it": (
        says(json.dumps({"type": "function", "function": CALL})), CALLED,
    ),
    "json in a fence": (says(f"```json\n{JSON_CALL}\n```"), CALLED),
    "json of no known tool stays": (
        says('{"name": "Kim", "arguments": {}}'), Outcome('{"name": "Kim", "arguments": {}}'),
    ),
    "prose with a bracket stays": (says("3 < 5 [sic] {x}"), Outcome("3 < 5 [sic] {x}")),
    "call in the text that the server has read too": (
        stream(
            {"delta": {"content": f"<tool_call>{JSON_CALL}</tool_call>"}},
            {"delta": {"tool_calls": [part()]}},
            {"delta": {}, "finish_reason": "tool_calls"},
        ),
        CALLED,
    ),
}  # fmt: skip


@pytest.fixture
async def chain(openai: FakeOpenAI) -> AsyncIterator[ModelChain]:
    models = chain_to(openai, llm_timeout_s=1.5)
    yield models
    await models.aclose()


async def ask(chain: ModelChain, openai: FakeOpenAI, answer: Answer) -> Completion:
    openai.script = lambda request: answer
    return await chain.complete(
        [HumanMessage("hi")], tool_schemas(registry.all_tools()), patience_s=20
    )


async def failure_of(chain: ModelChain, openai: FakeOpenAI, answer: Answer) -> ModelError:
    with pytest.raises(ModelError) as failed:
        await ask(chain, openai, answer)
    return failed.value


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
async def test_answer_is_read_as_it_was_meant(
    chain: ModelChain, openai: FakeOpenAI, behaviour: str
) -> None:
    answer, outcome = BEHAVIOURS[behaviour]

    message = (await ask(chain, openai, answer)).message

    called = [(c["name"], read_arguments(c["args"] or "")) for c in message.tool_call_chunks]
    assert (message.text, called) == (outcome.text, list(outcome.calls))


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
async def test_nothing_of_it_is_shown_that_is_not_said(
    chain: ModelChain, openai: FakeOpenAI, behaviour: str
) -> None:
    answer, outcome = BEHAVIOURS[behaviour]
    openai.script = lambda request: answer
    shown: list[str] = []

    async def show(text: str) -> None:
        shown.append(text)

    await chain.complete([HumanMessage("hi")], tool_schemas(registry.all_tools()), on_text=show)

    # A thought without a beginning is one only when its end has come.
    if behaviour != "thoughts without a beginning":
        assert all(outcome.text.startswith(text.rstrip()) for text in shown), shown


@pytest.mark.parametrize(
    "answer",
    [
        says("Hel", finish=None, done=False),
        says("Hel", finish="error"),
        calls(HALF, finish=None),
        says("<think>only thoughts"),
        stream({"delta": {}, "finish_reason": "error", "error": {"code": 502, "message": "x"}}),
        Raw(b'{"error": "model is loading"}'),
    ],
    ids=[
        "no end at all",
        "error",
        "half a call",
        "thoughts alone",
        "error with more",
        "json error",
    ],
)
async def test_what_is_no_answer_is_asked_again(
    chain: ModelChain, openai: FakeOpenAI, answer: Answer
) -> None:
    assert isinstance(await failure_of(chain, openai, answer), ModelUnavailableError)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (json.dumps(JSON_ARGS), ARGS),
        (json.dumps(json.dumps(JSON_ARGS)), ARGS),
        (f"```json\n{JSON_ARGS}\n```", ARGS),
        (json.dumps(ARGS | {"urgent": None}), ARGS),
        ("", {}),
        ("null", {}),
        ("[]", None),
        ("six o'clock", None),
        (JSON_ARGS[:-3], None),
        ('{"n": NaN}', None),
        ('{"n": 1e999}', None),
    ],
)
def test_arguments_are_unwrapped(text: str, meant: Json | None) -> None:
    assert read_arguments(text) == meant


@pytest.mark.parametrize("text", ["<tool_call>{half</tool_call>", "<tool_call>soon</tool_call>"])
async def test_call_that_cannot_be_read_is_a_call_that_will_be_refused(
    chain: ModelChain, openai: FakeOpenAI, text: str
) -> None:
    said = await ask(chain, openai, says(text))

    assert said.message.text == ""
    assert [call["name"] for call in said.message.tool_call_chunks] == ["unreadable_call"]


TOO_LONG = [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000.",
    "Your input exceeds the context window of this model. Please adjust your input and try again.",
    "This endpoint's maximum context length is 32768 tokens. However, you requested about 40000.",
    "The decoder prompt (length 5000) is longer than the maximum model length of 4096.",
    "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context"
    " length is 4096 tokens and your request has 1000 input tokens",
    "the request exceeds the available context size, try increasing it",
    "request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it",
    "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded"
    " with context length of only 4096 tokens, which is not enough.",
    "The number of tokens to keep from the initial prompt is greater than the context length.",
    "input length exceeds maximum context length",
    "prompt is too long: 201000 tokens > 200000 maximum",
    "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
    "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).",
    "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum"
    " context length",
    "Please reduce the length of the messages or completion.",
    "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4500 `inputs` tokens",
    "`inputs` must have less than 1024 tokens. Given: 4500",
    "Input is too long for requested model.",
    "too many tokens: size limit exceeded by 1000 tokens. Try using shorter or fewer inputs",
    "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    "invalid params, context window exceeds limit",
    "Invalid request: Your request exceeded model token limit: 131072",
    "Range of input length should be [1, 30720]",
    "Prompt exceeds max length",
    "Requested token count exceeds the model's maximum context length of 4096 tokens.",
    "The input (5000 tokens) is longer than the model's context length (4096 tokens).",
    "Prompt length 5000 is greater than max_seq_len 4096",
    "Request body too large for gpt-4o model. Max size: 8000 tokens.",
]
"""Of OpenAI, OpenRouter, vLLM, llama.cpp, LM Studio, Ollama, Anthropic, Gemini, Mistral, Groq, TGI,
Bedrock, Cohere, xAI, MiniMax, Kimi, Qwen, GLM, SGLang, TabbyAPI and GitHub."""


def error_bodies(text: str) -> list[Fails | Raw]:
    """The forms in which servers put an error."""
    event = f"data: {json.dumps({'error': {'message': text, 'type': 'x', 'code': 400}})}\n\n"
    return [
        Fails(400, message=text),
        Fails(500, message=text),
        Fails(400, body={"error": text}),
        Fails(400, body={"object": "error", "message": text, "code": 400}),
        Fails(422, body={"detail": [{"loc": ["body"], "msg": text}]}),
        Raw(event.encode(), SSE),
    ]


@pytest.mark.parametrize("text", TOO_LONG)
async def test_too_long_a_context_is_recognised(
    chain: ModelChain, openai: FakeOpenAI, text: str
) -> None:
    for answer in error_bodies(text):
        chain.models[0].breaker.succeed()
        assert isinstance(await failure_of(chain, openai, answer), ContextTooLongError), answer


@pytest.mark.parametrize(
    "failure",
    [
        Fails(400, message="registry.ollama.ai/library/gemma3:latest does not support tools"),
        Fails(404, message="No endpoints found that support tool use."),
        Fails(400, message='"auto" tool choice requires --enable-auto-tool-choice and'
              " --tool-call-parser to be set"),
        Fails(500, message="tools param requires --jinja flag"),
        Fails(400, message="Unrecognized request argument supplied: tools"),
        Fails(400, message="Function calling is not supported for this model"),
    ],
    ids=lambda failure: failure.message[:30],
)  # fmt: skip
async def test_model_without_tools_goes_on_talking(openai: FakeOpenAI, failure: Fails) -> None:
    told: list[tuple[bool, str]] = []

    async def report(*, ok: bool, detail: str) -> None:
        told.append((ok, detail))

    def script(request: Request) -> Answer:
        return failure if request.tools else Says("Hello")

    openai.script = script
    chain = create_models(settings_for(openai), report)
    first = await chain.complete([HumanMessage("hi")], tool_schemas(registry.all_tools()))
    second = await chain.complete([HumanMessage("hi")], tool_schemas(registry.all_tools()))
    await chain.aclose()

    assert [(one.message.text, one.had_tools) for one in (first, second)] == [("Hello", False)] * 2
    assert [bool(request.tools) for request in openai.requests] == [True, False, False]
    assert [ok for ok, _ in told] == [False]
    assert "--jinja" in told[0][1]


async def test_model_that_knows_tools_is_asked_before_one_that_does_not(
    openai: FakeOpenAI,
) -> None:
    def script(request: Request) -> Answer:
        has_none = request.model == "fake-model" and request.tools
        return Fails(400, message="does not support tools") if has_none else Says("Hello")

    openai.script = script
    chain = chain_to(openai, llm_fallbacks=[Fallback(model="second")])
    for _ in range(2):
        said = await chain.complete([HumanMessage("hi")], tool_schemas(registry.all_tools()))
    await chain.aclose()

    assert (said.model, said.had_tools) == ("second", True)


async def test_refused_talk_without_tools_is_no_endless_circle(
    chain: ModelChain, openai: FakeOpenAI
) -> None:
    error = await failure_of(chain, openai, Fails(400, message="does not support tools"))

    assert isinstance(error, ToolsUnsupportedError)
    assert len(openai.requests) == 2


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        ("max_completion_tokens", "Unrecognized request argument: max_completion_tokens"),
        ("max_completion_tokens", "extra_forbidden: body.max_completion_tokens"),
    ],
)
async def test_limit_is_said_as_the_server_wants_it(
    openai: FakeOpenAI, refused: str, message: str
) -> None:
    def script(request: Request) -> Answer:
        return Fails(400, message=message) if refused in request.body else Says("Hello")

    openai.script = script
    chain = chain_to(openai, llm_output_tokens=500)
    for _ in range(2):
        assert (await chain.complete([HumanMessage("hi")], [])).message.text == "Hello"
    await chain.aclose()

    limits = [
        {k: v for k, v in request.body.items() if k.startswith("max_")}
        for request in openai.requests
    ]
    assert limits == [{"max_completion_tokens": 500}, {"max_tokens": 500}, {"max_tokens": 500}]


async def test_limit_that_is_refused_by_both_names_is_tried_twice(openai: FakeOpenAI) -> None:
    openai.script = lambda request: Fails(400, message="max_tokens, max_completion_tokens: no")
    chain = chain_to(openai, llm_output_tokens=500)
    for _ in range(2):
        with pytest.raises(ModelError):
            await chain.complete([HumanMessage("hi")], [])
    await chain.aclose()

    assert len(openai.requests) == 3


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
async def test_thoughts_are_kept_apart(chain: ModelChain, openai: FakeOpenAI, key: str) -> None:
    answer = stream(
        {"delta": {key: "Hm, "}},
        {"delta": {key: "six."}},
        {"delta": {"content": "Done."}},
        {"delta": {}, "finish_reason": "stop"},
    )

    said = await ask(chain, openai, answer)

    assert (said.message.text, said.message.additional_kwargs[REASONING]) == ("Done.", "Hm, six.")


@pytest.mark.parametrize(("model", "sent"), [("fake-model", "Hm, six."), ("another", None)])
async def test_thoughts_go_back_to_the_model_that_had_them(
    chain: ModelChain, openai: FakeOpenAI, model: str, sent: str | None
) -> None:
    openai.script = lambda request: Says("Done.")
    thought = AIMessage(
        "",
        tool_calls=[{"name": "list_reminders", "args": {}, "id": "abcdefghi"}],
        additional_kwargs={REASONING: "Hm, six.", REASONED_BY: model},
    )
    result = ToolMessage("none", tool_call_id="abcdefghi")

    await chain.complete([HumanMessage("hi"), thought, result], tool_schemas(registry.all_tools()))

    assert openai.requests[0].messages[1].get(REASONING) == sent
    assert REASONED_BY not in openai.requests[0].messages[1]
