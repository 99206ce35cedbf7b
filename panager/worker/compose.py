"""What the workers of one process poll for, made from its clients and settings."""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from activities.actions.activities import ActionActivities
from activities.actions.tools import ActionTools
from activities.alarm import Alarm
from activities.delivery.activities import delivery_activities
from activities.delivery.ending import FaultyDeliveries
from activities.interceptor import ErrorsAndLogContext
from activities.reminders.activities import ReminderActivities
from activities.reminders.faults import ReminderFaults
from activities.tools.calculator import Calculator
from activities.tools.optional import optional_tools
from activities.tools.reminder_changes import ReminderChangeTools
from activities.tools.reminders import ReminderTools
from activities.turn.budget import Budget
from activities.turn.confirmation_reply import ConfirmationReplies
from activities.turn.draft import Drafts
from activities.turn.model_call import ModelCaller
from activities.turn.prompt import PromptReader
from activities.turn.reply import ReplyActivities
from activities.turn.summary import SummaryActivities
from activities.turn.think import AgentActivities
from activities.undo.tool import UndoTools
from activities.upkeep.reconcile import ReconcileActivities
from activities.user_settings.habit_tools import HabitTools
from activities.user_settings.tools import SettingsTools
from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel, by_name
from panager.contracts.names import Queue
from panager.db.pool import Database
from panager.llm.providers.chain import ModelChain
from panager.process.health import ProcessHealth
from panager.settings import Settings
from panager.worker.sandbox import workflow_runner
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

DRAIN = timedelta(seconds=8)
"""How long a stopping worker lets activities finish."""
STICKY_REMINDERS = timedelta(seconds=10)
"""How long a cached reminder's task may wait for the worker that has it. Tasks that give up in a
burst leave the SDK's pollers waiting where nothing is any more (docs/evidence.md)."""


def build_workers(
    client: Client,
    db: Database,
    models: ModelChain,
    *,
    running_since: datetime,
    settings: Settings | None = None,
    channels: Sequence[Channel] = (LocalChannel(),),
    health: ProcessHealth | None = None,
    isolated: bool = False,
) -> list[Worker]:
    """One worker for conversations, one for reminders; the burst of one cannot stall the other.

    The same for what they send to each channel; for a channel that is not among `channels` it
    waits in its queues.
    `settings` None: the defaults. `health` hears of work that fails for good.
    """
    settings = settings or Settings.model_construct()
    faulty, drafts = FaultyDeliveries(db), Drafts(db, by_name(channels))
    mailboxes = [
        activity
        for channel in channels
        if channel.traits.is_mailbox
        for activity in delivery_activities(db, channel)
    ]
    optional = optional_tools(db, settings)
    budget = Budget(db, models, settings)
    prompt_reader = PromptReader(is_metered=models.is_metered, optional_tools=optional.keys())
    model_caller = ModelCaller(
        models,
        drafts,
        budget,
        patience_s=settings.llm_patience_s,
        context_tokens=settings.llm_context_tokens,
        optional_tools=optional.keys(),
    )
    reply = ReplyActivities(db, client, sums_up=models.is_metered)
    tools, changes = ReminderTools(db, client), ReminderChangeTools(db, client)
    personal, habits = SettingsTools(db), HabitTools(db)
    actions = ActionActivities(db, client)
    reminder = ReminderActivities(db, running_since=running_since)
    report = None if health is None else health.put
    summing = SummaryActivities(db, models, budget, context_tokens=settings.llm_context_tokens)
    chat_activities: list[Callable[..., Any]] = [
        AgentActivities(
            db, prompt_reader, model_caller, drafts, ConfirmationReplies(db, client)
        ).think,
        reply.commit,
        reply.abandon,
        summing.summarise,
        *mailboxes,
        faulty.give_up,
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
        ActionTools(db).cancel_all_reminders,
        personal.set_time_zone,
        personal.set_language,
        personal.set_persona,
        personal.set_quiet_hours,
        habits.set_habits,
        habits.show_settings,
        actions.start,
        actions.show,
        actions.settle,
        actions.revise,
        actions.execute,
        actions.conclude,
        actions.fail,
        UndoTools(db, client).undo,
        Calculator(db).calculate,
        *optional.values(),
    ]
    worker = functools.partial(
        Worker,
        client,
        interceptors=[ErrorsAndLogContext(Alarm(health))],
        workflow_runner=workflow_runner(isolated=isolated),
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
        max_heartbeat_throttle_interval=timedelta(milliseconds=500),
        graceful_shutdown_timeout=DRAIN,
    )
    sending = [
        worker(
            task_queue=channel.traits.queue(urgency),
            activities=delivery_activities(db, channel),
            max_concurrent_activities=slots,
        )
        for channel in channels
        for urgency, slots in channel.slots.items()
    ]
    return [
        *sending,
        worker(
            task_queue=Queue.CHAT,
            workflows=[ChatWorkflow, ActionWorkflow, SummaryWorkflow],
            activities=chat_activities,
            max_concurrent_workflow_tasks=6,
            nonsticky_to_sticky_poll_ratio=0.6,  # who has just written waits at the normal queue
        ),
        worker(
            task_queue=Queue.REMINDERS,
            workflows=[ReminderWorkflow, ReconcileWorkflow],
            activities=[
                reminder.fire,
                reminder.nag,
                reminder.apply,
                reminder.look,
                ReminderFaults(db).give_up,
                *mailboxes,
                faulty.give_up,
                ReconcileActivities(db, client, report).reconcile,
            ],
            max_concurrent_workflow_tasks=3,
            max_cached_workflows=4000,
            nonsticky_to_sticky_poll_ratio=0.8,  # what is due waits at the normal queue
            sticky_queue_schedule_to_start_timeout=STICKY_REMINDERS,
        ),
    ]
