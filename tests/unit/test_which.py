"""Which reminder a person's words mean."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from activities.reminders.find import choose, just_now
from panager import when
from panager.db.reminders import Reminder, Terms

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=SEOUL)


def reminder(text: str, due_at: datetime, *, touched: timedelta = timedelta(days=1)) -> Reminder:
    return Reminder(
        reminder_id=uuid4(),
        user_id=UUID(int=0),
        text=text,
        state="scheduled",
        due_at=due_at.astimezone(UTC),
        zone=SEOUL.key,
        language="ko",
        recurrence=None,
        terms=Terms(),
        occurrence=1,
        created_at=NOW,
        updated_at=NOW - touched,
    )


PILLS = reminder("약 먹기", NOW + timedelta(hours=3))
DENTIST = reminder("치과 예약", NOW + timedelta(days=1, hours=1))
CHECK = reminder("치과 검진", NOW + timedelta(days=2, hours=3))
ALL = [PILLS, DENTIST, CHECK]


def chosen(which: str, shown: list[UUID] | None = None) -> list[Reminder]:
    heard = when.for_reminder(when.understand(which, zone=SEOUL, now=NOW), now=NOW)
    return choose(which, ALL, shown or [], understood=heard)


@pytest.mark.parametrize(
    ("which", "meant"),
    [
        ("약", [PILLS]),
        ("치과", [DENTIST, CHECK]),
        ("치과 검진", [CHECK]),
        ("오후 3시", [DENTIST]),
        ("오후 5시", [PILLS, CHECK]),
        ("5시", [PILLS, CHECK]),
        ("오늘 오후 5시", [PILLS]),
        ("내일", [DENTIST]),
        ("모레", [CHECK]),
        ("오후 4시", []),
        ("글피", []),
        ("2", [DENTIST]),
        ("세 번째", [CHECK]),
        ("the second one", [DENTIST]),
        ("9", []),
        ("우유", []),
    ],
)
def test_words_times_and_numbers(which: str, meant: list[Reminder]) -> None:
    assert chosen(which) == meant


def test_a_number_counts_in_the_list_that_was_shown() -> None:
    assert chosen("1", shown=[CHECK.reminder_id, PILLS.reminder_id]) == [CHECK]


def test_it_is_what_was_touched_last() -> None:
    last = reminder("물", NOW, touched=timedelta(minutes=1))
    before = reminder("빨래", NOW, touched=timedelta(minutes=3))

    assert just_now([before, last, PILLS], NOW) == [last]


def test_it_is_either_of_two_that_were_touched_at_once() -> None:
    pair = [reminder(text, NOW, touched=timedelta(minutes=1)) for text in ("물", "빨래")]

    assert just_now([*pair, PILLS], NOW) == pair


def test_nothing_that_was_touched_long_ago_is_it() -> None:
    assert just_now([reminder("물", NOW, touched=timedelta(hours=1))], NOW) == []
