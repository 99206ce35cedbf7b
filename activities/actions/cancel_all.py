"""Cancelling every open reminder that a card has shown."""

import re
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid5

from pydantic import BaseModel
from temporalio.client import Client

from activities.actions.keeping import numbers_to_keep
from activities.actions.kinds import EditProblem
from activities.actions.voice import Voice
from activities.compensations import RestoreReminders
from activities.reminder_updates import Outcome, request_change
from activities.tools import Call
from panager.contracts.reminder import Verb
from panager.db import changes, reminders
from panager.db.actions import Action, Args
from panager.db.changes import Change
from panager.db.effects import Compensation
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import ReminderView, Status, ToolResult
from panager.when import Recurrence

OPEN = ("creating", "scheduled", "paused")


class Shown(BaseModel):
    """A reminder as the card shows it."""

    reminder_id: UUID
    text: str
    due_at: datetime
    recurrence: Recurrence | None
    is_paused: bool

    def is_still(self, row: Reminder) -> bool:
        """Whether it is open and the same; a series goes on, which does not change it."""
        same_time = self.recurrence is not None or self.due_at == row.due_at
        now = _shown(row) if same_time else None
        return row.state in OPEN and now == self.model_copy(update={"due_at": row.due_at})


class Frozen(BaseModel):
    """The arguments of this kind."""

    reminders: list[Shown]


class CancelAll:
    """Of the tool `cancel_all_reminders`."""

    tool: ClassVar[str] = "cancel_all_reminders"
    is_editable: ClassVar[bool] = True
    doing: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:취소|삭제|제거)(?:해(?:도|줘|줘요|주세요)?)?|지워(?:도|줘|줘요|주세요)?|"
        r"없애(?:줘|주세요)?|cancel|delete|remove|clear",
        re.IGNORECASE,
    )

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    async def freeze(self, call: Call) -> Args | ToolResult:
        """All that are open now; one that is made later is not among them."""
        async with self._db.user(call.person.user_id) as connection:
            rows = await reminders.list_open(connection, call.person.user_id)
        if not rows:
            return ToolResult(status=Status.NOT_FOUND)
        return _args([_shown(row) for row in rows])

    def title(self, args: Args, voice: Voice) -> str:
        """How many."""
        return voice.say("action.cancel_all_title", n=len(_read(args)))

    def card(self, args: Args, voice: Voice) -> str:
        """Every one of them, with a number."""
        shown = _read(args)
        return "\n".join([voice.say("action.cancel_all", n=len(shown)), *_lines(shown, voice)])

    def edit(self, args: Args, wish: str) -> Args | EditProblem:
        """`wish`: the numbers or words of those to keep."""
        shown = _read(args)
        kept = numbers_to_keep(wish, [one.text for one in shown])
        if not kept:
            return EditProblem.UNCLEAR
        left = [one for number, one in enumerate(shown, start=1) if number not in kept]
        return _args(left) if left else EditProblem.NOTHING_LEFT

    async def execute(self, action: Action, voice: Voice) -> ToolResult:
        """Cancels what is still as it was shown; what was changed since then is left alone."""
        done: list[Shown] = []
        left: list[Shown] = []
        for shown in _read(action.args):
            (done if await self._cancel(action, shown) else left).append(shown)
        return ToolResult(
            status=Status.CANCELLED_ALL,
            reminders=_views(done, voice),
            offered=[str(one.reminder_id) for one in done],
            left=_views(left, voice),
        )

    async def _cancel(self, action: Action, shown: Shown) -> bool:
        change_id = uuid5(action.action_id, str(shown.reminder_id))
        async with self._db.user(action.user_id) as connection:
            asked = await changes.get_asked(connection, action.user_id, change_id)
            row = await reminders.get_reminder(connection, action.user_id, shown.reminder_id)
        # An earlier attempt of ours has looked already, and may be what changed the row.
        if row is None or not (asked or shown.is_still(row)):
            return False
        change = Change(change_id=change_id, verb=Verb.CANCEL, reminder=row)
        return await request_change(self._db, self._client, change) is Outcome.ACCEPTED

    def outcome(self, result: ToolResult, voice: Voice) -> str:
        """Those that were cancelled, and those that were not."""
        lines: list[str] = []
        if result.reminders:
            lines = [voice.say("action.cancelled", n=len(result.reminders))]
            lines += [_line(view, voice) for view in result.reminders]
            lines.append(voice.say("action.undo"))
        if result.left:
            lines += [voice.say("action.left", n=len(result.left))]
            lines += [_line(view, voice) for view in result.left]
        return "\n".join(lines)

    def compensation(self, args: Args, result: ToolResult) -> Compensation | None:
        """They are made again."""
        done = [one for one in _read(args) if str(one.reminder_id) in result.offered]
        if not done:
            return None
        return RestoreReminders(
            reminder_ids=[one.reminder_id for one in done],
            paused=[one.reminder_id for one in done if one.is_paused],
        ).model_dump(mode="json")


def _shown(row: Reminder) -> Shown:
    return Shown(
        reminder_id=row.reminder_id,
        text=row.text,
        due_at=row.due_at,
        recurrence=row.recurrence,
        is_paused=row.state == "paused",
    )


def _args(shown: list[Shown]) -> Args:
    return Frozen(reminders=shown).model_dump(mode="json")


def _read(args: Args) -> list[Shown]:
    return Frozen.model_validate(args).reminders


def _lines(shown: list[Shown], voice: Voice) -> list[str]:
    return [_line(view, voice) for view in _views(shown, voice)]


def _views(shown: list[Shown], voice: Voice) -> list[ReminderView]:
    return [
        ReminderView(
            number=number,
            # In one line, so that a title cannot pass for another line of the card.
            text=" ".join(one.text.split()),
            due=voice.render(one.due_at),
            repeats=voice.describe(one.recurrence),
        )
        for number, one in enumerate(shown, start=1)
    ]


def _line(view: ReminderView, voice: Voice) -> str:
    line = voice.say("done.line", number=view.number, due=view.due, text=view.text)
    return f"{line} · {view.repeats}" if view.repeats else line
