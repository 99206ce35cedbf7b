"""Turns, their steps and the draft that is being streamed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from panager.contracts.channels import traits_of
from panager.db.conversation import messages
from panager.db.conversation.messages import Inbound
from panager.db.pool import Connection
from panager.db.users import PERSON, Person, person_of


@dataclass(frozen=True, kw_only=True)
class Step:
    """One model call (kind "think") or one tool call (kind "tool") of a turn."""

    turn_id: UUID
    number: int
    call_id: str
    kind: Literal["think", "tool"]
    body: dict[str, Any]


async def end_turn(connection: Connection, user_id: UUID, turn_id: UUID, *, state: str) -> None:
    """Close the turn, which a failure may never have opened; the draft is of no more use."""
    await connection.execute(
        """
        INSERT INTO turns (user_id, turn_id, state, ended_at) VALUES ($1, $2, $3, now())
        ON CONFLICT (turn_id) DO UPDATE
        SET state = excluded.state, draft = '', ended_at = excluded.ended_at
        """,
        user_id,
        turn_id,
        state,
    )


async def get_read_upto(connection: Connection, user_id: UUID, turn_id: UUID) -> int | None:
    """The number of the last message that a model of this turn has read; None: none has."""
    read_upto: int | None = await connection.fetchval(
        "SELECT max((body->>'read_upto')::bigint) FROM steps"
        " WHERE user_id = $1 AND turn_id = $2 AND kind = 'think'",
        user_id,
        turn_id,
    )
    return read_upto


async def withdraw_turn(connection: Connection, user_id: UUID, turn_id: UUID) -> None:
    """Close the turn, if it was ever opened, because nobody waits for its answer any more."""
    await connection.execute(
        "UPDATE turns SET state = 'stopped', draft = '', ended_at = now()"
        " WHERE user_id = $1 AND turn_id = $2 AND state = 'open'",
        user_id,
        turn_id,
    )


async def insert_step(connection: Connection, user_id: UUID, step: Step) -> Step:
    """Store a step once, the first opens its turn; answers with what an earlier attempt stored."""
    body: dict[str, Any] = await connection.fetchval(
        """
        WITH turn AS (
            INSERT INTO turns (turn_id, user_id) VALUES ($1, $4) ON CONFLICT DO NOTHING
        )
        INSERT INTO steps (turn_id, number, call_id, user_id, kind, body)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (turn_id, number, call_id) DO UPDATE SET number = excluded.number
        RETURNING body
        """,
        step.turn_id,
        step.number,
        step.call_id,
        user_id,
        step.kind,
        step.body,
    )
    return Step(
        turn_id=step.turn_id,
        number=step.number,
        call_id=step.call_id,
        kind=step.kind,
        body=body,
    )


async def get_last_offer(connection: Connection, user_id: UUID) -> list[UUID]:
    """The reminders that this person was last shown with numbers, in that order."""
    offered: list[str] | None = await connection.fetchval(
        "SELECT body -> 'offered' FROM steps WHERE user_id = $1 AND kind = 'tool'"
        " AND body ? 'offered' ORDER BY created_at DESC LIMIT 1",
        user_id,
    )
    return [UUID(reminder_id) for reminder_id in offered or ()]


async def update_draft(
    connection: Connection, user_id: UUID, turn_id: UUID, *, step: int, text: str
) -> None:
    """Show more of the answer; an older step never overwrites a newer one."""
    shown = await connection.fetchval(
        """
        INSERT INTO turns AS t (user_id, turn_id, draft_step, draft) VALUES ($1, $2, $3, $4)
        ON CONFLICT (turn_id) DO UPDATE
        SET draft = excluded.draft, draft_step = excluded.draft_step
        WHERE t.draft_step <= excluded.draft_step AND t.state = 'open'
        RETURNING true
        """,
        user_id,
        turn_id,
        step,
        text,
    )
    if shown:
        await messages.notify(connection, user_id)


async def get_draft(connection: Connection, user_id: UUID) -> tuple[UUID, str] | None:
    """The answer that is being written now, if any: its turn and its text so far."""
    row = await connection.fetchrow(
        "SELECT turn_id, draft FROM turns WHERE user_id = $1 AND state = 'open' AND draft <> ''"
        " ORDER BY started_at DESC LIMIT 1",
        user_id,
    )
    return None if row is None else (row["turn_id"], row["draft"])


BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
"""Before every turn. Only a plain value is looked up in the index: row-level security keeps
expressions away from rows that may be another person's."""

PAST = """
SELECT turn_id, started_at,
       ARRAY(SELECT ROW(m.text, m.kind) FROM inbound_messages m
             WHERE m.turn_id = t.turn_id ORDER BY m.seq) AS read,
       ARRAY(SELECT d.text FROM deliveries d WHERE d.kind = 'reply'
             AND d.owner_id = t.turn_id ORDER BY d.part) AS answered,
       ARRAY(SELECT ROW(s.number, s.call_id, s.kind, s.body) FROM steps s
             WHERE s.turn_id = t.turn_id ORDER BY s.number, s.call_id) AS steps
FROM turns t WHERE user_id = $1 AND state <> 'open'
    AND started_at > $3
"""
LATEST_FIRST = f"{PAST} ORDER BY started_at DESC LIMIT $2"
OLDEST_FIRST = f"{PAST} ORDER BY started_at LIMIT $2"
CURRENT = f"""
WITH asked AS MATERIALIZED (
    SELECT message_id, seq, text, received_at, turn_id, kind, reply_to, channel,
           channel_order
    FROM inbound_messages
    WHERE user_id = $1 AND deleted_at IS NULL AND (turn_id IS NULL OR turn_id = $2)
), conversation AS ({messages.ASKED_ON})
SELECT {PERSON}, (SELECT channel FROM conversation) AS asked_on,
       EXISTS (SELECT FROM asked
               WHERE channel <> (SELECT channel FROM conversation)) AS is_followed,
       (NOT EXISTS (SELECT FROM deliveries d WHERE d.kind = 'notice' AND d.owner_id = $1)
        OR EXISTS (SELECT FROM deliveries d WHERE d.user_id = $1
                      AND d.state = 'undeliverable' AND d.told_at IS NULL)) AS has_notice,
       ARRAY(SELECT ROW(message_id, seq, text, received_at, turn_id, kind, reply_to) FROM asked
             WHERE channel = (SELECT channel FROM conversation)
             ORDER BY channel_order, seq) AS open,
       ARRAY(SELECT ROW(s.number, s.call_id, s.kind, s.body) FROM steps s
             WHERE s.user_id = $1 AND s.turn_id = $2 ORDER BY s.number, s.call_id) AS steps
FROM users JOIN user_settings USING (user_id) WHERE user_id = $1
"""  # noqa: S608 - constants only
# One round trip each: they are made for every step of every turn (docs/benchmarks.md).


@dataclass(frozen=True, kw_only=True)
class PastTurn:
    """An ended turn: what was asked, done and answered."""

    started_at: datetime
    read: list[tuple[str, str]]
    """The texts that it answers, each with its kind: "message" or "event"."""
    steps: list[Step]
    answered: list[str]

    @property
    def asked(self) -> list[str]:
        return [text for text, kind in self.read if kind == "message"]


async def list_past(
    connection: Connection, user_id: UUID, *, limit: int, after: datetime = BEGINNING
) -> list[PastTurn]:
    """The last ended turns, of those that started after that time, oldest first."""
    rows = await connection.fetch(LATEST_FIRST, user_id, limit, after)
    return [_past(row) for row in reversed(rows)]


async def list_oldest(
    connection: Connection, user_id: UUID, *, limit: int, after: datetime
) -> list[PastTurn]:
    """The first ended turns that started after that time, oldest first."""
    rows = await connection.fetch(OLDEST_FIRST, user_id, limit, after)
    return [_past(row) for row in rows]


def _past(row: asyncpg.Record) -> PastTurn:
    return PastTurn(
        started_at=row["started_at"],
        read=row["read"],
        steps=_steps(row["turn_id"], row["steps"]),
        answered=row["answered"],
    )


@dataclass(frozen=True, kw_only=True)
class CurrentTurn:
    """What is asked and what was done about it so far."""

    person: Person
    open: Sequence[Inbound]
    """Those of this turn and the unanswered ones of its channel, in the order of their writing.

    A conversation belongs to a channel: what the person wrote on another is the next turn's.
    Events are among them: what decides by a person's words reads `written`.
    """
    steps: Sequence[Step]
    is_followed: bool
    """Whether something waits on another channel."""
    has_notice: bool
    """Whether a notice goes before its answer, of which nothing may be shown till then."""

    def step(self, number: int, call_id: str = "") -> Step | None:
        """One step, if it was made already; `call_id` "" is the model call."""
        return next((s for s in self.steps if (s.number, s.call_id) == (number, call_id)), None)

    @property
    def written(self) -> Sequence[Inbound]:
        """Those of `open` that are a person's words."""
        return [one for one in self.open if not one.is_event]

    @property
    def reply_to(self) -> UUID | None:
        """The delivery that the person replied to last."""
        return next((one.reply_to for one in reversed(self.written) if one.reply_to), None)

    @property
    def results(self) -> list[Step]:
        return [step for step in self.steps if step.kind == "tool"]


async def get_current(connection: Connection, user_id: UUID, turn_id: UUID) -> CurrentTurn:
    """The turn as it stands."""
    row = await connection.fetchrow(CURRENT, user_id, turn_id)
    if row is None:
        raise LookupError(f"no user {user_id}")
    person = person_of(user_id, row)
    person = replace(person, channel=row["asked_on"] or person.channel)
    return CurrentTurn(
        is_followed=row["is_followed"],
        person=person,
        open=[Inbound(**dict(zip(OPEN, one, strict=True))) for one in row["open"]],
        steps=_steps(turn_id, row["steps"]),
        has_notice=row["has_notice"] and not traits_of(person.channel).is_mailbox,
    )


OPEN = ("message_id", "seq", "text", "received_at", "turn_id", "kind", "reply_to")


def _steps(turn_id: UUID, rows: Sequence[Sequence[Any]]) -> list[Step]:
    return [
        Step(turn_id=turn_id, number=number, call_id=call_id, kind=kind, body=body)
        for number, call_id, kind, body in rows
    ]
