from datetime import UTC, datetime

import pytest

from workflows.reconcile import next_night


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-21T00:00", "2026-11-21T03:30"),
        ("2026-11-21T03:29:59", "2026-11-21T03:30"),
        ("2026-11-21T03:30", "2026-11-22T03:30"),
        ("2026-12-31T23:59", "2027-01-01T03:30"),
    ],
)
def test_the_next_night_is_later_than_now(now: str, night: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert next_night(moment) == datetime.fromisoformat(night).replace(tzinfo=UTC)
