"""Reminders: made, listed, changed, fired."""

from datetime import timedelta
from typing import Final

from panager.contracts.names import Queue
from panager.features.feature import (
    Activities,
    Commands,
    Feature,
    Parts,
    Queues,
    Routers,
    Sweepers,
    Tools,
    Workflows,
)

STICKY: Final = timedelta(seconds=10)
"""How long a cached reminder's task may wait for the worker that has it. Tasks that give up in a
burst leave the SDK's pollers waiting where nothing is any more (docs/evidence.md)."""


class Reminders(Feature):
    """On a queue of their own: the burst of one minute cannot stall the conversations."""

    tables = ("reminders", "occurrences", "reminder_changes")

    def tools(self) -> Tools:
        """One for each thing that can be done with a reminder."""
        from activities.tools import declared_tools

        return declared_tools.REMINDERS

    def queues(self, parts: Parts) -> Queues:
        """What is due waits at the normal queue, so it is polled more than the sticky."""
        return {
            Queue.REMINDERS: {
                "max_concurrent_workflow_tasks": 3,
                "max_cached_workflows": 4000,
                "nonsticky_to_sticky_poll_ratio": 0.8,
                "sticky_queue_schedule_to_start_timeout": STICKY,
            }
        }

    def workflows(self) -> Workflows:
        """One for each open reminder."""
        from workflows.reminder import ReminderWorkflow

        return {Queue.REMINDERS: [ReminderWorkflow]}

    def activities(self, parts: Parts) -> Activities:
        """The tools belong to conversations."""
        from activities.reminders.activities import ReminderActivities
        from activities.reminders.faults import ReminderFaults
        from activities.tools.reminder_changes import ReminderChangeTools
        from activities.tools.reminders import ReminderTools

        tools = ReminderTools(parts.db, parts.client)
        changes = ReminderChangeTools(parts.db, parts.client)
        reminder = ReminderActivities(parts.db, running_since=parts.running_since)
        return {
            Queue.CHAT: [
                tools.create_reminder,
                tools.list_reminders,
                tools.current_time,
                changes.change_reminder,
                changes.snooze_reminder,
                changes.skip_reminder,
                changes.pause_reminder,
                changes.resume_reminder,
                changes.complete_reminder,
                changes.cancel_reminder,
            ],
            Queue.REMINDERS: [
                reminder.fire,
                reminder.nag,
                reminder.apply,
                reminder.look,
                ReminderFaults(parts.db).give_up,
            ],
        }

    def sweepers(self, parts: Parts) -> Sweepers:
        """Gives reminders that are due their lost workflows back."""
        from activities.upkeep.sweeper import ReminderSweeper

        return {"reminder sweeper": ReminderSweeper(parts.db, parts.client).run}

    def routers(self) -> Routers:
        """Reminders, their changes and what happened to them."""
        from panager.api.reminders import changes, routes, timeline

        return [routes.router, changes.router, timeline.router]

    def commands(self) -> Commands:
        """One to make them, one to see them."""
        from panager.bot.commands.remind import REMIND
        from panager.bot.commands.reminders import REMINDERS

        return [REMIND, REMINDERS]
