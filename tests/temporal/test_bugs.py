"""Rows at which our own code fails: who waits behind them goes on, and somebody sees it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from activities.actions.updates import Outcome
from panager.contracts.action import ActionState, Verdict
from panager.contracts.names import reminder_workflow_id
from panager.db import service_health
from panager.db.conversation.messages import Item
from panager.sentences import say
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import look_at, occurrences_of, schedule
from tests.support.cards import press, propose, the_action

POISON = """
CREATE FUNCTION poisoned() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'poisoned'; END $$
"""

DAILY = Recurrence(rrule="FREQ=DAILY", start=datetime(2026, 1, 1, 9, 0))  # noqa: DTZ001

type Admin = asyncpg.Connection[asyncpg.Record]

pytestmark = [pytest.mark.usefixtures("worker"), pytest.mark.timeout(180)]


@pytest.fixture
async def admin(admin_url: str) -> AsyncIterator["Admin"]:
    connection = await asyncpg.connect(admin_url)
    await connection.execute(POISON)
    yield connection
    await connection.close()


async def poison(admin: "Admin", events: str, table: str, condition: str) -> None:
    """Whatever writes such a row fails."""
    await admin.execute(
        f"CREATE TRIGGER poison BEFORE {events} ON {table}"
        f" FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION poisoned()"
    )


async def is_told(person: Someone, part: str) -> bool:
    health = await service_health.list_health(person.db)
    return any(each.part == part and not each.ok for each in health)


async def turn_state(person: Someone, message_id: UUID) -> str | None:
    async with person.db.user(person.user_id) as connection:
        state: str | None = await connection.fetchval(
            "SELECT t.state FROM inbound_messages JOIN turns t USING (turn_id)"
            " WHERE message_id = $1",
            message_id,
        )
    return state


async def test_answer_that_cannot_be_written_down_becomes_an_apology(
    alice: Someone, admin: "Admin"
) -> None:
    apology = say("en", "turn.failed")
    await poison(admin, "INSERT", "deliveries", f"NEW.kind = 'reply' AND NEW.text <> $${apology}$$")

    message_id = await alice.write("what time is it?")

    assert (await alice.answer_to(message_id, timeout_s=60)).text == apology
    assert await is_told(alice, "activity reply.commit")


async def test_turn_without_even_an_apology_ends_and_the_next_is_answered(
    alice: Someone, admin: "Admin"
) -> None:
    await poison(admin, "INSERT", "deliveries", "NEW.kind = 'reply'")
    lost = await alice.write("what time is it?")

    async def has_failed() -> bool:
        return await turn_state(alice, lost) == "failed"

    await assert_eventually(has_failed, timeout_s=90)
    await admin.execute("DROP TRIGGER poison ON deliveries")
    answered = await alice.write("and now?")

    assert (await alice.answer_to(answered, timeout_s=30)).answers == [answered]


async def test_message_that_cannot_be_sent_keeps_nobody_waiting(
    alice: Someone, admin: "Admin"
) -> None:
    await poison(admin, "UPDATE", "deliveries", "NEW.kind = 'reply' AND NEW.state = 'delivered'")
    await alice.write("what time is it?")

    async def has_ended() -> bool:
        return bool(await admin.fetchval("SELECT state = 'undeliverable' FROM deliveries"))

    await assert_eventually(has_ended, timeout_s=60)
    await admin.execute("DROP TRIGGER poison ON deliveries")
    answered = await alice.write("and now?")

    assert (await alice.answer_to(answered, timeout_s=30)).answers == [answered]
    assert await admin.fetchval("SELECT reason FROM deliveries ORDER BY created_at") == "RaiseError"


async def test_tool_that_fails_ends_its_turn_with_an_apology(
    alice: Someone, admin: "Admin"
) -> None:
    await poison(admin, "INSERT", "reminders", "NEW.text = 'water'")

    message_id = await alice.write("remind me to water in 2 hours")

    answer = await alice.answer_to(message_id, timeout_s=60)
    assert answer.text == say("en", "turn.failed")
    assert await is_told(alice, "activity tool.create_reminder")


async def test_card_that_cannot_be_written_ends_its_action(alice: Someone, admin: "Admin") -> None:
    await schedule(alice, datetime.now(UTC) + timedelta(days=1), "dentist")
    await poison(admin, "INSERT", "deliveries", "NEW.kind = 'card'")

    await propose(alice)

    [outcome] = await come(alice, "outcome")
    assert outcome.text == say("en", "action.fault")
    assert (await the_action(alice)).state is ActionState.FAILED


async def test_decision_that_cannot_be_written_ends_its_action(
    alice: Someone, admin: "Admin"
) -> None:
    await schedule(alice, datetime.now(UTC) + timedelta(days=1), "dentist")
    await propose(alice)
    await come(alice, "card")
    await poison(admin, "UPDATE", "actions", "NEW.state = 'approved'")

    answered = await press(alice, Verdict.APPROVE)

    [outcome] = await come(alice, "outcome")
    assert answered.outcome is not Outcome.ACCEPTED
    assert outcome.text == say("en", "action.fault")
    assert [reminder.state for reminder in await alice.reminders()] == ["scheduled"]


async def come(person: Someone, kind: str) -> list[Item]:
    """What arrives although an activity on the way is tried several times."""

    async def came() -> bool:
        return bool(await person.received(kind))

    await assert_eventually(came, timeout_s=60)
    return await person.received(kind)


async def test_occurrence_that_cannot_be_written_ends_and_its_series_goes_on(
    alice: Someone, admin: "Admin"
) -> None:
    await poison(admin, "INSERT", "deliveries", "NEW.text LIKE '⏰ %'")

    reminder = await schedule(
        alice, datetime.now(UTC) + timedelta(seconds=1), "water", recurrence=DAILY
    )

    async def has_ended() -> bool:
        return [one.state for one in await occurrences_of(alice, reminder)] == ["undeliverable"]

    await assert_eventually(has_ended, timeout_s=60)
    row = await look_at(alice, reminder)
    assert (row.state, row.occurrence) == ("scheduled", 2)
    assert row.due_at > datetime.now(UTC)
    assert await admin.fetchval("SELECT (state, reason) FROM deliveries") == (
        "undeliverable",
        "RaiseError",
    )


async def test_reminder_whose_rule_cannot_be_read_is_over_and_told(
    alice: Someone, admin: "Admin"
) -> None:
    reminder = await schedule(alice, datetime.now(UTC) + timedelta(seconds=2), "water")
    await admin.execute("""UPDATE reminders SET recurrence = '{"rrule": 7}'""")

    async def is_over() -> bool:
        return bool(await admin.fetchval("SELECT state = 'undeliverable' FROM reminders"))

    await assert_eventually(is_over, timeout_s=60)
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    await alice.client.get_workflow_handle(workflow_id).result()
    assert await admin.fetchval("SELECT text FROM deliveries") == "water"
