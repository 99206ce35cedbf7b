from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panager.db.timeline import Entry
from panager.timeline import Teller

DUE = datetime(2026, 11, 21, 6, tzinfo=UTC)
TELLER = Teller(language="en", zone=ZoneInfo("Asia/Seoul"))


def entry(kind: str, at: datetime, reason: str | None = None) -> Entry:
    return Entry(
        at=at,
        rank=5,
        number=1,
        kind=kind,  # type: ignore[arg-type]
        due_at=DUE,
        until=None,
        reason=reason,
        text=None,
        recurrence=None,
        terms=None,
        proof="local:1",
    )


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        (timedelta(milliseconds=40), "Delivered on time. Proof: local:1"),
        (timedelta(seconds=29), "Delivered on time. Proof: local:1"),
        (timedelta(minutes=40), "Delivered 40 minutes late. Proof: local:1"),
    ],
)
def test_delivery_tells_how_late_it_was(late: timedelta, sentence: str) -> None:
    assert TELLER.tell(entry("delivered", DUE + late)).sentence == sentence


def test_undeliverable_tells_why() -> None:
    known = TELLER.tell(entry("undeliverable", DUE, reason="the account is gone"))
    unknown = TELLER.tell(entry("undeliverable", DUE))

    assert known.sentence == "It could not be delivered: the account is gone."
    assert "not known" in unknown.sentence


@pytest.mark.parametrize("reason", ["asked", "late", "missed", "quiet", "cancel", "pause", None])
def test_skipped_occurrence_names_its_time(reason: str | None) -> None:
    told = TELLER.tell(entry("skipped", DUE + timedelta(days=1), reason=reason))

    assert "November 21, 3:00 PM KST" in told.sentence
