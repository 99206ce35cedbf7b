"""The whole life of a reminder by talking, one conversation for each thing that can be said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from activities.reminders.find import AT_ONCE
from panager.db import users
from panager.db.reminders import Reminder
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import look_at, occurrences_of, schedule
from tests.support.cards import wait_for

pytestmark = pytest.mark.usefixtures("worker")

SEOUL = ZoneInfo("Asia/Seoul")


async def the_only(person: Someone) -> Reminder:
    [reminder] = await person.reminders()
    return reminder


async def states(person: Someone) -> dict[str, str]:
    return {reminder.text: reminder.state for reminder in await person.reminders()}


def days_ahead(days: int, hour: int = 9) -> datetime:
    day = datetime.now(SEOUL) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def daily(person: Someone, text: str, first: datetime) -> Reminder:
    start = first.astimezone(SEOUL).replace(tzinfo=None)
    rule = f"FREQ=DAILY;BYHOUR={first.hour};BYMINUTE=0"
    recurrence = Recurrence(rrule=rule, start=start)
    return await schedule(person, first.astimezone(UTC), text, recurrence=recurrence)


async def test_a_series_is_made_and_listed(minsu: Someone) -> None:
    answer = await minsu.ask("매일 아침 8시에 약 먹으라고 알려줘")
    listed = await minsu.ask("알림 목록")

    made = await the_only(minsu)
    assert made.rrule is not None
    assert "FREQ=DAILY" in made.rrule
    assert made.due_at.astimezone(SEOUL).hour == 8
    assert "처음은" in answer
    assert "약 먹기" in listed


async def test_an_unclear_series_is_asked_about_and_remembered(minsu: Someone) -> None:
    question = await minsu.ask("매일 8시에 약 먹으라고 알려줘")
    before = await minsu.reminders()
    await minsu.ask("오후")

    assert "오후 8:00" in question
    assert before == []
    made = await the_only(minsu)
    assert made.rrule is not None
    assert made.due_at.astimezone(SEOUL).hour == 20


async def test_terms_are_kept(alice: Someone) -> None:
    await alice.ask(
        "remind me tomorrow at 9pm to take pills every 10 minutes until I say done,"
        " skip it if you're late, it's urgent"
    )

    terms = (await the_only(alice)).terms
    assert (terms.urgent, terms.if_late, terms.nag_every_s) == (True, "skip", 600)


async def test_terms_are_changed_afterwards(minsu: Someone) -> None:
    made = await schedule(minsu, days_ahead(1), "치과")

    answer = await minsu.ask("급한 거야")
    later = await minsu.ask("치과 알림 내일 오후 5시로 바꿔줘, 늦으면 물어봐")

    row = await look_at(minsu, made)
    assert "방해 금지 시간에도" in answer
    assert "아직 필요한지" in later
    assert (row.terms.urgent, row.terms.if_late) == (True, "ask")
    assert row.due_at == days_ahead(1, 17)


@pytest.mark.parametrize("said", ["이제 반복하지 마", "한 번만 알려줘"])
async def test_a_series_comes_once_more_and_no_other_reminder_is_meant(
    minsu: Someone, said: str
) -> None:
    made = await daily(minsu, "약 먹기", days_ahead(1))
    other = await look_at(minsu, await schedule(minsu, days_ahead(2), "치과"))

    answer = await minsu.ask(said)

    row = await look_at(minsu, made)
    assert (row.recurrence, row.due_at, row.state) == (None, days_ahead(1), "scheduled")
    assert await look_at(minsu, other) == other
    assert "한 번만 알려드리고 끝나요" in answer
    assert "매일" not in answer


async def test_the_next_one_is_skipped(alice: Someone) -> None:
    made = await daily(alice, "stretch", days_ahead(1))

    answer = await alice.ask("skip the next one")

    assert (await look_at(alice, made)).due_at == days_ahead(2)
    assert "stretch" in answer


async def test_the_one_of_a_later_day_is_left_out(minsu: Someone) -> None:
    made = await daily(minsu, "약 먹기", days_ahead(1))

    answer = await minsu.ask("모레 거는 빼줘")
    row = await look_at(minsu, made)

    assert row.due_at == days_ahead(1)
    assert row.recurrence is not None
    assert row.recurrence.except_dates == {days_ahead(2).date()}
    assert f"{days_ahead(2).day}일" in answer.split("다음은")[0]


async def test_a_day_without_it_is_said_and_changes_nothing(minsu: Someone) -> None:
    made = await schedule(minsu, days_ahead(3), "치과")

    await minsu.ask("내일 거는 빼줘")

    assert (await look_at(minsu, made)).state == "scheduled"


async def test_cancelling_one_of_a_series_leaves_the_others(alice: Someone) -> None:
    made = await daily(alice, "take pills", days_ahead(1))

    await alice.ask("cancel tomorrow's pills reminder")

    row = await look_at(alice, made)
    assert (row.state, row.due_at) == ("scheduled", days_ahead(2))


async def test_it_is_paused_and_resumed(minsu: Someone) -> None:
    made = await daily(minsu, "약 먹기", days_ahead(1))
    await schedule(minsu, days_ahead(2), "치과")

    await minsu.ask("약 알림 당분간 꺼줘")
    paused = await look_at(minsu, made)
    listed = await minsu.ask("알림 목록")
    await minsu.ask("다시 켜줘")

    assert paused.state == "paused"
    assert "멈춘 알림" in listed
    assert (await look_at(minsu, made)).state == "scheduled"


async def test_nothing_is_resumed_that_is_not_paused(alice: Someone) -> None:
    await schedule(alice, days_ahead(2), "dentist")

    answer = await alice.ask("resume")

    assert "no such reminder" in answer
    assert await states(alice) == {"dentist": "scheduled"}


async def test_what_was_delivered_last_is_done(minsu: Someone) -> None:
    await schedule(minsu, days_ahead(1), "치과")
    made = await schedule(minsu, datetime.now(UTC) + timedelta(seconds=0.5), "약 먹기")
    await minsu.wait_for_reminders(1)
    await assert_eventually(lambda: is_over(minsu, made))

    answer = await minsu.ask("먹었어")

    assert answer == "수고하셨어요! 약 먹기"
    [occurrence] = await occurrences_of(minsu, made)
    assert occurrence.acknowledged_at is not None


async def is_over(person: Someone, reminder: Reminder) -> bool:
    return (await look_at(person, reminder)).state == "delivered"


async def test_done_without_a_delivery_completes_nothing(alice: Someone) -> None:
    await schedule(alice, days_ahead(1), "dentist")

    answer = await alice.ask("done")

    assert answer == "No reminder fits that, so nothing was changed."


async def test_done_before_its_time_keeps_the_reminder_and_says_so(minsu: Someone) -> None:
    await schedule(minsu, days_ahead(1), "치과 전화")

    answer = await minsu.ask("치과 전화했어")

    assert "그대로 있어요" in answer
    assert await states(minsu) == {"치과 전화": "scheduled"}


async def test_everything_is_cancelled_only_after_a_yes(minsu: Someone) -> None:
    await schedule(minsu, days_ahead(1), "치과")
    await daily(minsu, "약 먹기", days_ahead(2))

    await minsu.ask("다 취소해줘")
    [card] = await wait_for(minsu, "card")
    asked = await states(minsu)
    await minsu.ask("응")
    await wait_for(minsu, "outcome")

    assert "치과" in card.text
    assert "약 먹기" in card.text
    assert set(asked.values()) == {"scheduled"}
    assert set((await states(minsu)).values()) == {"cancelled"}


async def test_everything_stays_after_a_no(alice: Someone) -> None:
    await schedule(alice, days_ahead(1), "dentist")

    await alice.ask("cancel everything")
    await wait_for(alice, "card")
    await alice.ask("no")
    await wait_for(alice, "outcome")
    await alice.ask("yes")

    assert await states(alice) == {"dentist": "scheduled"}


async def test_quiet_hours_are_set_asked_about_and_ended(minsu: Someone) -> None:
    question = await minsu.ask("11시부터 아침 7시까지 조용히 해줘")
    answer = await minsu.ask("밤")
    hours = await quiet_hours(minsu)
    await minsu.ask("방해 금지 해제")

    assert "23:00" in question
    assert "23:00" in answer
    assert hours == "23:00-07:00"
    assert await quiet_hours(minsu) == ""


async def quiet_hours(person: Someone) -> str:
    async with person.db.user(person.user_id) as connection:
        row = await users.get_person(connection, person.user_id)
    if row.quiet_from is None or row.quiet_to is None:
        return ""
    return f"{row.quiet_from:%H:%M}-{row.quiet_to:%H:%M}"


async def test_it_is_pulled_forward_by_an_amount(minsu: Someone) -> None:
    made = await schedule(minsu, days_ahead(1), "회의")

    await minsu.ask("회의 30분 당겨줘")

    assert (await look_at(minsu, made)).due_at == days_ahead(1) - timedelta(minutes=30)


async def test_pulling_it_into_the_past_is_asked_about(alice: Someone) -> None:
    due_at = datetime.now(UTC) + timedelta(minutes=10)
    made = await schedule(alice, due_at, "meeting")

    answer = await alice.ask("move the meeting 30 minutes earlier")

    assert "already past" in answer
    assert (await look_at(alice, made)).due_at == due_at


async def test_an_amount_for_what_is_to_come_counts_from_its_moment(minsu: Someone) -> None:
    made = await daily(minsu, "회의", days_ahead(1))
    await minsu.ask("회의 이번만 건너뛰어")

    await minsu.ask("회의 30분 미뤄줘")

    assert (await look_at(minsu, made)).due_at == days_ahead(2) + timedelta(minutes=30)


async def test_it_is_the_one_that_was_delivered_last(alice: Someone) -> None:
    await schedule(alice, days_ahead(1), "dentist")
    made = await schedule(alice, datetime.now(UTC) + timedelta(seconds=1.5), "drink water")
    await alice.wait_for_reminders(1)
    await assert_eventually(lambda: is_over(alice, made))

    answer = await alice.ask("cancel it")

    assert "already" in answer
    assert await states(alice) == {"dentist": "scheduled", "drink water": "delivered"}


@pytest.mark.parametrize(
    ("said", "cancelled"),
    [
        ("두 번째 거 취소해줘", "치과 검진"),
        ("치과 예약 알림 취소해줘", "치과 예약"),
        ("오후 5시 거 취소해줘", "치과 검진"),
        ("아까 그거 취소해줘", "치과 예약"),
        ("cancel the 5pm one", "치과 검진"),
        ("cancel that one", "치과 예약"),
    ],
)
async def test_which_one_is_meant(minsu: Someone, said: str, cancelled: str) -> None:
    await schedule(minsu, days_ahead(1, 15), "치과 예약")
    made = await schedule(minsu, days_ahead(2, 17), "치과 검진")
    # People do not speak within a second of it; what happens at once is both "it".
    await assert_eventually(lambda: datetime.now(UTC) - made.updated_at > AT_ONCE)
    await minsu.ask("치과 예약 알림 10분 미뤄줘")
    await minsu.ask("알림 목록")

    await minsu.ask(said)

    over = [text for text, state in (await states(minsu)).items() if state == "cancelled"]
    assert over == [cancelled]
