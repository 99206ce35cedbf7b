"""However a model fails: one answer or plain sentence for everybody, and reminders go on."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import Client

from panager.contracts import names
from panager.db.pool import Database
from panager.llm.providers.answers import MAX_ANSWER
from panager.sentences import Language, language_of, say
from panager.settings import Fallback
from panager.worker.running import running_worker
from testing.crowd import Member, ask_all, assert_nobody_is_stuck, gather_crowd
from testing.fake_openai import (
    Answer,
    Call,
    Cut,
    Fails,
    FakeOpenAI,
    Raw,
    Request,
    Says,
    Silent,
    error_event,
)
from testing.fake_openai.answers import SSE
from testing.fake_openai.request import text_of
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from testing.scheduling import schedule

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

FINE: dict[Language, str] = {"en": "I am fine, thank you.", "ko": "네, 잘 지내고 있어요."}
HOPELESS = {"llm_timeout_s": 0.8, "llm_patience_s": 2.5}
HOPEFUL = {"llm_timeout_s": 10.0, "llm_patience_s": 45.0}
STORY = "Once there was a lighthouse keeper who never slept while ships were at sea. "
WORDS_OF_A_SERVER = "canary of a server"

Script = Callable[[Request], Answer]
Expected = Callable[[Language], str | None]
"""What people of this language hear; None: anything that is no bug."""


@dataclass(frozen=True)
class Kind:
    """A way to fail, and what is to come of it."""

    name: str
    script: Script
    heard: Expected
    limits: Mapping[str, float]

    def __str__(self) -> str:
        return self.name


def sentence(key: str) -> Expected:
    return lambda language: say(language, f"turn.{key}")


def always(name: str, answer: Answer, heard: Expected) -> Kind:
    return Kind(name, lambda request: answer, heard, HOPELESS)


def once(name: str, answer: Answer) -> Kind:
    """For each person; then a good answer."""
    failed: set[str] = set()

    def script(request: Request) -> Answer:
        who = _who(request)
        if who in failed:
            return Says(FINE[_language(request)])
        failed.add(who)
        return answer

    return Kind(name, script, FINE.get, HOPEFUL)


def _who(request: Request) -> str:
    """What the person wrote, whatever came after it."""
    return next(text_of(message) for message in request.messages if message["role"] == "user")


def _language(request: Request) -> Language:
    return language_of(_who(request), "en")


def wrong_language(request: Request) -> Answer:
    """Until it is asked again."""
    language = _language(request)
    if request.last_said != _who(request):
        return Says(FINE[language])
    return Says(STORY if language == "ko" else "옛날 옛적에 잠들지 않는 등대지기가 살고 있었어요.")


def refusal(request: Request) -> Answer:
    text = FINE[_language(request)]
    head = '"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"'
    first = f'{{{head}, "choices": [{{"index": 0, "delta": {{"refusal": "{text}"}}}}]}}'
    last = f'{{{head}, "choices": [{{"index": 0, "delta": {{}}, "finish_reason": "stop"}}]}}'
    return Raw(f"data: {first}\n\ndata: {last}\n\ndata: [DONE]\n\n".encode(), SSE)


def then_fine(call: Call) -> Script:
    """A senseless call, then an answer to what became of it."""

    def script(request: Request) -> Answer:
        if request.results_since_said:
            return Says(FINE[_language(request)])
        return Says(calls=(call,))

    return script


NO_MODEL = sentence("no_model")
KINDS = [
    always("timeout", Silent(), NO_MODEL),
    always("429", Fails(429), NO_MODEL),
    always("429 with Retry-After", Fails(429, headers={"Retry-After": "1"}), NO_MODEL),
    once("429 with Retry-After once", Fails(429, headers={"Retry-After": "1"})),
    always("500", Fails(500, "", WORDS_OF_A_SERVER), NO_MODEL),
    once("500 once", Fails(500)),
    always("cut stream", Cut(STORY, after=3), NO_MODEL),
    always("quiet cut", Cut(STORY, after=3, quietly=True), NO_MODEL),
    always(
        "half a call",
        Cut(
            calls=(Call("create_reminder", {"text": "milk", "when": "tomorrow at 9"}),),
            after=5,
            quietly=True,
        ),
        NO_MODEL,
    ),
    always("empty", Says(""), NO_MODEL),
    always("nonsense body", Raw(b"<html>busy</html>", "text/html"), NO_MODEL),
    always("error event", error_event("overloaded"), NO_MODEL),
    always(
        "key refused", Fails(401, "invalid_api_key", WORDS_OF_A_SERVER), sentence("key_refused")
    ),
    always("form refused", Fails(422, "", WORDS_OF_A_SERVER), sentence("request_invalid")),
    always("words refused", Fails(400, "content_filter"), sentence("request_refused")),
    always("context too long", Fails(400, "context_length_exceeded"), sentence("context_too_long")),
    once("context too long once", Fails(400, "context_length_exceeded")),
    Kind("refusal", refusal, FINE.get, HOPEFUL),
    Kind("wrong language", wrong_language, FINE.get, HOPEFUL),
    Kind(
        "endless loop",
        lambda request: Says(calls=(Call("current_time"),)),
        sentence("too_many_steps"),
        HOPEFUL,
    ),
    Kind(
        "broken arguments", then_fine(Call("create_reminder", '{"text": "mil')), FINE.get, HOPEFUL
    ),
    Kind(
        "wrong types",
        then_fine(Call("create_reminder", {"text": [1], "when": {}})),
        FINE.get,
        HOPEFUL,
    ),
    Kind("unknown tool", then_fine(Call("delete_everything")), FINE.get, HOPEFUL),
]


@pytest.fixture
async def crowd(database: Database, temporal_client: Client) -> list[Member]:
    return await gather_crowd(database, temporal_client)


@contextlib.asynccontextmanager
async def at_work(someone: Someone, openai: FakeOpenAI, **settings: object) -> AsyncIterator[None]:
    limits = {**HOPEFUL, **settings}
    async with (
        contextlib.aclosing(chain_to(openai, **limits)) as models,
        running_worker(someone.client, someone.db, models, settings=settings_for(openai, **limits)),
    ):
        yield


@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_everybody_hears_once_and_nobody_is_stuck(
    kind: Kind, openai: FakeOpenAI, crowd: list[Member]
) -> None:
    openai.script = kind.script
    someone = crowd[0].someone
    await schedule(someone, datetime.now(UTC) + timedelta(seconds=1), "take the pills")

    async with at_work(someone, openai, **kind.limits):
        heard = await ask_all(crowd)
        await someone.wait_for_reminders(1)
        await assert_nobody_is_stuck(crowd)

    assert heard == [kind.heard(member.language) for member in crowd]
    assert WORDS_OF_A_SERVER not in await history_of(crowd[0])


async def test_endless_answers_are_cut(openai: FakeOpenAI, crowd: list[Member]) -> None:
    english = [member for member in crowd if member.language == "en"]
    openai.script = lambda request: Says(STORY * 14_000, pieces=300)

    async with at_work(english[0].someone, openai):
        heard = await ask_all(english)
        await assert_nobody_is_stuck(english)

    assert all(len(text) <= MAX_ANSWER and text.endswith("at sea.…") for text in heard)


async def test_nobody_listens_at_all(openai: FakeOpenAI, crowd: list[Member]) -> None:
    await openai.stop()

    async with at_work(crowd[0].someone, openai, **HOPELESS):
        heard = await ask_all(crowd)
        await assert_nobody_is_stuck(crowd)

    assert heard == [say(member.language, "turn.no_model") for member in crowd]


async def test_second_model_answers_everybody(openai: FakeOpenAI, crowd: list[Member]) -> None:
    def script(request: Request) -> Answer:
        return Fails(500) if request.model == "fake-model" else Says(FINE[_language(request)])

    openai.script = script

    async with at_work(crowd[0].someone, openai, llm_fallbacks=[Fallback(model="second")]):
        heard = await ask_all(crowd)

    assert heard == [FINE[member.language] for member in crowd]


async def test_after_a_failure_the_next_message_is_answered(
    openai: FakeOpenAI, alice: Someone
) -> None:
    openai.script = lambda request: Fails(401)

    async with at_work(alice, openai):
        first = await alice.ask("how are you?")
        openai.script = lambda request: Says(FINE["en"])
        second = await alice.ask("and now?")

    assert [first, second] == [say("en", "turn.key_refused"), FINE["en"]]


async def test_too_long_a_conversation_is_read_by_half(openai: FakeOpenAI, alice: Someone) -> None:
    sizes: list[int] = []

    def script(request: Request) -> Answer:
        sizes.append(sum(len(message["content"]) for message in request.messages))
        too_long = sizes[-1] > 3 * 3000
        return Fails(400, "context_length_exceeded") if too_long else Says(FINE["en"])

    openai.script = script
    async with at_work(alice, openai, llm_context_tokens=8000):
        answers = [await alice.ask(f"{n} " + "long story " * 200) for n in range(7)]

    assert answers == [FINE["en"]] * 7
    assert any(size > 3 * 3000 for size in sizes)


async def history_of(member: Member) -> str:
    workflow_id = names.chat_workflow_id(member.someone.user_id)
    handle = member.someone.client.get_workflow_handle(workflow_id)
    return (await handle.fetch_history()).to_json()
