"""A long list is told whole; a very long one is cut, says by how much, and keeps its numbers."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from panager.db import reminders
from panager.sentences import say
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.cards import propose, wait_for

pytestmark = pytest.mark.usefixtures("worker")

NUMBERED = re.compile(r"^(\d+)\. .* · (thing \d{3})$", re.MULTILINE)


async def promise(person: Someone, count: int) -> list[str]:
    """So many rows, in the order in which they are due; only the last has a workflow."""
    texts = [f"thing {number:03}" for number in range(1, count + 1)]
    first = datetime.now(UTC) + timedelta(days=2)
    async with person.db.user(person.user_id) as connection:
        for hours, text in enumerate(texts[:-1]):
            reminder_id = uuid4()
            await reminders.insert_reminder(
                connection,
                person.user_id,
                reminder_id=reminder_id,
                text=text,
                due_at=first + timedelta(hours=hours),
                zone="Asia/Seoul",
                language="en",
            )
            await reminders.mark_scheduled(connection, person.user_id, reminder_id)
    await schedule(person, first + timedelta(hours=count), texts[-1])
    return texts


def numbered(texts: list[str]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in enumerate(texts, start=1)]


async def test_long_list_is_told_whole(alice: Someone) -> None:
    texts = await promise(alice, 40)

    answer = await alice.ask("what reminders do I have?")

    assert answer.startswith(say("en", "done.listed", n=40))
    assert NUMBERED.findall(answer) == numbered(texts)


async def test_very_long_list_says_how_many_it_leaves_out(alice: Someone) -> None:
    texts = await promise(alice, 200)

    answer = await alice.ask("what reminders do I have?")

    shown = NUMBERED.findall(answer)
    assert answer.startswith(say("en", "done.listed", n=200))
    assert 40 < len(shown) < 200
    assert shown == numbered(texts)[: len(shown)]
    assert answer.endswith(say("en", "done.more", n=200 - len(shown)))


async def test_number_that_was_left_out_means_its_reminder(alice: Someone) -> None:
    await promise(alice, 200)
    await alice.ask("what reminders do I have?")

    answer = await alice.ask("cancel number 200")

    assert "thing 200" in answer
    assert [row.text for row in await alice.reminders() if row.state == "cancelled"] == [
        "thing 200"
    ]


async def test_card_shows_every_one_of_many(alice: Someone) -> None:
    texts = await promise(alice, 200)

    await propose(alice)
    [card] = await wait_for(alice, "card")

    assert card.text.startswith(say("en", "action.cancel_all", n=200))
    assert NUMBERED.findall(card.text) == numbered(texts)


async def test_long_words_of_a_reminder_come_whole(alice: Someone) -> None:
    what = " ".join(f"item{number:03}" for number in range(430))

    answer = await alice.ask(f"remind me in 1 second to {what}")
    [reminder] = await alice.wait_for_reminders(1)

    assert answer.endswith(what)
    assert reminder.text == say("en", "reminder.due", text=what)


async def test_list_shows_the_beginning_of_long_words(alice: Someone) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    for name in ("first", "second", "third"):
        await schedule(alice, due, f"{name} {'x' * 3900}")

    answer = await alice.ask("what reminders do I have?")

    assert all(f" · {name} xxx" in answer for name in ("first", "second", "third"))
    assert answer.count("…") == 3
    assert len(answer) < 1000
