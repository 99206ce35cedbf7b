"""Stopping a turn: what a person says to do it, and what they are told then."""

import re
from typing import Final

from activities.turn.promise_guard import touched_reminders
from panager.db import reminders
from panager.db.conversation.turns import CurrentTurn
from panager.db.pool import Connection
from panager.db.reminders import Reminder
from panager.sentences import Language, say
from panager.when import render

_STOP: Final = re.compile(
    r"/?(?:(?:please )?stop(?: (?:it|that|please|now))?|"
    r"(?:이제\s*)?(?:그만|멈춰|중지|중단|스톱|스탑)(?:\s*해)?(?:\s*(?:줘|주세요))?요?)[\s.!~]*",
    re.IGNORECASE,
)
_SAID: Final = {
    "scheduled": "stopped.stands",
    "paused": "stopped.paused",
    "cancelled": "stopped.cancelled",
}
"""By the state of a reminder that the turn has touched; the others need no mention."""


def is_stopped(turn: CurrentTurn) -> bool:
    """Whether the last word of somebody who waits for an answer is to stop.

    Alone it is a message like any other: then there is nothing of this turn to stop.
    """
    if len(turn.open) < 2 or turn.open[-1].is_event:
        return False
    return _STOP.fullmatch(turn.open[-1].text.strip()) is not None


async def stopped_text(connection: Connection, turn: CurrentTurn, language: Language) -> str:
    """Says that the turn has stopped, and what stays of what it had done."""
    user_id = turn.person.user_id
    rows = [
        await reminders.get_reminder(connection, user_id, one)
        for one in dict.fromkeys(touched_reminders(turn.results))
    ]
    lines = [_line(turn, row, language) for row in rows if row and row.state in _SAID]
    return "\n".join([say(language, "stopped.text"), *lines])


def _line(turn: CurrentTurn, row: Reminder, language: Language) -> str:
    due = render(row.due_at, zone=turn.person.zone, language=language)
    return say(language, _SAID[row.state], text=row.text, due=due)
