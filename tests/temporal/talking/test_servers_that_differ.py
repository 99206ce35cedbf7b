"""Conversations with servers that are not quite OpenAI, from the first word to the answer."""

import contextlib
import json
import re

from panager.sentences import say
from panager.worker.running import running_worker
from testing.fake_openai import Answer, Call, Fails, FakeOpenAI, Raw, Request, Says
from testing.fake_openai.answers import SSE
from testing.openai_models import chain_to
from testing.people import Someone


def called(request: Request) -> bool:
    return bool(request.results_since_said)


async def test_model_that_can_only_talk_says_so(alice: Someone, openai: FakeOpenAI) -> None:
    def script(request: Request) -> Answer:
        no_tools = Fails(400, message="this model does not support tools")
        return no_tools if request.tools else Says("Nice to meet you.")

    openai.script = script
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        answer = await alice.ask("hello there")

    assert answer.startswith("Nice to meet you.")
    assert say("en", "turn.no_tools") in answer


async def test_call_in_the_text_is_done_and_never_seen(alice: Someone, openai: FakeOpenAI) -> None:
    call = {"name": "create_reminder", "arguments": {"text": "eat", "when": "tomorrow at 6 pm"}}

    def script(request: Request) -> Answer:
        wish = f"<think>tomorrow, then</think><tool_call>{json.dumps(call)}</tool_call>"
        return Says("It is set.") if called(request) else Says(wish)

    openai.script = script
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        answer = await alice.ask("remind me tomorrow at 6 pm to eat")

    assert answer == "It is set."
    assert [reminder.text for reminder in await alice.reminders()] == ["eat"]


async def test_unreadable_call_is_told_to_the_model(alice: Someone, openai: FakeOpenAI) -> None:
    def script(request: Request) -> Answer:
        return Says("Sorry.") if called(request) else Says("<tool_call>soon</tool_call>")

    openai.script = script
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        answer = await alice.ask("remind me")

    assert answer == "Sorry."
    assert "unknown" in str(openai.requests[-1].results_since_said[0]["content"])


async def test_thoughts_and_ids_go_back_as_servers_want_them(
    alice: Someone, openai: FakeOpenAI
) -> None:
    def script(request: Request) -> Answer:
        if called(request):
            return Says("Nothing is open.")
        whole = Says(calls=(Call("list_reminders"),))
        deltas: list[dict[str, object]] = [
            {"delta": {"reasoning_content": "They want the list."}},
            {"delta": {"tool_calls": [_delta(whole.calls[0])]}},
            {"delta": {}, "finish_reason": "tool_calls"},
        ]
        events = [json.dumps({"choices": [{"index": 0, **delta}]}) for delta in deltas]
        return Raw("".join(f"data: {event}\n\n" for event in events).encode(), SSE)

    openai.script = script
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        await alice.ask("what is open?")

    asked = openai.requests[-1].messages[-2]
    assert asked["reasoning_content"] == "They want the list."
    assert re.fullmatch(r"[a-zA-Z0-9]{9}", asked["tool_calls"][0]["id"])
    assert openai.requests[-1].messages[-1]["tool_call_id"] == asked["tool_calls"][0]["id"]


async def test_what_the_operator_must_mend_is_no_fault_of_the_words(
    alice: Someone, openai: FakeOpenAI
) -> None:
    openai.script = lambda request: Fails(422, message="extra_forbidden: body.stream_options")
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        answer = await alice.ask("hello")

    assert answer == say("en", "turn.request_invalid")


def _delta(call: Call) -> dict[str, object]:
    function = {"name": call.name, "arguments": call.arguments}
    return {"index": 0, "id": call.id, "function": function}
