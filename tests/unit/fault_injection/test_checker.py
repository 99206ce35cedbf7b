"""The checker finds what was planted, and nothing where nothing was."""

from pathlib import Path

import pytest

from fault_injection import checker
from fault_injection.checker import Fault
from fault_injection.entries import Entry, Log, read
from panager.contracts.reminder import Verb
from tests.unit.fault_injection.logs import Logs, at


def kept(count: int) -> Logs:
    """Reminders that came when they were due, or a little later."""
    logs = Logs()
    for number in range(count):
        logs.receive(logs.promise(due=10), when=10 + number / 10)
    return logs


def test_kept_promises_have_no_faults() -> None:
    verdict = kept(100).verdict()

    assert (verdict.sent, verdict.faults, verdict.kept) == (100, [], True)
    assert max(verdict.lateness).total_seconds() == pytest.approx(9.9)


def test_planted_loss_is_found() -> None:
    logs = kept(5)
    lost = logs.promise(due=10)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults, verdict.kept) == (5, [(Fault.LOST, lost)], False)


def test_planted_duplicate_is_found() -> None:
    logs = kept(5)
    twice = logs.promise(due=10)
    logs.receive(twice, when=11)
    logs.receive(twice, when=12)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults, verdict.kept) == (6, [(Fault.DUPLICATED, twice)], False)


def test_same_message_shown_twice_is_a_duplicate() -> None:
    logs = kept(1)
    logs.record.append(logs.record[0])

    assert logs.faults() == [Fault.DUPLICATED]


def test_planted_early_one_is_found() -> None:
    logs = kept(5)
    early = logs.promise(due=10)
    logs.receive(early, when=9.999)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults, verdict.kept) == (6, [(Fault.EARLY, early)], False)


def test_early_one_is_found_when_it_was_seen_late() -> None:
    logs = Logs()
    logs.receive(logs.promise(due=10), when=11, said=9.9)

    assert logs.faults() == [Fault.EARLY]


def test_planted_one_after_cancel_is_found() -> None:
    logs = kept(5)
    cancelled = logs.promise(due=10)
    logs.change(cancelled, Verb.CANCEL, accepted=True, when=5)
    logs.receive(cancelled, when=11)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults) == (5, [(Fault.AFTER_CANCEL, cancelled)])
    assert not verdict.kept


def test_planted_late_one_is_found_and_is_not_a_broken_promise() -> None:
    logs = Logs()
    late = logs.promise(due=10)
    logs.receive(late, when=71)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults, verdict.kept) == (1, [(Fault.LATE, late)], True)


def test_what_nobody_promised_is_found() -> None:
    logs, other = kept(1), Logs()
    logs.receive(other.promise(due=10), when=11)

    assert logs.faults() == [Fault.UNPROMISED]


def test_cancelled_and_silent_is_kept() -> None:
    logs = Logs()
    logs.change(logs.promise(due=10), Verb.CANCEL, accepted=True, when=5)

    verdict = logs.verdict()

    assert (verdict.sent, verdict.faults) == (0, [])


def test_refused_cancel_must_still_arrive() -> None:
    logs = Logs()
    logs.change(logs.promise(due=10), Verb.CANCEL, accepted=False, when=10)

    assert logs.faults() == [Fault.LOST]


def test_not_yet_due_is_not_lost() -> None:
    logs = kept(1)
    logs.promise(due=2000)

    assert logs.verdict(until=1000).faults == []


@pytest.mark.parametrize(
    ("accepted", "received", "faults"),
    [
        (True, [20.5], []),
        (True, [10.5], [Fault.EARLY]),
        (True, [10.5, 20.5], [Fault.EARLY, Fault.DUPLICATED]),
        (True, [], [Fault.LOST]),
        (False, [10.5], []),
        (False, [10.5, 20.5], [Fault.DUPLICATED]),
    ],
)
def test_edit_moves_the_moment(accepted: bool, received: list[float], faults: list[Fault]) -> None:
    logs = Logs()
    reminder = logs.promise(due=10)
    logs.change(reminder, Verb.EDIT, due=20, accepted=accepted, when=10)
    for when in received:
        logs.receive(reminder, when)

    assert logs.faults() == faults


@pytest.mark.parametrize(
    ("received", "faults"),
    [
        ([20.5], []),
        ([10.1, 20.5], []),
        ([10.1], [Fault.LOST]),
        ([10.9, 20.5], [Fault.EARLY, Fault.DUPLICATED]),
        ([10.1, 19.0], [Fault.EARLY]),
        ([10.1, 20.5, 20.6], [Fault.DUPLICATED]),
    ],
)
def test_snooze_moves_the_moment_or_adds_one_when_it_was_delivered(
    received: list[float], faults: list[Fault]
) -> None:
    logs = Logs()
    reminder = logs.promise(due=10)
    logs.change(reminder, Verb.SNOOZE, due=20, accepted=True, when=10.5)
    for when in received:
        logs.receive(reminder, when)

    assert logs.faults() == faults


@pytest.mark.parametrize("received", [[], [11.0]])
def test_cancel_with_unknown_outcome_may_end_either_way(received: list[float]) -> None:
    logs = Logs()
    reminder = logs.promise(due=10)
    logs.ask(reminder, Verb.CANCEL)
    for when in received:
        logs.receive(reminder, when)

    assert logs.faults() == []


def test_files_say_what_was_written(tmp_path: Path) -> None:
    logs = kept(3)
    logs.change(logs.promise(due=10), Verb.CANCEL, accepted=True, when=5)
    ledger, record = tmp_path / "ledger.jsonl", tmp_path / "record.jsonl"
    write(ledger, logs.ledger)
    write(record, logs.record)
    with record.open("a") as file:
        file.write('{"what": "recei')  # the recorder is in the middle of a line

    assert (list(read(ledger)), list(read(record))) == (logs.ledger, logs.record)
    assert checker.check(read(ledger), read(record), until=at(1000)) == logs.verdict()


def write(path: Path, entries: list[Entry]) -> None:
    log = Log.open(path)
    for entry in entries:
        log.write(entry)
    log.close()
