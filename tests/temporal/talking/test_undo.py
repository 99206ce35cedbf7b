"""Taking back what was done, by talking."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from activities.calls.call import Call
from activities.tools.reminder_changes import ReminderChangeTools
from activities.undo.tool import UndoTools
from panager.contracts.chat import ToolInput
from panager.db import users
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import Step
from panager.db.reminders import Reminder, Terms
from panager.db.users import Person
from panager.llm import tools
from panager.replies.results import Status
from panager.sentences import say
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import look_at, schedule

pytestmark = pytest.mark.usefixtures("worker")

SEOUL = ZoneInfo("Asia/Seoul")


def days_ahead(days: int, hour: int = 9) -> datetime:
    day = datetime.now(SEOUL) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def daily(person: Someone, text: str, first: datetime) -> Reminder:
    start = first.astimezone(SEOUL).replace(tzinfo=None)
    recurrence = Recurrence(rrule=f"FREQ=DAILY;BYHOUR={first.hour};BYMINUTE=0", start=start)
    return await schedule(person, first.astimezone(UTC), text, recurrence=recurrence)


async def person_of(someone: Someone) -> Person:
    async with someone.db.user(someone.user_id) as connection:
        return await users.get_person(connection, someone.user_id)


async def call_of(someone: Someone, name: str, args: BaseModel) -> Call:
    return Call(
        id=uuid4(),
        turn_id=uuid4(),
        name=name,
        args=args,
        person=await person_of(someone),
        language="en",
        asked_at=datetime.now(UTC),
    )


def what(reminder: Reminder) -> tuple[Any, ...]:
    return (
        reminder.text,
        reminder.state,
        reminder.due_at,
        reminder.recurrence,
        reminder.terms,
    )


async def test_a_reminder_that_was_made_is_cancelled(minsu: Someone) -> None:
    await minsu.ask("내일 오후 3시에 치과 알려줘")

    answer = await minsu.ask("되돌려줘")

    assert [row.state for row in await minsu.reminders()] == ["cancelled"]
    assert answer.startswith("되돌렸어요. 만든 알림을 취소했어요: 치과")


async def test_a_cancelled_reminder_is_made_anew_as_it_was(alice: Someone) -> None:
    terms = Terms(urgent=True, if_late="ask", nag_every_s=600, nag_limit=3)
    due_at = days_ahead(1)
    made = await schedule(alice, due_at, "dentist", terms=terms)
    await alice.ask("cancel the dentist reminder")

    answer = await alice.ask("undo that")

    [again] = [row for row in await alice.reminders() if row.state == "scheduled"]
    assert (again.text, again.due_at, again.terms) == ("dentist", due_at, terms)
    assert again.reminder_id != made.reminder_id
    assert "dentist" in answer


async def test_a_paused_series_that_was_cancelled_is_paused_again(alice: Someone) -> None:
    await daily(alice, "pills", days_ahead(1))
    await alice.ask("pause the pills reminder")
    await alice.ask("cancel the pills reminder")

    await alice.ask("undo")

    [again] = [row for row in await alice.reminders() if row.state != "cancelled"]
    assert (again.text, again.state) == ("pills", "paused")
    assert again.recurrence is not None


@pytest.mark.parametrize(
    "said",
    [
        "약 알림 모레 저녁 8시로 바꿔줘",
        "약 알림 매주 월요일 오전 7시로 바꿔줘",
        "약 30분 미뤄줘",
        "약 이번만 건너뛰어",
        "약 알림 모레 거는 빼줘",
        "약 알림 당분간 꺼줘",
        "약 알림 급한 거야",
        "약 알림 이제 반복하지 마",
    ],
)
async def test_a_change_of_a_series_is_changed_back(minsu: Someone, said: str) -> None:
    made = await look_at(minsu, await daily(minsu, "약", days_ahead(1)))
    await minsu.ask(said)
    changed = await look_at(minsu, made)

    await minsu.ask("되돌려줘")

    assert what(changed) != what(made)
    assert what(await look_at(minsu, made)) == what(made)


@pytest.mark.parametrize("said", ["치과 매일 오전 9시로 바꿔줘", "치과 한 시간 미뤄줘"])
async def test_a_change_of_what_comes_once_is_changed_back(minsu: Someone, said: str) -> None:
    made = await look_at(minsu, await schedule(minsu, days_ahead(2), "치과"))
    await minsu.ask(said)
    changed = await look_at(minsu, made)

    await minsu.ask("되돌려줘")

    assert what(changed) != what(made)
    assert what(await look_at(minsu, made)) == what(made)


async def test_resuming_is_taken_back(alice: Someone) -> None:
    made = await daily(alice, "pills", days_ahead(1))
    await alice.ask("pause the pills reminder")
    await alice.ask("resume the pills reminder")

    await alice.ask("undo")

    assert (await look_at(alice, made)).state == "paused"


async def test_settings_are_set_back(minsu: Someone) -> None:
    before = await person_of(minsu)
    await minsu.ask("밤 11시부터 아침 7시까지 조용히 해줘")
    await minsu.ask("나 베를린에 있어")
    await minsu.ask("이제부터 너를 '비서'라고 부를게")
    await minsu.ask("영어로 말해줘")
    changed = await person_of(minsu)

    answers = [await minsu.ask("되돌려줘") for _ in range(4)]

    assert (changed.language, changed.zone.key) == ("en", "Europe/Berlin")
    assert changed.persona_name == "비서"
    assert changed.quiet_from is not None
    assert await person_of(minsu) == before
    assert answers[0].startswith("되돌렸어요: 언어 정하기")


async def test_twice_takes_back_the_one_before_also_of_one_that_came_back(alice: Someone) -> None:
    await alice.ask("remind me tomorrow at 3pm to buy milk")
    await alice.ask("cancel the milk reminder")

    await alice.ask("undo")
    [_, again] = sorted(await alice.reminders(), key=lambda row: row.created_at)
    await alice.ask("undo")
    answer = await alice.ask("undo")

    assert again.state == "scheduled"
    assert {row.state for row in await alice.reminders()} == {"cancelled"}
    assert answer == say("en", "unclear.nothing_to_undo")


async def test_what_was_delivered_cannot_be_taken_back(alice: Someone) -> None:
    await alice.ask("remind me in 1 second to drink water")
    await alice.wait_for_reminders(1)

    async def is_over() -> bool:
        return [row.state for row in await alice.reminders()] == ["delivered"]

    await assert_eventually(is_over)

    assert await alice.ask("undo") == say("en", "unclear.too_late")


async def test_nobody_takes_back_what_another_one_did(alice: Someone, minsu: Someone) -> None:
    await alice.ask("remind me tomorrow at 3pm to buy milk")

    assert await minsu.ask("되돌려줘") == say("ko", "unclear.nothing_to_undo")
    assert [row.state for row in await alice.reminders()] == ["scheduled"]


async def test_done_cannot_be_taken_back_and_neither_is_what_was_before_it(alice: Someone) -> None:
    await alice.ask("remind me in 1 second to drink water")
    await alice.wait_for_reminders(1)
    await alice.ask("done")

    assert await alice.ask("undo") == say("en", "unclear.cannot_undo")


async def test_an_undo_that_is_run_twice_takes_back_one_thing(alice: Someone) -> None:
    await alice.ask("remind me tomorrow at 3pm to buy milk")
    await alice.ask("remind me tomorrow at 4pm to buy tea")
    undo, call = UndoTools(alice.db, alice.client), await call_of(alice, "undo", tools.Undo())

    first = await undo.take_back(call)
    second = await undo.take_back(call)

    assert first == second
    assert first.status is Status.UNDONE
    states = {row.text: row.state for row in await alice.reminders()}
    assert sorted(states.values()) == ["cancelled", "scheduled"]


async def test_a_restoring_undo_that_is_run_twice_makes_one_reminder(alice: Someone) -> None:
    await schedule(alice, days_ahead(1), "dentist")
    await alice.ask("cancel the dentist reminder")
    undo, call = UndoTools(alice.db, alice.client), await call_of(alice, "undo", tools.Undo())

    await undo.take_back(call)
    await undo.take_back(call)

    assert sorted(row.state for row in await alice.reminders()) == ["cancelled", "scheduled"]


async def test_a_tool_that_is_run_again_finds_what_it_had_found(alice: Someone) -> None:
    made = await schedule(alice, days_ahead(1), "dentist")
    async with alice.db.user(alice.user_id) as connection:
        await messages.insert_inbound(
            connection,
            alice.user_id,
            channel=alice.channel,
            channel_message_id="one",
            text="cancel the dentist",
        )
        input = ToolInput(user_id=alice.user_id, turn_id=uuid4(), step=0, call_id="call_0_0")
        call = {"id": input.call_id, "name": "cancel_reminder", "args": {"which": "dentist"}}
        body = {"text": "", "calls": [call], "read": [], "read_upto": 1}
        thought = Step(turn_id=input.turn_id, number=0, call_id="", kind="think", body=body)
        await turns.insert_step(connection, alice.user_id, thought)
    cancel = ReminderChangeTools(alice.db, alice.client).cancel_reminder

    await cancel(input)
    first = await take_result(alice, input)
    await cancel(input)

    assert first["status"] == "cancelled"
    assert await take_result(alice, input) == first
    assert (await look_at(alice, made)).state == "cancelled"


async def take_result(person: Someone, input: ToolInput) -> dict[str, Any]:
    """The result of a tool, which from now on was never stored."""
    async with person.db.user(person.user_id) as connection:
        body: dict[str, Any] = await connection.fetchval(
            "DELETE FROM steps WHERE turn_id = $1 AND call_id = $2 RETURNING body",
            input.turn_id,
            input.call_id,
        )
    return body
