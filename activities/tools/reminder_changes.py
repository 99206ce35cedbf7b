"""Tools that change one reminder; each is a workflow Update, so none races with the due moment."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from temporalio import activity
from temporalio.client import Client

from activities.actions import bounds
from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes import compensations
from activities.changes.planned_changes import ChangeDeed
from activities.reminders import commands
from activities.reminders.create import Refusal
from activities.reminders.delivery_options import asked_terms, notes_of
from activities.reminders.find import LATELY
from activities.reminders.find_by_words import Known, find_done, find_meant, read_known
from activities.reminders.pause import pause_by_phrase
from activities.reminders.skip import change_for, find_left_out
from activities.reminders.times import REFUSED, new_timing, timing
from activities.reminders.update import Outcome, request_change
from activities.tools import declared_tools
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.contracts.reminder import Verb
from panager.db import effects
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.tool_declaration import Tool
from panager.llm.tools import (
    ChangeReminder,
    OneReminder,
    PauseReminder,
    SkipReminder,
    SnoozeReminder,
)
from panager.replies.results import Status, ToolResult

DONE = {
    Verb.EDIT: Status.CHANGED,
    Verb.SNOOZE: Status.SNOOZED,
    Verb.SKIP: Status.SKIPPED,
    Verb.PAUSE: Status.PAUSED,
    Verb.RESUME: Status.RESUMED,
    Verb.CANCEL: Status.CANCELLED,
    Verb.ACKNOWLEDGE: Status.COMPLETED,
}

RUNNING = ("creating", "scheduled")
OPEN = (*RUNNING, "paused")

type Changing[A: OneReminder] = Callable[[Call[A], Reminder, Known], Awaitable[ToolResult]]


class ReminderChangeTools:
    """The tools that change, snooze, skip, pause, resume, complete and cancel one reminder."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("change_reminder"))
    async def change_reminder(self, input: ToolInput) -> None:
        """Another time, other words, or both."""
        await self._run(input, declared_tools.CHANGE_REMINDER, self._change, OPEN)

    @activity.defn(name=tool_activity("snooze_reminder"))
    async def snooze_reminder(self, input: ToolInput) -> None:
        """Later, also after it was delivered."""
        await self._run(
            input, declared_tools.SNOOZE_REMINDER, self._snooze, (*RUNNING, "delivered")
        )

    @activity.defn(name=tool_activity("skip_reminder"))
    async def skip_reminder(self, input: ToolInput) -> None:
        """All but one occurrence."""
        await run_tool(self._db, input, declared_tools.SKIP_REMINDER, self._skip)

    @activity.defn(name=tool_activity("pause_reminder"))
    async def pause_reminder(self, input: ToolInput) -> None:
        """Nothing for now, or until a moment."""
        await self._run(input, declared_tools.PAUSE_REMINDER, self._pause, RUNNING)

    @activity.defn(name=tool_activity("resume_reminder"))
    async def resume_reminder(self, input: ToolInput) -> None:
        """Go on with what was paused."""
        await self._run(input, declared_tools.RESUME_REMINDER, self._resume, ("paused",))

    @activity.defn(name=tool_activity("complete_reminder"))
    async def complete_reminder(self, input: ToolInput) -> None:
        """Done: no more nagging."""
        await run_tool(self._db, input, declared_tools.COMPLETE_REMINDER, self._complete)

    @activity.defn(name=tool_activity("cancel_reminder"))
    async def cancel_reminder(self, input: ToolInput) -> None:
        """Never, if it is not too late."""
        await self._run(input, declared_tools.CANCEL_REMINDER, self._cancel, OPEN)

    async def _run[A: OneReminder](
        self, input: ToolInput, tool: Tool[A], changing: Changing[A], states: Sequence[str]
    ) -> None:
        async def work(call: Call[A]) -> ToolResult:
            known = await self._known(call)
            candidates = _candidates(call.args, known.among(states))
            found = find_meant(call, call.args.which, candidates, known)
            return found if isinstance(found, ToolResult) else await changing(call, found, known)

        await run_tool(self._db, input, tool, work)

    async def _known(self, call: Call) -> Known:
        """What may be meant; an attempt after one that got further finds what that one found."""
        async with self._db.user(call.person.user_id) as connection:
            changed = await compensations.changed_by(connection, call)
        known = await read_known(self._db, call.person.user_id)
        return known if changed is None else replace(known, reminders=[changed])

    async def _change(
        self, call: Call[ChangeReminder], reminder: Reminder, known: Known
    ) -> ToolResult:
        return await self.change(call, reminder)

    async def change(self, call: Call[ChangeReminder], reminder: Reminder) -> ToolResult:
        """Another time, other words or terms, as the arguments of the call say."""
        args = call.args
        when = new_timing(call, args.when, reminder) if args.when else None
        if isinstance(when, ToolResult):
            return when.model_copy(update={"text": reminder.text})
        terms = asked_terms(call, args)
        if isinstance(terms, ToolResult):
            return terms.model_copy(update={"text": reminder.text})
        once = bool(args.once)
        if when is None and not args.text and not terms and not once:
            return ToolResult(status=Status.NO_TIME, text=reminder.text)
        change = commands.edit(
            _request(call, reminder),
            due_at=None if when is None else when.due_at,
            recurrence=None if when is None or once else when.recurrence,
            text=args.text,
            options=terms,
            ends_series=once,
        )
        result = await self._send(call, reminder, change)
        if result.status is Status.CHANGED:
            return result.model_copy(update={"notes": notes_of(terms, once=once)})
        return result

    async def _snooze(
        self, call: Call[SnoozeReminder], reminder: Reminder, known: Known
    ) -> ToolResult:
        told, now = known.told_of(reminder), call.asked_at
        is_about_it = told and (not call.args.which.strip() or now - told.at < LATELY)
        after = now if is_about_it else reminder.due_at
        when = timing(call, call.args.when, after=after, about=reminder.text)
        if isinstance(when, ToolResult):
            return when.model_copy(update={"text": reminder.text})
        return await self._send(
            call, reminder, commands.snooze(_request(call, reminder), when.due_at)
        )

    async def _skip(self, call: Call[SkipReminder]) -> ToolResult:
        known = await self._known(call)
        which, when = call.args.which, call.args.when
        # In a thread: it may look far into each of two hundred series.
        left_out = await asyncio.to_thread(find_left_out, call, which, when, known)
        if isinstance(left_out, ToolResult):
            return left_out
        result = await self.send(call, change_for(left_out, call))
        if result.status in (Status.CHANGED, Status.SKIPPED):
            said = {"status": Status.SKIPPED, "left_out": call.render(left_out.at)}
            return result.model_copy(update=said)
        return result

    async def _pause(
        self, call: Call[PauseReminder], reminder: Reminder, known: Known
    ) -> ToolResult:
        if not call.args.until:
            return await self._send(call, reminder, commands.pause(_request(call, reminder)))
        change = pause_by_phrase(call, reminder, call.args.until)
        if isinstance(change, ToolResult):
            return change
        result = await self.send(call, change)
        if result.status is Status.SKIPPED:
            return result.model_copy(update={"status": Status.PAUSED_UNTIL})
        return result

    async def _resume(self, call: Call, reminder: Reminder, known: Known) -> ToolResult:
        request = replace(_request(call, reminder), now=datetime.now(UTC))
        return await self._send(call, reminder, commands.resume(request))

    async def _complete(self, call: Call[OneReminder]) -> ToolResult:
        known = await read_known(self._db, call.person.user_id)
        reminder = find_done(call, call.args.which, known)
        if isinstance(reminder, ToolResult):
            return reminder
        if reminder.state != "delivered" and known.told_of(reminder) is None:
            # Before its time: whether it is still wanted is for the person to say.
            due = call.render(reminder.due_at)
            return ToolResult(status=Status.COMPLETED, text=reminder.text, due=due)
        change = commands.acknowledge(_request(call, reminder))
        result = await self._send(call, reminder, change)
        return result.model_copy(update={"due": ""})

    async def _cancel(self, call: Call, reminder: Reminder, known: Known) -> ToolResult:
        return await self._send(call, reminder, commands.cancel(_request(call, reminder)))

    async def _send(self, call: Call, reminder: Reminder, decided: Change | Refusal) -> ToolResult:
        if isinstance(decided, Refusal):
            return ToolResult(status=REFUSED[decided], text=reminder.text)
        return await self.send(call, decided)

    async def send(self, call: Call, change: Change) -> ToolResult:
        """The change as an Update of the reminder's workflow, and what became of it."""
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            proposed = await bounds.take(connection, call, ChangeDeed.of(change))
        if proposed is not None:
            return proposed
        outcome = await request_change(self._db, self._client, change)
        if outcome is Outcome.ACCEPTED:
            return _accepted(call, change)
        async with self._db.user(user_id) as connection:
            await effects.delete_effect(connection, user_id, call.id)
        return ToolResult(
            status=Status.TOO_LATE if outcome is Outcome.TOO_LATE else Status.FAILED,
            text=change.reminder.text,
            due=call.render(change.reminder.due_at),
        )


def _candidates(args: OneReminder, open_ones: Sequence[Reminder]) -> Sequence[Reminder]:
    """Of what shall not repeat any more, those that do, if any does."""
    if not isinstance(args, ChangeReminder) or not args.once:
        return open_ones
    return [one for one in open_ones if one.recurrence is not None] or open_ones


def _request(call: Call, reminder: Reminder) -> commands.Request:
    return commands.Request(change_id=call.id, reminder=reminder, now=call.asked_at)


def _accepted(call: Call, change: Change) -> ToolResult:
    reminder = change.reminder
    series = change.recurrence or reminder.recurrence
    return ToolResult(
        status=DONE[change.verb],
        text=change.text or reminder.text,
        due=call.render(change.due_at or reminder.due_at),
        repeats="" if change.ends_series else call.describe(series),
        reminder_id=str(reminder.reminder_id),
    )
