"""People who write numbered requests, and wait for the answers before they write again."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from fault_injection.checker import Fault, Verdict, misordered
from fault_injection.discord.journal import answer_id, count_others
from fault_injection.discord.stage import DiscordStage, until_quiet
from fault_injection.entries import Promised, Received, read
from fault_injection.stage import POLL_S, Reader, now
from testing.eventually import assert_eventually

REQUEST = "remind me to ITEM-{number} tomorrow at 3pm"
PATIENCE_S = 180.0
LONGEST_PAUSE_S = 1.0


@dataclass
class Asking:
    """A round is one message, or a few in a row, and the answers to them."""

    stage: DiscordStage
    most_in_a_row: int
    """Messages that are written before an answer can come."""
    written: int = 0
    _answered: set[UUID] = field(default_factory=set)
    _others_before: int = 0

    async def run(self, rounds: int) -> None:
        """So many with everybody together; gives up on an answer after some minutes."""
        self._others_before = count_others(self.stage.journal())
        watch = asyncio.create_task(self._watch())
        each = -(-rounds // len(self.stage.people))
        chances = [Random(self.stage.random.getrandbits(64)) for _ in self.stage.people]
        people = zip(self.stage.people, chances, strict=True)
        try:
            await asyncio.gather(*(self._converse(*person, each) for person in people))
            await until_quiet(self.stage)
        finally:
            watch.cancel()

    def verdict(self, *, ordered: bool = True) -> Verdict:
        """The checker's; `ordered` when an answer out of order breaks a promise."""
        verdict = self.stage.verdict()
        if ordered:
            verdict.faults += [(Fault.MISORDERED, item) for item in self.misordered()]
        return verdict

    def misordered(self) -> list[UUID]:
        """Answers that came after the answer to a later message of the same person."""
        return misordered(read(self.stage.ledger_path), self.stage.record())

    @property
    def others(self) -> int:
        """Messages of the bot meanwhile that answer nothing."""
        return count_others(self.stage.journal()) - self._others_before

    async def _converse(self, person: Reader, chance: Random, rounds: int) -> None:
        for _ in range(rounds):
            items = [
                await self._write(person) for _ in range(chance.randint(1, self.most_in_a_row))
            ]
            await self._until_answered(set(items))
            await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE_S))

    async def _write(self, person: Reader) -> UUID:
        """An answer is owed from now on."""
        self.written += 1
        number, written_at = self.written, now()
        promise = answer_id(number)
        self.stage.ledger.write(
            Promised(at=written_at, reminder_id=promise, user=person.name, due_at=written_at)
        )
        await self.stage.remote.write(person.name, REQUEST.format(number=number))
        return promise

    async def _until_answered(self, items: set[UUID]) -> None:
        with contextlib.suppress(AssertionError):  # the checker will tell of it
            await assert_eventually(lambda: items <= self._answered, timeout_s=PATIENCE_S)

    async def _watch(self) -> None:
        tail = self.stage.tail()
        while True:
            for entry in tail.read():
                if isinstance(entry, Received) and entry.reminder_id is not None:
                    self._answered.add(entry.reminder_id)
            await asyncio.sleep(POLL_S)
