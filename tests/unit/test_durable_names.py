"""Names that histories and running deployments know. Adding is fine; changing needs a plan."""

from uuid import UUID

from temporalio import activity, workflow

from activities.actions.activities import ActionActivities
from activities.actions.tools import ActionTools
from activities.delivery.ending import FaultyDeliveries
from activities.reminders.activities import ReminderActivities
from activities.reminders.faults import ReminderFaults
from activities.tools.calculator import Calculator
from activities.tools.reminder_changes import ReminderChangeTools
from activities.tools.reminders import ReminderTools
from activities.tools.weather import WeatherTool
from activities.tools.web_search import WebSearchTool
from activities.turn.reply import ReplyActivities
from activities.turn.summary import SummaryActivities
from activities.turn.think import AgentActivities
from activities.undo.tool import UndoTools
from activities.upkeep.reconcile import ReconcileActivities
from activities.user_settings.habit_tools import HabitTools
from activities.user_settings.tools import SettingsTools
from panager.contracts.channels import KNOWN, Urgency, traits_of
from panager.contracts.names import (
    RECONCILE_WORKFLOW_ID,
    Kind,
    Queue,
    SearchAttribute,
    action_workflow_id,
    chat_workflow_id,
    summary_workflow_id,
)
from panager.contracts.reminder import Verb
from panager.features import registry
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

TOOLS = registry.all_tools()

ACTIVITIES = {
    "action.conclude",
    "action.execute",
    "action.fail",
    "action.wake_turn",
    "action.revise",
    "action.settle",
    "action.show",
    "action.start",
    "agent.think",
    "conversation.summarise",
    "delivery.give_up",
    "reminder.apply",
    "reminder.fire",
    "reminder.give_up",
    "reminder.look",
    "reminder.nag",
    "reminder.reconcile",
    "reply.abandon",
    "reply.commit",
    "tool.calculate",
    "tool.cancel_all_reminders",
    "tool.cancel_reminder",
    "tool.change_reminder",
    "tool.complete_reminder",
    "tool.create_reminder",
    "tool.current_time",
    "tool.list_reminders",
    "tool.pause_reminder",
    "tool.resume_reminder",
    "tool.set_habits",
    "tool.set_language",
    "tool.set_persona",
    "tool.set_quiet_hours",
    "tool.set_time_zone",
    "tool.show_settings",
    "tool.skip_reminder",
    "tool.snooze_reminder",
    "tool.undo",
    "tool.weather",
    "tool.web_search",
}
CLASSES = (
    ActionActivities,
    ActionTools,
    AgentActivities,
    Calculator,
    FaultyDeliveries,
    HabitTools,
    ReconcileActivities,
    ReminderActivities,
    ReminderChangeTools,
    ReminderFaults,
    ReminderTools,
    ReplyActivities,
    SettingsTools,
    UndoTools,
    WeatherTool,
    WebSearchTool,
    SummaryActivities,
)


def test_activity_names() -> None:
    definitions = [
        activity._Definition.from_callable(member)
        for owner in CLASSES
        for member in vars(owner).values()
        if callable(member)
    ]

    assert {d.name for d in definitions if d is not None} == ACTIVITIES


def test_channels_name_their_activities_and_queues() -> None:
    named = {
        traits.name: (
            traits.send_activity,
            traits.close_card_activity,
            traits.queue(Urgency.CONVERSATION),
            traits.queue(Urgency.REMINDER),
        )
        for traits in KNOWN
        if not traits.is_mailbox
    }

    discord = (
        "discord.send",
        "discord.close_card",
        "panager-discord",
        "panager-discord-reminders",
    )
    assert named == {"discord": discord}
    assert traits_of("local").send_activity == "local.send"


def test_every_tool_has_its_activity() -> None:
    assert {f"tool.{name}" for name in TOOLS} <= ACTIVITIES


def test_workflow_names_and_handlers() -> None:
    chat = workflow._Definition.must_from_class(ChatWorkflow)
    reminder = workflow._Definition.must_from_class(ReminderWorkflow)

    assert (chat.name, set(chat.signals)) == ("ChatWorkflow", {"ring", "look", "stop"})
    action = workflow._Definition.must_from_class(ActionWorkflow)
    assert (action.name, set(action.updates)) == ("ActionWorkflow", {"decide", "edit"})
    assert set(action.signals) == {"look"}
    reconcile = workflow._Definition.must_from_class(ReconcileWorkflow)
    assert (reconcile.name, set(reconcile.signals)) == ("ReconcileWorkflow", {"run_now"})
    assert workflow._Definition.must_from_class(SummaryWorkflow).name == "SummaryWorkflow"
    assert (reminder.name, set(reminder.queries)) == ("ReminderWorkflow", {"get"})
    assert set(reminder.updates) == set(Verb)
    assert set(reminder.signals) == {"look"}
    assert set(Verb) == {"edit", "snooze", "skip", "pause", "resume", "cancel", "acknowledge"}


def test_every_update_has_a_validator() -> None:
    """Without one the SDK asks no interceptor, so nobody would look for the proof."""
    definitions = [
        workflow._Definition.must_from_class(kind)
        for kind in (ActionWorkflow, ChatWorkflow, ReconcileWorkflow, ReminderWorkflow)
    ]

    without = [
        name
        for definition in definitions
        for name, update in definition.updates.items()
        if update.validator is None
    ]

    assert without == []


def test_queues_search_attributes_and_ids() -> None:
    assert set(Queue) == {"panager-chat", "panager-reminders"}
    assert set(Kind) == {"chat", "reminder", "summary", "action"}
    assert set(SearchAttribute) == {
        "PanagerUser",
        "PanagerKind",
        "PanagerState",
        "PanagerDueAt",
        "PanagerRecurring",
    }
    assert chat_workflow_id(UUID(int=1)) == "chat:00000000-0000-0000-0000-000000000001"
    assert summary_workflow_id(UUID(int=1)) == "summary:00000000-0000-0000-0000-000000000001"
    assert action_workflow_id(UUID(int=1)) == "action:00000000-0000-0000-0000-000000000001"
    assert RECONCILE_WORKFLOW_ID == "reconcile"
