"""Nobody's words get into Temporal: not in payloads, not in ids, and not in errors."""

import base64
import json
from contextlib import aclosing
from urllib.parse import quote

import asyncpg
import pytest
from temporalio.client import Client

from panager.contracts.names import chat_workflow_id, reminder_workflow_id
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.fake_openai import Answer, Call, Fails, FakeOpenAI, Request, Says, running
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from tests.support.histories import everything_kept, words_in

SAID, TOOL, ANSWER, ERROR, REFUSAL, NAME, BROKEN = WORDS = (
    "카나리아앵무", "CanaryOfTools", "CanaryOfAnswers", "CanaryOfErrors", "CanaryOfRefusals",
    "CanaryOfNames", "CanaryOfBrokenCalls",
)  # fmt: skip
LARGEST = 200_000
CITES_THE_ROW = """
CREATE FUNCTION cite_the_row() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no room for %', NEW.body; END $$;
CREATE TRIGGER cites_the_row BEFORE INSERT ON steps FOR EACH ROW EXECUTE FUNCTION cite_the_row()
"""


class Model:
    """Fails with words, calls tools with words, right and wrong ones, and answers with words."""

    def __init__(self) -> None:
        self._calls = 0
        self._has_changed = False

    def __call__(self, request: Request) -> Answer:
        self._calls += 1
        done = len(request.results_since_said)
        if REFUSAL in request.last_said:
            return Fails(400, message=f"You wrote {REFUSAL}: {request.last_said}")
        if self._calls == 1:
            return Fails(500, message=f"No idea of {ERROR}: {request.last_said}")
        if done == 0:
            return Says(
                calls=(
                    Call("create_reminder", {"text": TOOL, "when": "tomorrow at 3pm"}),
                    Call("create_reminder", {"text": BROKEN, "when": f"{BROKEN} o'clock"}),
                    Call("create_reminder", {"text": [BROKEN]}),
                    Call(BROKEN, f"no JSON {BROKEN}"),
                )
            )
        if not self._has_changed:
            self._has_changed = True
            return Says(calls=(Call("change_reminder", {"which": TOOL, "text": f"{TOOL} two"}),))
        return Says(f"{ANSWER}, done.")


@pytest.fixture
async def nosy(temporal_client: Client, alice: Someone) -> Someone:
    return await Someone.register(alice.db, temporal_client, NAME)


async def test_no_words_of_a_database_that_cites_the_row_are_in_any_history(
    nosy: Someone, admin_url: str
) -> None:
    admin = await asyncpg.connect(admin_url)
    await admin.execute(CITES_THE_ROW)
    async with (
        running() as openai,
        aclosing(chain_to(openai)) as models,
        running_worker(nosy.client, nosy.db, models, settings=settings_for(openai)),
    ):
        openai.script = lambda request: Says(f"{ANSWER}, done.")
        message = await nosy.write(SAID)
        await assert_eventually(lambda: len(openai.requests) == 2)
        await admin.execute("DROP TRIGGER cites_the_row ON steps")
        await nosy.answer_to(message)
    await admin.close()

    kept = b"".join((await everything_kept(nosy.client)).values())

    assert b"RaiseError" in kept
    assert words_in(kept, WORDS) == []


async def test_no_words_of_people_are_in_any_history(nosy: Someone) -> None:
    async with running() as openai:
        openai.script = Model()
        await _talk(nosy, openai)
    [made] = await nosy.reminders()
    expected = {chat_workflow_id(nosy.user_id), reminder_workflow_id(made.reminder_id)}

    async def all_listed() -> bool:
        return expected <= {run.split()[0] for run in await everything_kept(nosy.client)}

    await assert_eventually(all_listed)
    kept = await everything_kept(nosy.client)

    assert made.text == f"{TOOL} two"
    assert b"ModelUnavailableError" in b"".join(kept.values())
    assert b"RequestInvalidError" in b"".join(kept.values())
    assert {run: words_in(what, WORDS) for run, what in kept.items()} == {run: [] for run in kept}
    assert max(map(len, kept.values())) < LARGEST


async def _talk(person: Someone, openai: FakeOpenAI) -> None:
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(
            person.client, person.db, models, settings=settings_for(openai), isolated=True
        ),
    ):
        answer = await person.ask(f"remind me tomorrow at 3pm of {SAID}")
        await person.ask(f"and {REFUSAL}")
    assert ANSWER in answer


@pytest.mark.parametrize(
    "planted",
    [
        SAID,
        json.dumps(SAID),
        quote(SAID),
        SAID.encode().hex(),
        *(base64.b64encode(b"x" * shift + SAID.encode()).decode() for shift in range(3)),
    ],
)
async def test_words_in_a_memo_are_found(temporal_client: Client, planted: str) -> None:
    await temporal_client.start_workflow(
        "Planted", id="planted", task_queue="nobody", memo={"note": planted}
    )

    async def found() -> bool:
        kept = await everything_kept(temporal_client)
        return [words_in(what, WORDS) for what in kept.values()] == [[SAID]]

    await assert_eventually(found)


def test_words_are_found_in_utf_16_and_in_lower_case() -> None:
    kept = b"..." + TOOL.encode("utf-16-le") + b"..." + ANSWER.lower().encode()

    assert words_in(kept, WORDS) == [TOOL, ANSWER]
