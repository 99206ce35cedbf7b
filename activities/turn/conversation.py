"""A person's conversation as it is in the database, in the shape that models need."""

from collections.abc import Sequence

from panager.db.conversation.turns import CurrentTurn, PastTurn, Step
from panager.llm.dialects.chunks import REASONING
from panager.llm.transcript import Exchange, Said, Thought


def exchange_of(turn: CurrentTurn) -> Exchange:
    """The turn that waits for an answer, as an exchange."""
    said = [
        Said(text=message.text, position=message.seq, is_event=message.is_event)
        for message in turn.open
    ]
    return Exchange(said=said, thoughts=_thoughts(turn.steps, is_current=True))


def past_exchange(turn: PastTurn) -> Exchange:
    """A turn that has ended, as an exchange."""
    said = [Said(text=text, position=0, is_event=kind == "event") for text, kind in turn.read]
    return Exchange(said=said, thoughts=_thoughts(turn.steps), answered=turn.answered)


def _thoughts(steps: Sequence[Step], *, is_current: bool = False) -> list[Thought]:
    """The model calls that proposed tool calls, each with the results that it got."""
    return [
        Thought(
            text=step.body["text"],
            calls=step.body["calls"],
            read_upto=step.body["read_upto"],
            reasoning=step.body.get(REASONING, "") if is_current else "",
            model=step.body.get("model", ""),
            results={
                s.call_id: s.body for s in steps if s.kind == "tool" and s.number == step.number
            },
        )
        for step in steps
        if step.kind == "think" and step.body["calls"]
    ]
