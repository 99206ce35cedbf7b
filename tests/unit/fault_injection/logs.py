"""Two logs in memory, written as the suite writes its files."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from fault_injection import checker
from fault_injection.checker import Fault, Verdict
from fault_injection.entries import Answered, Asked, Entry, Promised, Received
from panager.contracts.reminder import Verb

START = datetime(2026, 11, 21, 9, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@dataclass
class Logs:
    """Times are seconds since START."""

    ledger: list[Entry] = field(default_factory=list)
    record: list[Entry] = field(default_factory=list)

    def promise(self, due: float) -> UUID:
        reminder_id = uuid4()
        self.ledger.append(
            Promised(at=at(0), reminder_id=reminder_id, user="minsu", due_at=at(due))
        )
        return reminder_id

    def ask(self, reminder_id: UUID, verb: Verb, due: float | None = None) -> UUID:
        change_id = uuid4()
        self.ledger.append(
            Asked(
                at=at(0),
                change_id=change_id,
                reminder_id=reminder_id,
                verb=verb,
                due_at=None if due is None else at(due),
            )
        )
        return change_id

    def answer(self, change_id: UUID, *, accepted: bool, when: float) -> None:
        self.ledger.append(Answered(at=at(when), change_id=change_id, accepted=accepted))

    def change(
        self,
        reminder_id: UUID,
        verb: Verb,
        due: float | None = None,
        *,
        accepted: bool,
        when: float,
    ) -> None:
        self.answer(self.ask(reminder_id, verb, due), accepted=accepted, when=when)

    def receive(self, reminder_id: UUID, when: float, *, said: float | None = None) -> None:
        self.record.append(
            Received(
                at=at(when),
                user="minsu",
                message_id=uuid4(),
                seq=len(self.record) + 1,
                kind="reminder",
                reminder_id=reminder_id,
                said_at=at(when if said is None else said),
            )
        )

    def verdict(self, until: float = 1000) -> Verdict:
        return checker.check(self.ledger, self.record, until=at(until))

    def faults(self) -> list[Fault]:
        return [fault for fault, _ in self.verdict().faults]
