"""Reads a person's conversation from the database in the shape that models and tools need."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from panager.db import messages, turns, users
from panager.db.messages import Inbound
from panager.db.pool import Database
from panager.db.turns import PastTurn, Step
from panager.db.users import Person
from panager.llm.transcript import Exchange, Said, Thought

PAST_TURNS = 20


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What one model call may know."""

    person: Person
    open: Sequence[Inbound]
    """Unanswered messages and those of this turn, in order."""
    exchanges: Sequence[Exchange]
    """Ended turns, oldest first, then the current one."""
    steps: Sequence[Step]
    """What was done in the current turn."""

    def thought(self, number: int) -> Step | None:
        """Model call number `number` of the current turn, if it was made already."""
        return next((s for s in self.steps if s.kind == "think" and s.number == number), None)

    @property
    def results(self) -> list[Step]:
        """Tool results of the current turn."""
        return [step for step in self.steps if step.kind == "tool"]


async def read_conversation(db: Database, user_id: UUID, turn_id: UUID) -> Conversation:
    """Everything that the next model call of this turn is about."""
    async with db.user(user_id) as connection:
        open_messages = await messages.list_open(connection, user_id, turn_id)
        person = await users.get_person(connection, user_id)
        past = await turns.list_past(connection, user_id, limit=PAST_TURNS)
        steps = await turns.list_steps(connection, user_id, [*(t.turn_id for t in past), turn_id])
    current = [step for step in steps if step.turn_id == turn_id]
    said = [Said(text=message.text, position=message.seq) for message in open_messages]
    return Conversation(
        person=person,
        open=open_messages,
        exchanges=[
            *(_past(turn, [s for s in steps if s.turn_id == turn.turn_id]) for turn in past),
            Exchange(said=said, thoughts=_thoughts(current)),
        ],
        steps=current,
    )


def _past(turn: PastTurn, steps: Sequence[Step]) -> Exchange:
    said = [Said(text=text, position=0) for text in turn.asked]
    return Exchange(said=said, thoughts=_thoughts(steps), answered=turn.answered)


def _thoughts(steps: Sequence[Step]) -> list[Thought]:
    """Model calls that wanted tools, each with the results that it got."""
    return [
        Thought(
            text=step.body["text"],
            calls=step.body["calls"],
            read_upto=step.body["read_upto"],
            results={
                s.call_id: s.body for s in steps if s.kind == "tool" and s.number == step.number
            },
        )
        for step in steps
        if step.kind == "think" and step.body["calls"]
    ]
