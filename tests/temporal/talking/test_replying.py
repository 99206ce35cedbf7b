"""What is replied to is "this"."""

from datetime import UTC, datetime, timedelta

import pytest

from testing.people import Someone
from testing.scheduling import look_at, schedule

pytestmark = pytest.mark.usefixtures("worker")


async def test_reminder_that_is_replied_to_is_meant_and_no_later_one(alice: Someone) -> None:
    older = await schedule(alice, datetime.now(UTC), "water the plants")
    [message] = await alice.wait_for_reminders(1)
    newer = await schedule(alice, datetime.now(UTC), "call mum")
    await alice.wait_for_reminders(2)

    answer = await alice.ask("snooze this for 30 minutes", reply_to=message.id)

    assert "water the plants" in answer
    assert (await look_at(alice, older)).due_at > datetime.now(UTC) + timedelta(minutes=20)
    assert (await look_at(alice, newer)).state == "delivered"


async def test_reminder_of_an_answer_that_is_replied_to_is_meant(minsu: Someone) -> None:
    made = await minsu.answer_to(await minsu.write("내일 오후 3시에 치과 가라고 알려줘"))
    await minsu.ask("모레 오후 5시에 우유 사라고 알려줘")

    await minsu.ask("이거 취소해줘", reply_to=made.id)

    states = {one.text: one.state for one in await minsu.reminders()}
    assert states == {"치과 가기": "cancelled", "우유 사기": "scheduled"}


async def test_what_is_over_is_said_so_and_no_other_one_is_changed(alice: Someone) -> None:
    made = await alice.answer_to(await alice.write("remind me tomorrow at 3 pm to call mum"))
    await alice.ask("cancel it", reply_to=made.id)
    await alice.ask("remind me tomorrow at 5 pm to buy milk")

    await alice.ask("cancel it", reply_to=made.id)

    states = {one.text: one.state for one in await alice.reminders()}
    assert states == {"call mum": "cancelled", "buy milk": "scheduled"}
