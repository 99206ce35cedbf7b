from datetime import UTC, datetime
from uuid import UUID, uuid4

from fault_injection.recorder import reminders_in
from panager.client.models import Message


def message(text: str, kind: str = "reminder") -> Message:
    return Message(
        id=uuid4(),
        direction="out",
        kind=kind,
        text=text,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        reply_to=None,
        reminder_id=uuid4(),
        answers=[],
        seq=1,
    )


def test_every_reminder_of_a_message_reached_the_person() -> None:
    one, other = uuid4(), uuid4()

    assert reminders_in(message(f"⏰ {one}")) == [one]
    assert reminders_in(message(f"While I was away:\n• {one} (09:00)\n• {other}")) == [one, other]


def test_answer_that_names_a_reminder_is_none() -> None:
    assert reminders_in(message(f"{UUID(int=1)} is cancelled.", kind="reply")) == []
