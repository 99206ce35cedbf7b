"""What a turn may do without a card; beyond it one card shows exactly what would be done."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from datetime import UTC, datetime, time, timedelta

import pytest

from panager.contracts.action import Verdict
from panager.db import users
from panager.sentences import say
from panager.worker.running import running_worker
from testing.fake_openai import Call, FakeOpenAI, Request, Says
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.cards import all_actions, press, wait_for

NAMES = ("dentist", "pills", "water", "rent", "laundry", "homework", "piano", "yoga")
TOMORROW = timedelta(days=1)

type Script = Callable[..., None]


@pytest.fixture
async def calls(openai: FakeOpenAI, alice: Someone) -> AsyncIterator[Script]:
    """What the model does in the next turn: tools step by step, then it says "Done."."""
    steps: list[tuple[Call, ...]] = []

    def script(*wanted: tuple[Call, ...]) -> None:
        steps[:] = wanted

    def answer(request: Request) -> Says:
        roles = [message["role"] for message in request.messages]
        step = roles[len(roles) - 1 - roles[::-1].index("user") :].count("assistant")
        return Says(calls=steps[step]) if step < len(steps) else Says("Done.")

    openai.script = answer
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(
            alice.client, alice.db, models, settings=settings_for(openai), isolated=True
        ),
    ):
        yield script


async def with_reminders(person: Someone, count: int = len(NAMES)) -> datetime:
    """So many, due tomorrow in the afternoon of Seoul; when the first one is."""
    first = (datetime.now(UTC) + TOMORROW).replace(hour=6, minute=0, second=0, microsecond=0)
    for place, name in enumerate(NAMES[:count]):
        await schedule(person, first + timedelta(minutes=place), name)
    return first


async def states(person: Someone) -> dict[str, str]:
    return {row.text: row.state for row in await person.reminders()}


def cut(names: tuple[str, ...]) -> tuple[Call, ...]:
    return tuple(Call("cancel_reminder", {"which": name}) for name in names)


@pytest.mark.parametrize(
    ("tool", "args", "state"),
    [
        ("cancel_reminder", {}, "cancelled"),
        ("pause_reminder", {}, "paused"),
    ],
)
async def test_what_is_beyond_the_bound_waits_on_one_card(
    alice: Someone, calls: Script, tool: str, args: dict[str, str], state: str
) -> None:
    await with_reminders(alice)
    wanted = [Call(tool, {"which": name} | args) for name in NAMES]

    calls(tuple(wanted[:4]), tuple(wanted[4:]))
    await alice.ask("tidy up")
    [card] = await wait_for(alice, "card")
    before = await states(alice)
    await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")

    done = [name for name in NAMES if before[name] == state]
    left = [name for name in NAMES if before[name] == "scheduled"]
    assert (len(done), len(left)) == (5, 3)
    assert all(name in card.text for name in left)
    assert not any(name in card.text for name in done)
    assert set((await states(alice)).values()) == {state}


async def test_what_a_card_did_is_taken_back_by_one_word(alice: Someone, calls: Script) -> None:
    await with_reminders(alice)
    calls(cut(NAMES))
    await alice.ask("tidy up")
    await wait_for(alice, "card")
    before = await states(alice)
    await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")

    await alice.ask("undo")

    again = {row.text for row in await alice.reminders() if row.state == "scheduled"}
    assert again == {name for name in NAMES if before[name] == "scheduled"}


async def test_what_a_turn_has_changed_is_listed_by_code(alice: Someone, calls: Script) -> None:
    await with_reminders(alice, 2)

    calls((Call("pause_reminder", {"which": "dentist"}),), cut(("pills",)))
    answer = await alice.ask("what is the weather like?")

    said, changes = answer.split(say("en", "turn.changes"))
    assert said.strip() == "Done."
    assert "dentist" in changes
    assert "pills" in changes
    assert say("en", "done.paused", text="dentist") in changes


@pytest.mark.parametrize(
    ("tool", "when", "is_far"),
    [
        ("snooze_reminder", "6 days", False),
        ("snooze_reminder", "8 days", True),
        ("snooze_reminder", "4 years", True),
        ("change_reminder", "in 3 weeks", True),
    ],
)
async def test_what_would_come_much_later_is_asked_about(
    alice: Someone, calls: Script, tool: str, when: str, is_far: bool
) -> None:
    first = await with_reminders(alice, 1)

    calls((Call(tool, {"which": "dentist", "when": when}),))
    await alice.ask("not now")

    [row] = await alice.reminders()
    assert (row.due_at == first) == is_far
    assert len(await all_actions(alice)) == is_far


async def test_many_small_steps_are_as_far_as_one_large(alice: Someone, calls: Script) -> None:
    first = await with_reminders(alice, 1)

    later = [(Call("snooze_reminder", {"which": "dentist", "when": f"{n} days"}),) for n in (5, 4)]
    calls(*later)
    await alice.ask("not now")

    [row] = await alice.reminders()
    assert row.due_at == first + timedelta(days=5)
    assert len(await all_actions(alice)) == 1


async def test_far_snooze_is_done_when_its_person_says_yes(alice: Someone, calls: Script) -> None:
    first = await with_reminders(alice, 1)
    calls((Call("snooze_reminder", {"which": "dentist", "when": "8 days"}),))
    await alice.ask("not now")
    [card] = await wait_for(alice, "card")

    await alice.ask("yes")
    await wait_for(alice, "outcome")

    [row] = await alice.reminders()
    assert "put off to" in card.text
    assert row.due_at == first + timedelta(days=8)


async def test_more_than_ten_new_ones_are_asked_about(alice: Someone, calls: Script) -> None:
    made = [
        Call("create_reminder", {"text": f"thing {n}", "when": f"in {n} hours"})
        for n in range(1, 13)
    ]

    calls(tuple(made[:6]), tuple(made[6:]))
    await alice.ask("plan my day")
    [card] = await wait_for(alice, "card")
    before = await states(alice)
    await alice.ask("yes")
    await wait_for(alice, "outcome")

    assert len(before) == 10
    assert card.text.count("new reminder") == 2
    assert len(await alice.reminders()) == 12
    assert set((await states(alice)).values()) == {"scheduled"}


async def test_quiet_hours_that_would_hold_many_are_asked_about(
    alice: Someone, calls: Script
) -> None:
    await with_reminders(alice)
    quiet = await quiet_around(alice)

    calls((Call("set_quiet_hours", quiet),))
    await alice.ask("hush")
    [card] = await wait_for(alice, "card")
    before = await person_quiet(alice)
    await alice.ask("yes")
    await wait_for(alice, "outcome")

    assert all(name in card.text for name in NAMES)
    assert before is None
    assert await person_quiet(alice) is not None


async def test_quiet_hours_of_most_of_the_day_are_asked_about(
    alice: Someone, calls: Script
) -> None:
    calls((Call("set_quiet_hours", {"start": "00:00", "end": "23:59"}),))
    await alice.ask("hush")

    assert await person_quiet(alice) is None
    assert len(await all_actions(alice)) == 1


async def test_model_takes_back_no_more_than_it_may_change(alice: Someone, calls: Script) -> None:
    made = [
        Call("create_reminder", {"text": name, "when": f"in {place} hours"})
        for place, name in enumerate(NAMES, start=1)
    ]
    calls(tuple(made))
    await alice.ask("plan my day")

    calls((Call("undo", {}),) * 8)
    await alice.ask("and the weather?")

    assert sorted((await states(alice)).values()) == ["cancelled"] * 5 + ["scheduled"] * 3


async def test_typed_undo_asks_no_model(alice: Someone, calls: Script, openai: FakeOpenAI) -> None:
    await with_reminders(alice, 1)
    calls(cut(("dentist",)))
    await alice.ask("no dentist")
    asked = len(openai.requests)

    answer = await alice.ask("undo")

    assert len(openai.requests) == asked
    assert answer.startswith("Taken back. The reminder is there again: dentist")
    assert "scheduled" in {row.state for row in await alice.reminders()}


async def quiet_around(person: Someone) -> dict[str, str]:
    """An hour before and after the first reminder, on the wall clock."""
    first = (await person.reminders())[0].due_at
    async with person.db.user(person.user_id) as connection:
        zone = (await users.get_person(connection, person.user_id)).zone
    local = first.astimezone(zone)
    start, end = local - timedelta(hours=1), local + timedelta(hours=1)
    return {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}


async def person_quiet(person: Someone) -> time | None:
    async with person.db.user(person.user_id) as connection:
        return (await users.get_person(connection, person.user_id)).quiet_from
