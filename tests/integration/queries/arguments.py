"""What the repositories' functions are called with: by the name of the parameter, and about one
person of the crowd. A new parameter needs a line here."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from panager.contracts.action import ActionState, OutcomeTo
from panager.contracts.reminder import Verb
from panager.db.actions.actions import Action
from panager.db.changes import Change
from panager.db.conversation.messages import Inbound
from panager.db.conversation.summaries import Summary
from panager.db.conversation.turns import Step
from panager.db.occurrences import Occurrence
from panager.db.reminders import DueReminder, Reminder, Terms
from panager.db.usage import Purpose, Taken
from panager.when import USUAL
from tests.integration.queries.crowd import PEOPLE, id_of

PERSON: Final = 1_100
"""One of those who have a message that waits; their things are this and so many people more."""
OPEN, LATER, ENDED = (PERSON + k * PEOPLE for k in (0, 1, 2))
NOW: Final = datetime.now(UTC)
NEW: Final = UUID(int=7)
"""The id of nothing yet."""
REMINDER: Final = Reminder(
    reminder_id=id_of("reminder", OPEN),
    user_id=id_of("user", PERSON),
    text="call",
    state="scheduled",
    due_at=NOW,
    zone="Asia/Seoul",
    language="ko",
    recurrence=None,
    terms=Terms(),
    occurrence=1,
    created_at=NOW,
    updated_at=NOW,
)
ACTION: Final = Action(
    action_id=NEW,
    user_id=id_of("user", PERSON),
    turn_id=NEW,
    tool="cancel_many",
    outcome_to=OutcomeTo.PERSON,
    language="ko",
    revision=1,
    args={},
    card="Cancel?",
    state=ActionState.WAITING,
    decision_id=None,
    result=None,
    created_at=NOW,
    expires_at=NOW + timedelta(days=7),
    decided_at=None,
    ended_at=None,
)
BY_NAME: Final[dict[str, Any]] = {
    "action": ACTION,
    "action_id": id_of("action", OPEN),
    "after": None,
    "ahead": timedelta(days=2),
    "args": {},
    "before": None,
    "card": "Cancel?",
    "change": Change(change_id=NEW, verb=Verb.SNOOZE, reminder=REMINDER, due_at=NOW),
    "change_id": id_of("change", OPEN),
    "channel": "discord",
    "channel_id": PERSON,
    "channel_message_id": str(OPEN),
    "channel_user_id": str(PERSON),
    "compensation": {},
    "confirmed_at": NOW,
    "current": id_of("turn", OPEN),
    "day": NOW.date(),
    "decision_id": NEW,
    "delivery_id": id_of("delivery", OPEN),
    "detail": "",
    "due_at": NOW,
    "edit_id": NEW,
    "effect_id": id_of("effect", OPEN),
    "emoji": True,
    "end": time(7),
    "event_id": NEW,
    "expires_at": NOW + timedelta(days=7),
    "fingerprint": b"",
    "grace": timedelta(minutes=1),
    "habits": USUAL,
    "ids": [id_of("reminder", OPEN), NEW],
    "is_digest": False,
    "is_waiting": True,
    "key": "1",
    "kind": "reply",
    "language": "ko",
    "last_message_id": PERSON,
    "limit": 100,
    "line": "one more",
    "message_id": OPEN,
    "message_ids": [str(OPEN), str(LATER)],
    "model": "offline",
    "more_than": 3,
    "most": Taken(input_tokens=1, output_tokens=1, cost_micros=1, is_estimate=True),
    "name": "Mina",
    "new_id": NEW,
    "number": 1,
    "occurrence": 2,
    "ok": True,
    "old_id": id_of("reminder", OPEN),
    "note": "Replaced.",
    "older_than_s": 8.0,
    "outcome_to": OutcomeTo.NEW_TURN,
    "owner_id": id_of("turn", OPEN),
    "part": 0,
    "process": "worker-1",
    "prompt": "summary@0",
    "purpose": Purpose.TURN,
    "read": [
        Inbound(
            message_id=id_of("message", OPEN), seq=1_000, text="call", received_at=NOW, turn_id=None
        )
    ],
    "reason": "gone",
    "received_at": NOW,
    "recurrence": None,
    "reminder": REMINDER,
    "reminder_id": id_of("reminder", OPEN),
    "result": {},
    "revision": 2,
    "seq": 1_000,
    "since": NOW - timedelta(days=1),
    "channel_order": OPEN,
    "reply_to": id_of("delivery", OPEN),
    "start": time(23),
    "state": "delivered",
    "step": 1,
    "taken": Taken(input_tokens=1, output_tokens=1, cost_micros=1, is_estimate=False),
    "terms": Terms(),
    "text": "call her",
    "tone": "brief",
    "tool": "cancel_many",
    "touches": 1,
    "turn_id": id_of("turn", OPEN),
    "turns": 1,
    "undo_id": NEW,
    "upto": None,
    "usage_id": id_of("usage", OPEN),
    "user_id": id_of("user", PERSON),
    "within": timedelta(days=1),
    "without": NEW,
    "zone": "Asia/Seoul",
}
"""What most functions mean by it."""
OTHERWISE: Final[dict[str, list[dict[str, Any]]]] = {
    "outcomes.decide": [{"state": ActionState.APPROVED}],
    "drafts.put_message": [{"message_id": str(OPEN)}],
    "outcomes.find_answerable": [{"message_id": id_of("message", OPEN)}],
    "outcomes.finish": [{"state": ActionState.DONE, "action_id": id_of("action", LATER)}],
    "cards.put_action": [{"action_id": NEW}, {"action_id": id_of("action", OPEN)}],
    "actions.list_actions": [{"is_waiting": True}, {"is_waiting": False}],
    "actions.page_open": [{"after": None}, {"after": id_of("action", ENDED)}],
    "changes.apply_change": [
        {
            "change_id": id_of("change", n),
            "reminder_id": id_of("reminder", n),
            "occurrence": None,
        }
        for n in (LATER, ENDED)
    ],
    "deliveries.insert_delivery": [{"owner_id": NEW}, {"owner_id": id_of("turn", LATER)}],
    "effects.insert_effect": [{"effect_id": NEW}],
    "identities.link": [{"channel": "local"}, {}],
    "messages.claim": [{"turn_id": id_of("turn", LATER), "upto": upto} for upto in (None, 1_000)],
    "messages.insert_inbound": [{"channel_message_id": "new"}, {}],
    "messages.list_conversation": [{"after": 0}, {"after": 5}],
    "occurrences.end_delivery": [{"delivery_id": id_of("delivery", n)} for n in (OPEN, LATER)],
    "occurrences.put_occurrence": [
        {
            "occurrence": Occurrence(
                reminder_id=REMINDER.reminder_id, number=number, due_at=NOW, state="sending"
            )
        }
        for number in (1, 2)
    ],
    "reminders.insert_reminder": [{"reminder_id": NEW}],
    "reminders.list_all": [{"after": None}, {"after": (NOW, REMINDER.reminder_id)}],
    "reminders.list_due": [
        {"after": None},
        {
            "after": DueReminder(
                reminder_id=REMINDER.reminder_id,
                user_id=REMINDER.user_id,
                state="scheduled",
                due_at=NOW,
                at=NOW,
            )
        },
    ],
    "reminders.page_open": [{"after": None}, {"after": REMINDER.reminder_id}],
    "service_health.put_health": [{"part": "bot"}],
    "summaries.put_summary": [
        {"before": before, "after": Summary(text="notes", upto=NOW)}
        for before in (None, Summary(text="notes", upto=NOW))
    ],
    "timeline.list_entries": [{"before": None}, {"before": (NOW, 1, 1)}],
    "turns.end_turn": [{"state": "answered"}],
    "turns.insert_step": [
        {"step": Step(turn_id=turn_id, number=1, call_id="", kind="think", body={})}
        for turn_id in (NEW, id_of("turn", OPEN))
    ],
    "turns.list_oldest": [{"after": NOW - timedelta(days=3)}],
    "turns.list_past": [{"after": NOW - timedelta(days=3)}],
    "users.ensure_user": [{}, {"channel_user_id": "nobody yet"}],
}
"""What these mean by it, a call for each."""


def calls_of(function: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """The arguments of each call, but for the connection."""
    module = function.__module__.rpartition(".")[2]
    names = list(inspect.signature(function).parameters)[1:]
    for otherwise in OTHERWISE.get(f"{module}.{function.__name__}", [{}]):
        known = BY_NAME | otherwise
        unknown = [name for name in names if name not in known]
        assert not unknown, f"{function.__name__}: what are {unknown}? Say so in {__file__}"
        yield {name: known[name] for name in names}
