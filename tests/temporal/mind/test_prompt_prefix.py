"""What a server has read of a conversation it need not read again with the next call."""

import contextlib
import itertools
import json
import os

from panager.worker.running import running_worker
from testing.fake_openai import Answer, Call, FakeOpenAI, Request, Says
from testing.openai_models import chain_to
from testing.people import Someone

LEAST = 0.9


def sent(request: Request) -> str:
    """As servers read it: the tools, then the messages."""
    return json.dumps([request.tools, request.messages], ensure_ascii=False)


async def test_nearly_all_of_each_call_begins_like_the_one_before(
    alice: Someone, openai: FakeOpenAI
) -> None:
    def script(request: Request) -> Answer:
        results = len(request.results_since_said)
        if results == 0:
            args = {"text": request.last_said, "when": "tomorrow at 6 pm"}
            return Says(calls=(Call("create_reminder", args),))
        return Says(calls=(Call("current_time"),)) if results == 1 else Says("It is set.")

    openai.script = script
    async with (
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models),
    ):
        for number in range(10):
            await alice.ask(f"remind me tomorrow at 6 pm of errand number {number}")

    texts = [sent(request) for request in openai.requests]
    same = [
        len(os.path.commonprefix([before, after])) / len(after)  # noqa: RUF071 (as bytes)
        for before, after in itertools.pairwise(texts)
    ]
    assert len(texts) == 30
    assert min(same) >= LEAST, same
