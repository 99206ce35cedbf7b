"""What the evidence reads from the journal of the fake Discord, with planted violations."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fault_injection import checker
from fault_injection.checker import Fault
from fault_injection.discord.journal import JournalTail, Line, answer_id, count_others
from fault_injection.discord.requests import Requests
from fault_injection.discord.talking import reply_times
from fault_injection.entries import Entry, Promised, Received
from testing.fake_discord.journal import Journal
from tests.unit.fault_injection.logs import START, at

MINA = 7


def shown(path: Path, *messages: dict[str, Any]) -> list[Received]:
    """What a journal with these messages of the bot tells."""
    journal = Journal(path)
    for number, details in enumerate(messages, start=1):
        what = details.pop("what", "message")
        journal.write(what, **{"person_id": MINA, "message_id": number, "content": ""} | details)
    journal.close()
    return [entry for entry in JournalTail(path).read() if isinstance(entry, Received)]


def test_every_reminder_of_a_message_reached_its_person(tmp_path: Path) -> None:
    one, other = uuid4(), uuid4()

    found = shown(tmp_path / "journal", {"content": f"While I was away:\n• {one}\n• {other}"})

    assert [(entry.kind, entry.reminder_id, entry.user) for entry in found] == [
        ("reminder", one, str(MINA)),
        ("reminder", other, str(MINA)),
    ]


def test_same_reminder_in_two_messages_reached_its_person_twice(tmp_path: Path) -> None:
    reminder = uuid4()

    found = shown(tmp_path / "journal", *[{"content": f"⏰ {reminder}"}] * 2)

    ledger: list[Entry] = [
        Promised(at=START, reminder_id=reminder, user=str(MINA), due_at=found[0].at)
    ]
    verdict = checker.check(ledger, found, until=at(10**9))
    assert [fault for fault, _ in verdict.faults] == [Fault.DUPLICATED]


def test_answer_that_grows_by_edits_reached_its_person_once(tmp_path: Path) -> None:
    found = shown(
        tmp_path / "journal",
        {"content": "Okay. I'll"},
        {"content": "Okay. I'll remind you: ITEM-12", "what": "message_edited", "message_id": 1},
        {"content": "ITEM-12\nITEM-13", "what": "message_edited", "message_id": 1},
    )

    assert [entry.reminder_id for entry in found] == [answer_id(12), answer_id(13)]


def test_what_the_person_wrote_and_what_did_not_arrive_is_no_receipt(tmp_path: Path) -> None:
    found = shown(
        tmp_path / "journal",
        {"what": "person_wrote", "content": "remind me to ITEM-1"},
        {"what": "deduplicated", "content": "ITEM-1"},
    )

    assert found == []


def test_line_that_is_being_written_is_read_later(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    line = json.dumps(
        {"at": START.isoformat(), "what": "message", "person_id": MINA, "message_id": 1}
        | {"content": "ITEM-1"}
    )
    path.write_text(line[:30])
    tail = JournalTail(path)

    before = list(tail.read())
    path.write_text(line + "\n")

    assert before == []
    assert len(list(tail.read())) == 1


def test_messages_without_a_promise_are_counted_by_what_they_say_in_the_end() -> None:
    lines = [
        line("message", 0, message_id=1, content="Okay."),
        line("message_edited", 1, message_id=1, content="Okay. ITEM-1"),
        line("message", 2, message_id=2, content="Sorry."),
    ]

    assert count_others(lines) == 1


def line(what: str, seconds: float, **details: Any) -> Line:
    given = {"at": at(seconds), "what": what, "person_id": MINA} | details
    return Line.model_validate(given)


def times(*lines: Line, until: float = 1000) -> list[float]:
    return reply_times(lines, {str(MINA)}, START, at(until))


def test_answer_takes_until_its_last_edit() -> None:
    assert times(
        line("person_wrote", 0),
        line("message", 1),
        line("message_edited", 2.5),
        line("person_wrote", 4),
        line("message", 4.5),
    ) == [2.5, 0.5]


def test_message_that_had_to_wait_counts_from_when_it_was_written() -> None:
    assert times(line("person_wrote", 0), line("person_wrote", 20), line("message", 21)) == [21, 1]


def test_other_people_and_other_times_do_not_count() -> None:
    stranger = MINA + 1

    assert (
        times(
            line("person_wrote", 0, person_id=stranger),
            line("message", 1, person_id=stranger),
            line("person_wrote", 50),
            line("message", 51),
            until=40,
        )
        == []
    )


def test_share_of_429s() -> None:
    before = Requests.of({"GET /gateway/bot 200": 1, "POST /x 429": 5})
    after = Requests.of({"GET /gateway/bot 200": 96, "POST /x 429": 10, "PATCH /y 429": 0})

    assert after.since(before).note() == "5 of 100 requests met a 429 (5.0%)"


def promised(*numbers: int, user: str = "mina") -> list[Entry]:
    return [
        Promised(at=at(number), reminder_id=answer_id(number), user=user, due_at=at(number))
        for number in numbers
    ]


def received(*numbers: int, user: str = "mina") -> list[Entry]:
    return [
        Received(
            at=START + timedelta(seconds=100 + place),
            user=user,
            message_id=UUID(int=place),
            seq=place,
            kind="reply",
            reminder_id=answer_id(number),
            said_at=at(100),
        )
        for place, number in enumerate(numbers)
    ]


def test_answers_in_order_are_in_order_whoever_else_is_answered_between() -> None:
    ledger = [*promised(1, 3), *promised(2, user="juno")]

    assert checker.misordered(ledger, [*received(1, 3), *received(2, user="juno")]) == []


def test_planted_overtaking_is_found() -> None:
    assert checker.misordered(promised(1, 2, 3), received(2, 1, 3)) == [answer_id(1)]


def test_second_receipt_is_a_duplicate_and_not_out_of_order() -> None:
    assert checker.misordered(promised(1, 2), received(1, 2, 1)) == []
