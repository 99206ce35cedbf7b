"""What may be done to a reminder in which state, and what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest

from activities.reminders import commands
from activities.reminders.commands import Request
from activities.reminders.create import Refusal
from panager.api.reminders.errors import REFUSALS
from panager.contracts import limits
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder, ReminderState, Terms
from panager.when import Recurrence

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOON_TOMORROW = NOW + timedelta(days=1)
DAY = timedelta(days=1)
STATES: tuple[ReminderState, ...] = get_args(ReminderState.__value__)

type Command = Callable[[Request], Change | Refusal]


def request(
    state: ReminderState = "scheduled",
    *,
    rrule: str | None = None,
    due_at: datetime = NOON_TOMORROW,
) -> Request:
    start = due_at.replace(tzinfo=None)
    reminder = Reminder(
        reminder_id=UUID(int=1),
        user_id=UUID(int=2),
        text="water the plants",
        state=state,
        due_at=due_at,
        zone="UTC",
        language="en",
        recurrence=None if rrule is None else Recurrence(rrule=rrule, start=start),
        terms=Terms(),
        occurrence=1,
        created_at=NOW,
        updated_at=NOW,
    )
    return Request(change_id=UUID(int=3), reminder=reminder, now=NOW)


def changed(decided: Change | Refusal) -> Change:
    assert isinstance(decided, Change)
    return decided


def in_states(command: Command, rrule: str | None = None) -> dict[str, set[str]]:
    """The states in which it is refused, by the reason."""
    found: dict[str, set[str]] = {}
    for state in STATES:
        decided = command(request(state, rrule=rrule))
        if isinstance(decided, Refusal):
            found.setdefault(decided.name, set()).add(state)
    return found


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (
            lambda one: commands.snooze(one, NOON_TOMORROW),
            {"WRONG_STATE": {"cancelled", "paused"}},
        ),
        (commands.pause, {"ALREADY": {"paused"}}),
        (
            lambda one: commands.pause_until(one, NOW + 3 * DAY),
            {"WRONG_STATE": set(STATES) - {"creating", "scheduled"}},
        ),
        (
            commands.resume,
            {"ALREADY": {"scheduled"}, "WRONG_STATE": set(STATES) - {"scheduled", "paused"}},
        ),
        (commands.cancel, {"ALREADY": {"cancelled"}}),
        (commands.acknowledge, {}),
        (commands.skip, {}),
    ],
)
def test_state_decides_what_may_be_done(command: Command, refused: dict[str, set[str]]) -> None:
    assert in_states(command, rrule="FREQ=DAILY") == refused


def test_skipped_series_goes_on_with_the_next_occurrence() -> None:
    change = changed(commands.skip(request(rrule="FREQ=DAILY")))

    assert (change.verb, change.due_at) == (Verb.SKIP, NOON_TOMORROW + DAY)


@pytest.mark.parametrize("rrule", [None, "FREQ=DAILY;COUNT=1"])
def test_last_occurrence_is_not_skipped(rrule: str | None) -> None:
    assert commands.skip(request(rrule=rrule)) is Refusal.LAST_OCCURRENCE


def test_resumed_one_keeps_its_moment_when_that_is_still_to_come() -> None:
    assert changed(commands.resume(request("paused"))).due_at == NOON_TOMORROW


def test_resumed_series_goes_on_with_the_first_occurrence_to_come() -> None:
    paused = request("paused", rrule="FREQ=DAILY", due_at=NOW - 3 * DAY - timedelta(hours=1))

    assert changed(commands.resume(paused)).due_at == NOW + timedelta(hours=23)


def test_what_passed_while_it_was_paused_is_not_resumed() -> None:
    assert commands.resume(request("paused", due_at=NOW - DAY)) is Refusal.MISSED


def test_paused_until_a_moment_it_comes_next_at_that_moment() -> None:
    until = NOON_TOMORROW + 3 * DAY

    change = changed(commands.pause_until(request(rrule="FREQ=DAILY"), until))

    assert (change.verb, change.due_at, change.paused_until) == (Verb.SKIP, until, until)


@pytest.mark.parametrize(
    ("rrule", "until", "refusal"),
    [
        ("FREQ=DAILY", NOW, Refusal.PAST),
        ("FREQ=DAILY", NOW + limits.MAX_AHEAD + DAY, Refusal.TOO_FAR),
        (None, NOW + 2 * DAY, Refusal.COMES_ONCE),
        ("FREQ=DAILY", NOON_TOMORROW, Refusal.COMES_LATER),
        ("FREQ=DAILY;COUNT=2", NOW + 9 * DAY, Refusal.ENDS_BEFORE),
        ("FREQ=YEARLY;INTERVAL=9", NOW + 9 * DAY, Refusal.TOO_FAR),
    ],
)
def test_pause_that_makes_no_sense_is_refused(
    rrule: str | None, until: datetime, refusal: Refusal
) -> None:
    assert commands.pause_until(request(rrule=rrule), until) is refusal


@pytest.mark.parametrize(
    ("due_at", "refusal"),
    [(NOW, Refusal.PAST), (NOW + limits.MAX_AHEAD + DAY, Refusal.TOO_FAR)],
)
def test_nothing_is_put_off_or_moved_to_where_nothing_can_be_due(
    due_at: datetime, refusal: Refusal
) -> None:
    assert commands.snooze(request(), due_at) is refusal
    assert commands.edit(request(), due_at=due_at) is refusal


def test_edit_leaves_what_it_does_not_name() -> None:
    change = changed(commands.edit(request(), text="water the roses"))

    assert change.text == "water the roses"
    assert (change.due_at, change.recurrence, change.terms) == (None, None, None)
    assert not change.ends_series


def test_api_says_what_to_send_instead_of_everything_that_is_refused() -> None:
    assert set(REFUSALS) == set(Refusal) - {Refusal.ALREADY, Refusal.WRONG_STATE}
