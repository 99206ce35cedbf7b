"""Properties: what can be said in several ways means the same in each."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from panager.when import Kind, understand
from tests.unit.when.support import NOW, SEOUL, meant

quick = settings(deadline=None, max_examples=60)
clocks = st.times().map(lambda moment: time(moment.hour, moment.minute))


@quick
@given(clocks)
def test_clock_means_the_same_in_twelve_and_in_24_hours(clock: time) -> None:
    half = "am" if clock.hour < 12 else "pm"
    twelve = f"{clock.hour % 12 or 12}:{clock.minute:02}"
    said = (
        f"{twelve}{half}",
        f"at {twelve} {half.upper()}",
        f"{twelve} {half[0]}.m.",
        f"at {clock:%H%M} hours",
    )

    meanings = {meant(text) for text in said}

    assert len(meanings) == 1, meanings


@quick
@given(st.integers(1, 59), st.sampled_from(["minutes", "mins", "min"]))
def test_minutes_ahead_and_ago_are_counted_from_now(number: int, unit: str) -> None:
    ahead = understand(f"in {number} {unit}", zone=SEOUL, now=NOW)
    behind = understand(f"{number} {unit} ago", zone=SEOUL, now=NOW)

    assert ahead.at == NOW + timedelta(minutes=number)
    assert behind.at == NOW - timedelta(minutes=number)


@quick
@given(clocks, clocks, st.sampled_from(["from {} to {}", "between {} and {}", "{}-{}", "{} ~ {}"]))
def test_range_ends_at_the_first_such_time_after_its_beginning(
    start: time, end: time, form: str
) -> None:
    text = form.format(_twelve(start), _twelve(end))
    meaning = understand(f"tomorrow {text}", zone=SEOUL, now=NOW)

    day = datetime(2026, 11, 22, tzinfo=SEOUL)
    at = day.replace(hour=start.hour, minute=start.minute)
    minutes = ((end.hour - start.hour) * 60 + end.minute - start.minute) % (24 * 60)
    assert meaning.kind is Kind.RANGE, (text, meaning)
    assert meaning.at == at
    assert meaning.end is not None
    assert meaning.end.astimezone(UTC) - at.astimezone(UTC) == timedelta(minutes=minutes or 1440)


def _twelve(clock: time) -> str:
    return f"{clock.hour % 12 or 12}:{clock.minute:02}{'am' if clock.hour < 12 else 'pm'}"
