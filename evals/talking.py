"""Holds one conversation as a person does, and reads from the database what came of each turn."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from temporalio.client import Client

from evals.checks import Fault, Sort, Verdict, judge
from evals.matching import Called, Happened
from evals.schema import Conversation, Group, Turn
from panager.db import usage, users
from panager.db.conversation import turns
from panager.db.conversation.messages import Item
from panager.db.conversation.turns import PastTurn
from panager.db.pool import Database
from testing.people import Someone

POLL_S = 0.05
PATIENCE_S = 90.0
REMINDER_PATIENCE_S = 30.0


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One turn."""

    said: str
    answer: str
    seconds: float
    """From sending the message to seeing the answer."""
    calls: Sequence[Called]
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Held:
    """One conversation."""

    name: str
    topic: str
    language: str
    counts: bool
    """Whether the model was asked for something that is in its power."""
    turns: Sequence[Judged]
    tokens: int

    @property
    def has_passed(self) -> bool:
        """Whether everything was as expected."""
        return not any(turn.verdict.faults for turn in self.turns)


class Talker:
    """One fresh person."""

    def __init__(self, someone: Someone) -> None:
        """Who has said nothing yet."""
        self._someone = someone

    @classmethod
    async def register(
        cls, db: Database, client: Client, group: Group, conversation: Conversation
    ) -> "Talker":
        """Somebody with the language and the zone of the conversation."""
        someone = await Someone.register(
            db,
            client,
            f"{conversation.name}-{uuid4().hex}",
            language=group.person_language,
            zone=conversation.zone,
        )
        return cls(someone)

    async def take(self, turn: Turn) -> Judged:
        """Say it, wait for the answer, look at what is there."""
        before = len(await self._someone.received("reminder"))
        started = time.monotonic()
        message_id = await self._someone.write(turn.said)
        replies = await self._replies(message_id)
        seconds = time.monotonic() - started
        answer = "\n".join(item.text for item in replies)
        happened = await self._happened(message_id, turn, answer)
        verdict = judge(turn.expect, happened) if replies else _unanswered()
        if turn.wait_for_reminder:
            await self._reminders(before + 1)
        return Judged(
            said=turn.said, answer=answer, seconds=seconds, calls=happened.calls, verdict=verdict
        )

    async def tokens(self) -> int:
        """That models took for this person so far."""
        person = self._someone
        async with person.db.user(person.user_id) as connection:
            days = await usage.list_days(connection, person.user_id, since=date.min)
        return sum(day.input_tokens + day.output_tokens for day in days)

    async def _replies(self, message_id: UUID) -> list[Item]:
        """All parts of the answer; none if there is no answer for too long."""

        async def answers() -> list[Item]:
            replies = await self._someone.received("reply")
            return [item for item in replies if message_id in item.answers]

        return await _first(answers, PATIENCE_S)

    async def _reminders(self, count: int) -> None:
        """Until so many have come; what follows shows it if none does."""

        async def enough() -> list[Item]:
            return (await self._someone.received("reminder"))[count - 1 :]

        await _first(enough, REMINDER_PATIENCE_S)

    async def _happened(self, message_id: UUID, turn: Turn, answer: str) -> Happened:
        person = self._someone
        at = next(item.at for item in await person.conversation() if item.id == message_id)
        async with person.db.user(person.user_id) as connection:
            settings = await users.get_person(connection, person.user_id)
            past = await turns.list_past(connection, person.user_id, limit=5)
        return Happened(
            at=at,
            zone=settings.zone,
            calls=[call for one in past if turn.said in one.asked for call in _calls(one)],
            answer=answer,
            reminders=await person.reminders(),
            person=settings,
        )


async def _first(look: Callable[[], Awaitable[list[Item]]], patience_s: float) -> list[Item]:
    """What there is as soon as there is something; nothing after so long."""
    deadline = time.monotonic() + patience_s
    while not (found := await look()) and time.monotonic() < deadline:  # noqa: ASYNC110 - as a person
        await asyncio.sleep(POLL_S)
    return found


def _unanswered() -> Verdict:
    fault = Fault(sort=Sort.NO_ANSWER, expected=f"an answer within {PATIENCE_S:g} s", got="none")
    return Verdict(faults=[fault], right_calls=0)


def _calls(turn: PastTurn) -> list[Called]:
    """All that were run: an interruption leaves some that were only wanted."""
    results = {(step.number, step.call_id): step.body for step in turn.steps if step.kind == "tool"}
    wanted = [
        ((step.number, call["id"]), call)
        for step in turn.steps
        if step.kind == "think"
        for call in step.body["calls"]
    ]
    return [
        Called(name=call["name"], args=call["args"], status=results[key].get("status", ""))
        for key, call in wanted
        if key in results
    ]


async def hold(
    db: Database, client: Client, group: Group, conversation: Conversation, *, is_offline: bool
) -> Held:
    """One conversation from beginning to end; a turn that fails does not end it."""
    talker = await Talker.register(db, client, group, conversation)
    return Held(
        name=conversation.name,
        topic=group.topic,
        language=group.language,
        counts=conversation.offline or not is_offline,
        turns=[await talker.take(turn) for turn in conversation.turns],
        tokens=await talker.tokens(),
    )
