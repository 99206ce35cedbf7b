"""What words of the day mean to somebody, by talking, and what they have set."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panager.db import users
from panager.db.users import Person
from panager.when import USUAL, said_habits
from testing.people import Someone

pytestmark = pytest.mark.usefixtures("worker")

SEOUL = ZoneInfo("Asia/Seoul")


async def person_of(someone: Someone) -> Person:
    async with someone.db.user(someone.user_id) as connection:
        return await users.get_person(connection, someone.user_id)


async def habits_of(someone: Someone) -> dict[str, str]:
    return said_habits((await person_of(someone)).habits)


async def due_times(someone: Someone) -> dict[str, str]:
    return {row.text: f"{row.due_at.astimezone(SEOUL):%H:%M}" for row in await someone.reminders()}


async def test_morning_is_when_the_person_says_it_is(minsu: Someone, alice: Someone) -> None:
    await minsu.ask("내일 아침에 운동 알려줘")

    answer = await minsu.ask("아침은 7시 반으로 해줘")
    await minsu.ask("내일 아침에 산책 알려줘")

    assert "아침 07:30" in answer
    assert "이미 있는 알림의 시각은 그대로" in answer
    assert await due_times(minsu) == {"운동": "09:00", "산책": "07:30"}
    assert (await person_of(alice)).habits == USUAL


async def test_several_are_set_at_once(minsu: Someone) -> None:
    await minsu.ask("아침은 7시고 저녁은 6시야")
    await minsu.ask("퇴근은 5시 반")
    await minsu.ask("내 점심시간은 1시")

    assert await habits_of(minsu) == {
        "morning": "07:00",
        "evening": "18:00",
        "close": "17:30",
        "lunch": "13:00",
    }


async def test_part_of_the_day_tells_the_half_that_is_meant(alice: Someone) -> None:
    await alice.ask("my mornings start at 7")
    await alice.ask("evening means 6:30 for me")

    assert await habits_of(alice) == {"morning": "07:00", "evening": "18:30"}


async def test_day_that_makes_no_sense_is_refused_and_says_why(alice: Someone) -> None:
    answer = await alice.ask("my afternoons start at 11 am")

    assert "lunch 12:00, afternoon 11:00" in answer
    assert await habits_of(alice) == {}


async def test_weeks_begin_on_the_day_that_the_person_names(alice: Someone) -> None:
    answer = await alice.ask("weeks start on Sunday for me")
    await alice.ask("remind me every other week on Saturday and Sunday at 9am to call mom")

    [made] = await alice.reminders()
    assert "Sunday" in answer
    assert made.rrule is not None
    assert made.rrule.endswith("WKST=SU")


async def test_habit_is_taken_back_with_what_was_there_before(minsu: Someone) -> None:
    await minsu.ask("아침은 7시야")
    await minsu.ask("저녁은 6시야")

    answer = await minsu.ask("되돌려줘")
    first = await habits_of(minsu)
    await minsu.ask("되돌려줘")

    assert answer == "되돌렸어요: 하루의 시각 정하기."
    assert first == {"morning": "07:00"}
    assert await habits_of(minsu) == {}


async def test_settings_are_told_as_the_row_has_them(minsu: Someone) -> None:
    await minsu.ask("밤 11시부터 아침 7시까지 조용히 해줘")
    await minsu.ask("아침은 7시 반으로 해줘")

    everything = await minsu.ask("내 설정 보여줘")
    quiet = await minsu.ask("조용한 시간 언제야?")
    morning = await minsu.ask("몇 시를 아침으로 알아?")

    assert "언어: 한국어" in everything
    assert "Asia/Seoul" in everything or "서울" in everything
    assert "방해 금지 시간: 23:00–07:00" in everything
    assert quiet == "방해 금지 시간: 23:00–07:00"
    assert morning.startswith("하루: 새벽 05:00 · 아침 07:30 ·")


async def test_settings_are_told_in_the_language_of_the_question(alice: Someone) -> None:
    assert await alice.ask("what are my quiet hours?") == "Quiet hours: none"
    assert "아침 09:00" in await alice.ask("내 아침은 몇 시야?")


async def test_reminder_in_the_morning_is_no_habit(minsu: Someone) -> None:
    tomorrow = datetime.now(SEOUL) + timedelta(days=1)

    await minsu.ask(f"{tomorrow.month}월 {tomorrow.day}일 아침 7시에 깨워줘")

    assert await due_times(minsu) == {"일어나기": "07:00"}
    assert await habits_of(minsu) == {}
