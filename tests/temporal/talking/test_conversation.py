import pytest

from testing.people import Someone

pytestmark = pytest.mark.usefixtures("worker")


async def test_reminder_is_made_promised_and_delivered(minsu: Someone) -> None:
    answer = await minsu.ask("1초 뒤에 물 마시라고 알려줘")
    delivered = await minsu.wait_for_reminders(1)

    assert "물 마시기" in answer
    assert "KST" in answer
    assert [item.text for item in delivered] == ["⏰ 물 마시기"]
    [reminder] = await minsu.reminders()
    assert reminder.state == "delivered"


async def test_two_messages_at_once_are_both_answered(alice: Someone) -> None:
    first = await alice.write("remind me to call mom in 2 hours")
    second = await alice.write("what time is it?")

    answers = [await alice.answer_to(first), await alice.answer_to(second)]

    assert [item.seq for item in answers] == sorted(item.seq for item in answers)
    assert any("call mom" in item.text for item in answers)


async def test_same_message_twice_is_answered_once(alice: Someone) -> None:
    first = await alice.write("hello", key="a-key")
    again = await alice.write("hello", key="a-key")
    await alice.answer_to(first)
    await alice.ask("what time is it?")

    replies = await alice.received("reply")

    assert again == first
    assert len([r for r in replies if first in r.answers]) == 1
    assert len(replies) == 2


async def test_people_do_not_see_each_other(alice: Someone, minsu: Someone) -> None:
    await alice.ask("remind me to call mom in 2 hours")

    answer = await minsu.ask("알림 목록 보여줘")

    assert "call mom" not in answer
    assert await minsu.reminders() == []


async def test_unclear_time_is_asked_back_and_remembered(minsu: Someone) -> None:
    question = await minsu.ask("내일 7시에 치과 예약 전화하라고 알려줘")
    made_after_question = await minsu.reminders()
    answer = await minsu.ask("오후")

    assert "오전 7:00" in question
    assert "오후 7:00" in question
    assert made_after_question == []
    assert "오후 7:00 KST" in answer
    [reminder] = await minsu.reminders()
    assert reminder.text == "치과 예약 전화"
    assert reminder.due_at.astimezone(reminder.tzinfo).hour == 19


async def test_bare_hour_of_the_afternoon_is_taken_and_changed_by_one_word(minsu: Someone) -> None:
    answer = await minsu.ask("내일 3시에 치과 가라고 알려줘")
    [made] = await minsu.reminders()
    changed_answer = await minsu.ask("오전으로")
    [changed] = await minsu.reminders()

    assert "오후 3:00" in answer
    assert (made.due_at - changed.due_at).total_seconds() == 12 * 3600
    assert "오전 3:00" in changed_answer


async def test_hour_of_somebody_who_gets_up_is_the_morning(alice: Someone) -> None:
    answer = await alice.ask("wake me up at 5 tomorrow")

    assert "5:00 AM" in answer


async def test_reminder_is_changed_snoozed_and_cancelled_by_talking(alice: Someone) -> None:
    await alice.ask("remind me to call mom tomorrow at 3pm")
    [made] = await alice.reminders()

    changed_answer = await alice.ask("change it to tomorrow at 5pm")
    [changed] = await alice.reminders()
    snoozed_answer = await alice.ask("snooze it for 10 minutes")
    [snoozed] = await alice.reminders()
    cancelled_answer = await alice.ask("cancel the call mom reminder")
    [cancelled] = await alice.reminders()

    assert (changed.due_at - made.due_at).total_seconds() == 2 * 3600
    assert "5:00 PM" in changed_answer
    assert (snoozed.due_at - changed.due_at).total_seconds() == 600
    assert "5:10 PM" in snoozed_answer
    assert cancelled.state == "cancelled"
    assert "call mom" in cancelled_answer


async def test_delivered_reminder_can_be_snoozed(minsu: Someone) -> None:
    await minsu.ask("1초 뒤에 약 먹으라고 알려줘")
    await minsu.wait_for_reminders(1)

    answer = await minsu.ask("1초만")
    delivered = await minsu.wait_for_reminders(2)

    assert "약 먹기" in answer
    assert [item.text for item in delivered] == ["⏰ 약 먹기", "⏰ 약 먹기"]
    [reminder] = await minsu.reminders()
    assert (reminder.state, reminder.occurrence) == ("delivered", 2)


async def test_delivered_reminder_cannot_be_cancelled(alice: Someone) -> None:
    await alice.ask("remind me to drink water in 1 second")
    await alice.wait_for_reminders(1)

    answer = await alice.ask("cancel the drink water reminder")

    [reminder] = await alice.reminders()
    assert reminder.state == "delivered"
    assert "already" in answer.lower()


async def test_number_means_what_was_shown(alice: Someone) -> None:
    await alice.ask("remind me to call mom tomorrow at 3pm")
    await alice.ask("remind me to call dad tomorrow at 4pm")
    await alice.ask("remind me to water the plants tomorrow at 2pm")

    question = await alice.ask("cancel the call reminder")
    await alice.ask("2")

    assert "1." in question
    assert "water" not in question
    states = {reminder.text: reminder.state for reminder in await alice.reminders()}
    assert states == {
        "call mom": "scheduled",
        "call dad": "cancelled",
        "water the plants": "scheduled",
    }
