"""Reads a person's conversation from the database in the shape that models and tools need."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from panager.db import messages, turns, users
from panager.db.messages import Inbound
from panager.db.pool import Connection
from panager.db.turns import PastTurn, Step
from panager.db.users import Person
from panager.llm.transcript import Exchange, Said, Thought

PAST_TURNS = 20


@dataclass(frozen=True, kw_only=True)
class CurrentTurn:
    """What is asked and what was done about it so far."""

    person: Person
    open: Sequence[Inbound]
    """Unanswered messages and those of this turn, in order."""
    steps: Sequence[Step]

    def step(self, number: int, call_id: str = "") -> Step | None:
        """One step, if it was made already; `call_id` "" is the model call."""
        return next((s for s in self.steps if (s.number, s.call_id) == (number, call_id)), None)

    @property
    def results(self) -> list[Step]:
        """Of its tool calls."""
        return [step for step in self.steps if step.kind == "tool"]


async def read_turn(connection: Connection, user_id: UUID, turn_id: UUID) -> CurrentTurn:
    """The turn as it stands."""
    return CurrentTurn(
        person=await users.get_person(connection, user_id),
        open=await messages.list_open(connection, user_id, turn_id),
        steps=await turns.list_steps(connection, user_id, [turn_id]),
    )


async def read_exchanges(
    connection: Connection, user_id: UUID, turn: CurrentTurn
) -> list[Exchange]:
    """The conversation for a model: ended turns, oldest first, then the current one."""
    past = await turns.list_past(connection, user_id, limit=PAST_TURNS)
    steps = await turns.list_steps(connection, user_id, [t.turn_id for t in past])
    said = [Said(text=message.text, position=message.seq) for message in turn.open]
    return [
        *(_past(ended, [s for s in steps if s.turn_id == ended.turn_id]) for ended in past),
        Exchange(said=said, thoughts=_thoughts(turn.steps)),
    ]


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
