import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from panager.client.chat import ask_once
from panager.client.connection import RefusedError, UnreachableError, open_client, request
from panager.client.conversation import Conversation, SeenMark
from panager.client.events import follow
from panager.client.models import Message
from panager.client.screen import PlainScreen
from panager.client.sending import send
from panager.db.pool import Database
from panager.settings import Settings
from testing.eventually import assert_eventually
from tests.integration.api.conftest import running_api, say
from tests.integration.api.test_events import reply, write, write_many
from tests.integration.api.test_messages import operator_id


async def test_follower_survives_restarts_with_nothing_lost_or_doubled(
    settings: Settings, database: Database
) -> None:
    user_id = await operator_id(database)
    seen: list[int] = []

    async def follower() -> None:
        async with open_client(settings, "operator") as client:
            async for event in follow(client, after=0):
                if isinstance(event, Message):
                    seen.append(event.seq)

    following = asyncio.create_task(follower())
    for until in (60, 120, 180):
        async with running_api(settings):
            await write_many(database, user_id, 40)
            await assert_eventually(lambda until=until: len(seen) >= until - 20)  # type: ignore[misc]
        await write_many(database, user_id, 20)
    async with running_api(settings):
        await assert_eventually(lambda: len(seen) >= 180)
    following.cancel()

    assert seen == list(range(1, 181))


async def test_message_sent_during_a_restart_arrives_once(settings: Settings) -> None:
    async with open_client(settings, "operator") as client:
        sending = asyncio.create_task(send(client, "hello", uuid4().hex))
        await asyncio.sleep(0.1)
        async with running_api(settings):
            message = await sending
            page = await request(client, "GET", "/v1/messages")

    assert [item["id"] for item in page["items"]] == [str(message.id)]


@contextlib.asynccontextmanager
async def answering(database: Database) -> AsyncIterator[None]:
    """Somebody who answers the operator's messages."""
    user_id = await operator_id(database)

    async def answer() -> None:
        while True:
            async with database.user(user_id) as connection:
                waits = await connection.fetchval(
                    "SELECT count(*) FROM inbound_messages WHERE turn_id IS NULL"
                )
            if waits:
                await reply(database, user_id, uuid4(), "Good morning")
            await asyncio.sleep(0.02)

    task = asyncio.create_task(answer())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_question_is_answered_in_text_and_json(
    settings: Settings, running: None, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with answering(database):
        assert await ask_once(settings, "operator", "hello", 10, False) == 0
        text = capsys.readouterr().out
        assert await ask_once(settings, "operator", "hello", 10, True) == 0
        item = json.loads(capsys.readouterr().out)

    assert text.splitlines()[-1] == "Good morning"
    assert (item["kind"], item["text"], len(item["answers"])) == ("reply", "Good morning", 1)


async def test_question_that_needs_a_yes_shows_the_card(
    settings: Settings, api: httpx.AsyncClient, worker: None, capsys: pytest.CaptureFixture[str]
) -> None:
    due_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    made = {"text": "dentist", "due_at": due_at}
    await api.post("/v1/reminders", json=made, headers={"Idempotency-Key": "made"})

    assert await ask_once(settings, "operator", "cancel everything", 30, False) == 0

    said, _, card = capsys.readouterr().out.partition("Shall I cancel")
    assert "before you say yes" in said
    assert "dentist" in card
    assert "Answer “yes” or “no”" in card


async def test_question_without_answer_in_time(
    settings: Settings, running: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await ask_once(settings, "operator", "hello", 0.5, False) == 3
    assert "No answer within 0.5 s" in capsys.readouterr().err


async def test_question_with_nothing_running(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await ask_once(settings, "operator", "hello", 30, False) == 2
    error = capsys.readouterr().err
    assert "panager up" in error
    assert len(error.splitlines()) == 1


async def test_question_that_is_refused(
    settings: Settings, running: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await ask_once(settings, "operator", "x" * 5000, 10, False) == 4
    assert "4000" in capsys.readouterr().err


async def test_wrong_token_says_where_the_right_one_is(settings: Settings, running: None) -> None:
    wrong = settings.model_copy(update={"operator_token": None})
    with pytest.raises(RefusedError, match="operator token"):
        open_client(wrong, "operator")

    (settings.data_dir / "operator-token").write_text("wrong")
    async with open_client(wrong, "operator") as client:
        with pytest.raises(RefusedError, match="operator-token"):
            await request(client, "GET", "/v1/messages")


async def test_nothing_there_says_how_to_start_it(settings: Settings) -> None:
    async with open_client(settings, "operator") as client:
        with pytest.raises(UnreachableError, match="panager up"):
            await request(client, "GET", "/v1/messages")


async def sit(settings: Settings, client: httpx.AsyncClient, typed: str) -> list[str]:
    """One sitting through a pipe; what was shown, without the times."""
    target = io.StringIO()
    screen = PlainScreen(io.StringIO(typed), target)
    async with asyncio.timeout(20):
        await Conversation(client, screen, SeenMark(settings.data_dir, "operator")).run()
    return [line.split(maxsplit=1)[1] for line in target.getvalue().splitlines()]


async def test_piped_conversation_ends_when_everything_is_answered(
    settings: Settings, api: httpx.AsyncClient, database: Database
) -> None:
    async with answering(database):
        shown = await sit(settings, api, "hello\n\nare you there?\n")

    assert set(shown) == {"Panager: Good morning"}


async def test_piped_conversation_ends_after_the_card(
    settings: Settings, api: httpx.AsyncClient, worker: None
) -> None:
    due_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    made = {"text": "dentist", "due_at": due_at}
    await api.post("/v1/reminders", json=made, headers={"Idempotency-Key": "made"})

    target = io.StringIO()
    screen = PlainScreen(io.StringIO("cancel everything\n"), target)
    async with asyncio.timeout(20):
        await Conversation(api, screen, SeenMark(settings.data_dir, "operator")).run()

    assert "Shall I cancel these reminders? (1)" in target.getvalue()


async def test_conversation_shows_what_came_while_away(
    settings: Settings, api: httpx.AsyncClient, database: Database
) -> None:
    await say(api, "long ago", "k1")
    assert await sit(settings, api, "") == []
    await write(database, await operator_id(database), "from elsewhere")
    await reply(database, await operator_id(database), uuid4(), "while away")

    shown = await sit(settings, api, "")

    assert shown == ["you: from elsewhere", "Panager: while away"]
