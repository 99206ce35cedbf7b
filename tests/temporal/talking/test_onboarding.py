"""People of Discord up to the moment at which their messages are to be sent there."""

import pytest

from panager.contracts.channels import DISCORD
from panager.db import users
from panager.db.users import Person
from panager.sentences import say
from panager.when import zone_label
from testing.eventually import assert_eventually
from testing.people import Someone

pytestmark = pytest.mark.usefixtures("worker")


async def written_to(someone: Someone, *, count: int) -> list[tuple[str, str]]:
    """Kind and text of everything that is written down for them, once there is so much."""
    rows: list[tuple[str, str]] = []

    async def written() -> bool:
        async with someone.db.user(someone.user_id) as connection:
            found = await connection.fetch(
                "SELECT kind, text FROM deliveries ORDER BY kind <> 'notice', part"
            )
        rows[:] = [(row["kind"], row["text"]) for row in found]
        return len(rows) >= count

    await assert_eventually(written)
    return rows


async def person_of(someone: Someone) -> Person:
    async with someone.db.user(someone.user_id) as connection:
        return await users.get_person(connection, someone.user_id)


async def test_what_a_stranger_asks_for_is_done_beside_the_welcome(alice: Someone) -> None:
    stranger = await Someone.register(alice.db, alice.client, "1", language="en", channel=DISCORD)

    await stranger.write("내일 오후 3시에 치과 알려줘")
    [(_, welcome), (_, answer)] = await written_to(stranger, count=2)

    assert "Asia/Seoul (KST)" in welcome
    assert "치과" in answer
    assert [one.text for one in await stranger.reminders()] == ["치과"]
    assert (await person_of(stranger)).language == "ko"


async def test_zone_is_set_by_talking_and_reminders_keep_theirs(minsu: Someone) -> None:
    await minsu.ask("내일 오후 3시에 치과 알려줘")
    before = await person_of(minsu)

    answer = await minsu.ask("나 베를린에 있어")
    made = await minsu.ask("내일 오후 3시에 회의 알려줘")

    person = await person_of(minsu)
    assert before.zone_confirmed_at is None
    assert person.zone.key == "Europe/Berlin"
    assert person.zone_confirmed_at is not None
    assert zone_label(person.zone) in answer
    assert say("ko", "note.keeps_zone") in answer
    assert "KST" not in made
    assert {one.text: one.zone for one in await minsu.reminders()} == {
        "치과": "Asia/Seoul",
        "회의": "Europe/Berlin",
    }


async def test_unknown_zone_is_asked_again_and_nothing_changes(alice: Someone) -> None:
    question = await alice.ask("my time zone is Narnia")
    unchanged = await person_of(alice)
    await alice.ask("UTC+5:30")

    assert question == say("en", "unclear.no_zone", phrase="Narnia")
    assert (unchanged.zone.key, unchanged.zone_confirmed_at) == ("Asia/Seoul", None)
    assert (await person_of(alice)).zone.key == "Asia/Kolkata"


async def test_language_is_set_by_talking(alice: Someone) -> None:
    answer = await alice.ask("speak Korean")

    assert answer == say("ko", "done.language_set")
    assert (await person_of(alice)).language == "ko"


async def test_model_introduces_itself_by_the_name_that_it_was_given(alice: Someone) -> None:
    async with alice.db.user(alice.user_id) as connection:
        await connection.execute("UPDATE user_settings SET persona_name = E'Mr.\\nKim'")

    answer = await alice.ask("who are you?")

    assert answer == say("en", "talk.who", name="Mr. Kim")


async def test_name_and_style_are_set_by_talking(minsu: Someone) -> None:
    named = await minsu.ask("이제부터 너를 '비서'라고 부를게")
    await minsu.ask("짧게 대답해")
    await minsu.ask("이모지 쓰지 마")
    who = await minsu.ask("넌 누구야?")

    person = await person_of(minsu)
    assert named == say("ko", "persona.name", name="비서")
    assert who == say("ko", "talk.who", name="비서")
    assert (person.persona_name, person.persona_tone, person.persona_emoji) == (
        "비서",
        "brief",
        False,
    )
