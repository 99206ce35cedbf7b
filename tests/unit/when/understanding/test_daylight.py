"""Clock changes: New York on 8 March and 1 November 2026, Berlin on 29 March and 25 October."""

from datetime import UTC, datetime, timedelta

from panager.when import Kind, render
from tests.unit.when.support import BERLIN, NEW_YORK, said, utc

SATURDAY_BEFORE_GAP = datetime(2026, 3, 7, 12, 0, tzinfo=NEW_YORK)
SATURDAY_BEFORE_FOLD = datetime(2026, 10, 31, 12, 0, tzinfo=NEW_YORK)


def test_time_in_the_gap_takes_the_offset_before_it() -> None:
    meaning = said("tomorrow at 2:30am", SATURDAY_BEFORE_GAP, NEW_YORK)

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2026-03-08T03:30:00-04:00"
    assert meaning.notes == ("gap",)


def test_time_that_occurs_twice_is_the_first_one() -> None:
    meaning = said("tomorrow at 1:30am", SATURDAY_BEFORE_FOLD, NEW_YORK)

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2026-11-01T01:30:00-04:00"
    assert meaning.notes == ("fold",)


def test_abbreviation_picks_the_occurrence() -> None:
    meaning = said("Sun, November 1, 1:30 AM EST", SATURDAY_BEFORE_FOLD, NEW_YORK)

    assert meaning.at is not None
    assert meaning.at.astimezone(UTC) == utc("2026-11-01 06:30")
    assert meaning.notes == ()


def test_second_occurrence_is_meant_when_the_first_is_past() -> None:
    between = utc("2026-11-01 05:45")

    meaning = said("today at 1:30am", between, NEW_YORK)

    assert meaning.at is not None
    assert meaning.at.astimezone(UTC) == utc("2026-11-01 06:30")


def test_hours_count_in_absolute_time() -> None:
    now = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)

    meaning = said("in 2 hours", now, BERLIN)

    assert meaning.at is not None
    assert meaning.at.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=2)
    assert meaning.at.isoformat() == "2026-03-29T04:30:00+02:00"


def test_days_keep_the_time_on_the_clock() -> None:
    meaning = said("in 2 days", datetime(2026, 10, 24, 9, 0, tzinfo=BERLIN), BERLIN)

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2026-10-26T09:00:00+01:00"


def test_minutes_inside_the_repeated_hour_stay_exact() -> None:
    now = utc("2026-10-25 01:10")

    meaning = said("in 10 minutes", now, BERLIN)

    assert meaning.at is not None
    assert meaning.at.astimezone(UTC) == utc("2026-10-25 01:20")


def test_both_repeated_hours_are_read_back() -> None:
    for moment in (utc("2026-10-25 00:30"), utc("2026-10-25 01:30")):
        text = render(moment, zone=BERLIN, language="ko")

        meaning = said(text, utc("2026-10-01 00:00"), BERLIN)

        assert meaning.kind is Kind.INSTANT
        assert meaning.at is not None
        assert meaning.at.astimezone(UTC) == moment
