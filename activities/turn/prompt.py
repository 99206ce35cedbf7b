"""What a model is shown: read from the database for each step, nothing of it is stored."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from activities.turn.conversation import exchange_of, past_exchange
from panager.contracts import limits
from panager.db.conversation import context, reply_targets, summaries, turns
from panager.db.conversation.context import Delivered, Promise, Surroundings
from panager.db.conversation.reply_targets import ReplyTarget
from panager.db.conversation.turns import CurrentTurn
from panager.db.pool import Connection
from panager.db.users import Person
from panager.llm.prompt_parts import PromptParts
from panager.llm.prompts import Context, Setting
from panager.llm.tool_declaration import Tools, tool_schemas
from panager.replies.clip import clip
from panager.when import describe, render

LONGEST_LINE: Final = 200
"""Characters of a reminder or of something that was sent."""


class PromptReader:
    """Reads from the database what a prompt is made of."""

    def __init__(self, tools: Tools, *, is_metered: bool) -> None:
        """`tools`: those that models may call.

        Of metered models turns are summed up; the built-in one reads the last as they are.
        """
        self._tools = tools
        self._is_metered = is_metered

    async def read(self, connection: Connection, user_id: UUID, turn: CurrentTurn) -> PromptParts:
        """Read what the next model call of this turn is shown."""
        summary = await summaries.get_summary(connection, user_id) if self._is_metered else None
        past = await turns.list_past(
            connection,
            user_id,
            limit=limits.SUMMARY_AFTER + (limits.SUMMARY_LEAVES if self._is_metered else 0),
            after=summary.upto if summary else turns.BEGINNING,
        )
        replied_to = await reply_targets.get_target(connection, user_id, turn.reply_to)
        around = await context.get_surroundings(connection, user_id)
        now = datetime.now(UTC)
        return PromptParts(
            setting=_setting(turn.person, now),
            context=_context(turn.person, now, summary.text if summary else "", around, replied_to),
            past=[past_exchange(ended) for ended in past],
            current=exchange_of(turn),
            tools=tool_schemas(self._tools, turn.person.language),
            is_metered=self._is_metered,
        )


def _setting(person: Person, now: datetime) -> Setting:
    return Setting(
        now=now,
        zone=person.zone,
        zone_confirmed=person.zone_confirmed_at is not None,
        language=person.language,
        name=person.persona_name,
        tone=person.persona_tone,
        emoji=person.persona_emoji,
        habits=person.habits,
    )


def _context(
    person: Person,
    now: datetime,
    summary: str,
    around: Surroundings,
    replied_to: ReplyTarget | None,
) -> Context:
    return Context(
        summary=summary,
        reminders=[_reminder(one, person, now) for one in around.reminders],
        more_reminders=around.open_reminders - len(around.reminders),
        delivered=[_delivered(one, person, now) for one in around.delivered],
        replied_to=[clip(replied_to.text, LONGEST_LINE)] if replied_to else [],
    )


def _reminder(one: Promise, person: Person, now: datetime) -> str:
    return " · ".join(_parts(one, person, now))


def _parts(one: Promise, person: Person, now: datetime) -> Iterator[str]:
    yield clip(one.text, LONGEST_LINE)
    yield render(one.due_at, zone=person.zone, language=person.language, now=now)
    if one.recurrence is not None:
        yield describe(one.recurrence, language=person.language, zone=person.zone, now=now)
    if one.is_paused:
        yield "paused"


def _delivered(one: Delivered, person: Person, now: datetime) -> str:
    at = render(one.at, zone=person.zone, language=person.language, now=now)
    return f"{one.kind} · {at} · {clip(one.text, LONGEST_LINE)}"
