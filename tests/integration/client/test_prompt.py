"""`panager prompt show`: what a model would see."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from panager.client import prompt
from panager.client.prompt import UnknownUserError
from panager.db import deliveries, reminders, users
from panager.db.conversation import messages, turns
from panager.db.deliveries import DeliveryKind
from panager.db.pool import Database
from panager.features import registry
from panager.llm.prompts import version
from panager.settings import Settings

ENABLED = registry.enabled_tools(Settings.model_construct())


@pytest.fixture
def settings(app_url: str) -> Settings:
    """With a model that costs something, which nobody asks here."""
    return Settings.model_construct(
        database_url=SecretStr(app_url), temporal_address="127.0.0.1:1", llm_model="any"
    )


@pytest.fixture
async def alice(database: Database) -> UUID:
    """She said something, was answered and got a reminder; another is open."""
    user_id = await users.ensure_user(
        database, channel="discord", channel_user_id="4711", language="en", zone="Asia/Seoul"
    )
    async with database.user(user_id) as connection:
        turn_id, due = uuid4(), datetime.now(UTC) + timedelta(days=1)
        await messages.insert_inbound(
            connection, user_id, channel="discord", channel_message_id="1", text="hello"
        )
        await turns.end_turn(connection, user_id, turn_id, state="answered")
        await messages.claim(connection, user_id, turn_id, channel="discord", upto=None)
        sent: list[tuple[DeliveryKind, UUID, str]] = [
            ("reply", turn_id, "hi!"),
            ("reminder", uuid4(), "⏰ buy milk"),
        ]
        for kind, owner, text in sent:
            delivery_id = await deliveries.insert_delivery(
                connection, user_id, kind=kind, owner_id=owner, channel="discord", text=text
            )
            await deliveries.mark_delivered(connection, user_id, delivery_id, message_ids=[text])
        await reminders.insert_reminder(
            connection,
            user_id,
            reminder_id=uuid4(),
            text="call\nmom",
            due_at=due,
            zone="Asia/Seoul",
            language="en",
        )
        await users.set_persona(connection, user_id, name="Jarvis", tone="brief", emoji=None)
    return user_id


async def shown(
    settings: Settings, user: str, capsys: pytest.CaptureFixture[str], tokens: int | None = None
) -> dict[str, Any]:
    await prompt.show(settings, user, True, tokens)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


async def test_prompt_holds_what_a_model_needs_to_know(
    settings: Settings, alice: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = await shown(settings, "4711", capsys)

    system, *conversation = seen["messages"]
    lines = system["content"].splitlines()
    assert [(each["role"], each["content"]) for each in conversation] == [
        ("user", "hello"),
        ("assistant", "hi!"),
    ]
    assert any(line.startswith("- call mom · tomorrow") for line in lines)
    assert any(line.startswith("- reminder ·") and "buy milk" in line for line in lines)
    assert "name: Jarvis" in lines
    assert {tool["function"]["name"] for tool in seen["tools"]} == set(ENABLED)
    assert seen["prompt"] == version("system", "facts")


async def test_counts_add_up_to_the_whole(
    settings: Settings, alice: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = (await shown(settings, str(alice), capsys))["tokens"]

    parts = ("system", "past", "current", "tools")
    assert tokens["total"] == sum(tokens[part] for part in parts)
    assert tokens["current"] == 0
    assert tokens["limit"] == 12_000


async def test_fewer_tokens_leave_old_turns_out(
    settings: Settings, alice: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len((await shown(settings, "4711", capsys, 1_000))["messages"]) == 1


async def test_people_read_it_as_text(
    settings: Settings, alice: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    await prompt.show(settings, str(alice), False, None)

    out = capsys.readouterr().out
    assert out.startswith(f"prompt   {version('system', 'facts')}\n")
    assert "── system ──" in out
    assert "── user ──\nhello\n" in out


@pytest.mark.parametrize("user", ["nobody", "12345", "00000000-0000-0000-0000-000000000001"])
async def test_unknown_user_is_said(settings: Settings, alice: UUID, user: str) -> None:
    with pytest.raises(UnknownUserError, match=f"no user {user}"):
        await prompt.show(settings, user, True, None)
