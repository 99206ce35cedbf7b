"""Durable names: task queues, workflow ids, activity names, search attributes.

Workflow histories and running deployments know these strings; renaming one breaks them.
`tests/unit/test_durable_names.py` holds the list that a release has promised.
"""

from enum import StrEnum
from typing import Final
from uuid import UUID


class Queue(StrEnum):
    """Temporal task queues; those of channels are in `contracts/channels.py`."""

    CHAT = "panager-chat"
    REMINDERS = "panager-reminders"


class Activity(StrEnum):
    """Activity types that workflows call."""

    THINK = "agent.think"
    COMMIT_REPLY = "reply.commit"
    ABANDON_TURN = "reply.abandon"
    GIVE_UP_DELIVERY = "delivery.give_up"
    FIRE_REMINDER = "reminder.fire"
    APPLY_CHANGE = "reminder.apply"
    NAG = "reminder.nag"
    GIVE_UP_REMINDER = "reminder.give_up"
    LOOK_AT_REMINDER = "reminder.look"
    RECONCILE = "reminder.reconcile"
    SUMMARISE = "conversation.summarise"
    START_ACTION = "action.start"
    SHOW_CARD = "action.show"
    SETTLE_ACTION = "action.settle"
    REVISE_ACTION = "action.revise"
    EXECUTE_ACTION = "action.execute"
    FAIL_ACTION = "action.fail"
    WAKE_TURN = "action.wake_turn"
    CONCLUDE_ACTION = "action.conclude"


LOOK_SIGNAL: Final = "look"
"""Tells a workflow that the rows may say something else than it believes."""

RECONCILE_WORKFLOW_ID: Final = "reconcile"
"""One for the whole namespace."""

TOOL_PREFIX: Final = "tool."
"""A tool call is an activity of its own, `tool.<tool name>`, so that the UI shows which."""


class SearchAttribute(StrEnum):
    """Search attributes; values are opaque ids and enums, never a person's words."""

    USER = "PanagerUser"
    KIND = "PanagerKind"
    STATE = "PanagerState"
    DUE_AT = "PanagerDueAt"
    RECURRING = "PanagerRecurring"


class Kind(StrEnum):
    """Values of the search attribute PanagerKind."""

    CHAT = "chat"
    REMINDER = "reminder"
    SUMMARY = "summary"
    ACTION = "action"


def tool_activity(tool: str) -> str:
    """The activity type of the tool called `tool`."""
    return f"{TOOL_PREFIX}{tool}"


def chat_workflow_id(user_id: UUID) -> str:
    """One conversation per user, so one workflow id per user."""
    return f"chat:{user_id}"


def summary_workflow_id(user_id: UUID) -> str:
    """One at a time for each conversation."""
    return f"summary:{user_id}"


def reminder_workflow_id(reminder_id: UUID) -> str:
    """A reminder and its workflow share the id."""
    return f"reminder:{reminder_id}"


def action_workflow_id(action_id: UUID) -> str:
    """An action and its workflow share the id."""
    return f"action:{action_id}"
