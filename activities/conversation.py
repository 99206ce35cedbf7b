"""Reads a person's conversation from the database in the shape that models need."""

from collections.abc import Sequence
from uuid import UUID

from panager.db import turns
from panager.db.pool import Connection
from panager.db.turns import CurrentTurn, PastTurn, Step
from panager.llm.transcript import Exchange, Said, Thought

PAST_TURNS = 20


async def read_exchanges(
    connection: Connection, user_id: UUID, turn: CurrentTurn
) -> list[Exchange]:
    """The conversation for a model: ended turns, oldest first, then the current one."""
    past = await turns.list_past(connection, user_id, limit=PAST_TURNS)
    said = [Said(text=message.text, position=message.seq) for message in turn.open]
    return [
        *(_past(ended) for ended in past),
        Exchange(said=said, thoughts=_thoughts(turn.steps)),
    ]


def _past(turn: PastTurn) -> Exchange:
    said = [Said(text=text, position=0) for text in turn.asked]
    return Exchange(said=said, thoughts=_thoughts(turn.steps), answered=turn.answered)


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
