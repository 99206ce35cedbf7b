"""A model that is interrupted is really hung up on; all messages get one answer."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from panager.contracts.names import chat_workflow_id
from panager.sentences import say
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.fake_openai import Answer, Call, FakeOpenAI, Request, Says, Silent, running
from testing.openai_models import chain_to
from testing.people import Someone

STORY = "tell me a story"
ENDLESS = Says("word " * 2_000, between_s=1, pieces=2_000)
"""Nobody waits for the end of it."""
SECOND = "and what time is it?"


@pytest.fixture
async def openai(alice: Someone) -> AsyncIterator[FakeOpenAI]:
    """With a worker whose model it is."""
    async with (
        running() as fake,
        aclosing(chain_to(fake)) as models,
        running_worker(alice.client, alice.db, models, isolated=True),
    ):
        yield fake


async def asked(openai: FakeOpenAI, calls: int) -> None:
    await assert_eventually(lambda: len(openai.requests) == calls)


async def usage_of(person: Someone) -> list[tuple[object, ...]]:
    query = "SELECT is_estimate, ended_at IS NULL, input_tokens > 0 FROM usage ORDER BY started_at"
    async with person.db.user(person.user_id) as connection:
        return [tuple(row.values()) for row in await connection.fetch(query)]


@pytest.mark.parametrize("first", [Silent(), ENDLESS], ids=["silent", "streaming"])
async def test_new_message_hangs_up_and_both_are_answered_once(
    alice: Someone, openai: FakeOpenAI, first: Answer
) -> None:
    openai.script = lambda request: Says("Both.") if SECOND in str(request.messages) else first
    story = await alice.write(STORY)
    await asked(openai, 1)

    clock = await alice.write(SECOND)
    answer = await alice.answer_to(clock)

    assert (answer.text, answer.answers) == ("Both.", [story, clock])
    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")
    assert [request.ended for request in openai.requests] == ["disconnected", "answered"]
    assert len(await alice.received("reply")) == 1
    assert await usage_of(alice) == [(True, True, True), (False, False, True)]


async def test_stop_hangs_up_and_tells_what_was_done(alice: Someone, openai: FakeOpenAI) -> None:
    def script(request: Request) -> Answer:
        if request.results_since_said:
            return Silent()
        return Says(calls=(Call("create_reminder", {"text": "call mom", "when": "at 3pm"}),))

    openai.script = script
    message = await alice.write("remind me to call mom tomorrow at 3pm, then tell me a story")
    await asked(openai, 2)

    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).signal("stop")
    stopped, stands = (await alice.answer_to(message)).text.splitlines()

    assert stopped == say("en", "stopped.text")
    assert "call mom" in stands
    await assert_eventually(lambda: openai.requests[1].ended == "disconnected")
    assert await usage_of(alice) == [(False, False, True), (True, True, True)]


async def test_word_stop_hangs_up(alice: Someone, openai: FakeOpenAI) -> None:
    openai.script = lambda request: Silent()
    first = await alice.write(STORY)
    await asked(openai, 1)

    second = await alice.write("stop")
    answer = await alice.answer_to(second)

    assert (answer.text, answer.answers) == (say("en", "stopped.text"), [first, second])
    await assert_eventually(lambda: openai.requests[0].ended == "disconnected")
    assert len(openai.requests) == 1


async def test_look_of_the_sweeper_does_not_interrupt(alice: Someone, openai: FakeOpenAI) -> None:
    openai.script = lambda request: Says("Slowly " * 8, between_s=0.3)
    message = await alice.write(STORY)
    await asked(openai, 1)

    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).signal("look")
    answer = await alice.answer_to(message)

    assert answer.text.strip() == ("Slowly " * 8).strip()
    assert [request.ended for request in openai.requests] == ["answered"]
