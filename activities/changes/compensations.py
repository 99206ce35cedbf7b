"""How what a tool did is taken back, as data that the table `effects` keeps."""

from dataclasses import replace
from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    model_serializer,
)

from activities.calls.call import Call
from panager.db import effects, reminders
from panager.db.pool import Connection
from panager.db.reminders import Reminder, ReminderState, Terms
from panager.db.users import Tone
from panager.sentences import Language
from panager.when import Recurrence


class CancelReminders(BaseModel):
    """They were made."""

    kind: Literal["cancel_reminders"] = "cancel_reminders"
    reminder_ids: list[UUID]


class RestoreReminders(BaseModel):
    """They were cancelled; `paused` are those that were paused then."""

    kind: Literal["restore_reminders"] = "restore_reminders"
    reminder_ids: list[UUID]
    paused: list[UUID] = []


class Before(BaseModel):
    """What a reminder was like."""

    text: str
    state: ReminderState
    due_at: datetime
    recurrence: Recurrence | None
    terms: Terms
    occurrence: int
    updated_at: datetime


class ChangeReminder(BaseModel):
    """It was changed, snoozed, skipped, paused or resumed."""

    kind: Literal["change_reminder"] = "change_reminder"
    reminder_id: UUID
    before: Before


class SettingsBefore(BaseModel):
    """Settings as they were; only those that were set count (`model_fields_set`)."""

    language: Language | None = None
    zone: str | None = None
    zone_confirmed_at: datetime | None = None
    quiet_from: time | None = None
    quiet_to: time | None = None
    persona_name: str | None = None
    persona_tone: Tone | None = None
    persona_emoji: bool | None = None
    habits: dict[str, str] | None = None
    """As `panager.when.read_habits` takes them."""

    @model_serializer(mode="wrap")
    def _only_set(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A setting that was not touched is not put back, so what is unset is left out."""
        return {name: value for name, value in whole(self).items() if name in self.model_fields_set}


class RestoreSettings(BaseModel):
    """Settings were changed."""

    kind: Literal["settings"] = "settings"
    before: SettingsBefore


class Final(BaseModel):
    """It cannot be taken back, and neither can, in its place, what was done before it."""

    kind: Literal["final"] = "final"


class Several(BaseModel):
    """All of it, the last first."""

    kind: Literal["several"] = "several"
    done: list["Compensation"]


type Compensation = Annotated[
    CancelReminders | RestoreReminders | ChangeReminder | RestoreSettings | Final | Several,
    Field(discriminator="kind"),
]
COMPENSATION: TypeAdapter[Compensation] = TypeAdapter(Compensation)


def before(reminder: Reminder) -> ChangeReminder:
    """To make it again what it is now."""
    return ChangeReminder(
        reminder_id=reminder.reminder_id,
        before=Before(
            text=reminder.text,
            state=reminder.state,
            due_at=reminder.due_at,
            recurrence=reminder.recurrence,
            terms=reminder.terms,
            occurrence=reminder.occurrence,
            updated_at=reminder.updated_at,
        ),
    )


def as_before(reminder: Reminder, change: ChangeReminder) -> Reminder:
    """The reminder as it was."""
    return replace(reminder, **{name: getattr(change.before, name) for name in Before.model_fields})


async def changed_by(connection: Connection, call: Call) -> Reminder | None:
    """The reminder that an earlier attempt of this call has changed, as it was; else None."""
    user_id = call.person.user_id
    effect = await effects.get_effect(connection, user_id, call.id)
    done = None if effect is None else COMPENSATION.validate_python(effect.compensation)
    match done:
        case ChangeReminder():
            row = await reminders.get_reminder(connection, user_id, done.reminder_id)
            return row and as_before(row, done)
        case RestoreReminders(reminder_ids=[reminder_id]):
            row = await reminders.get_reminder(connection, user_id, reminder_id)
            return row and replace(row, state="paused" if done.paused else "scheduled")
        case _:
            return None


def reach(compensation: Compensation) -> int:
    """How many reminders taking it back bears upon; 1 for a setting."""
    match compensation:
        case CancelReminders(reminder_ids=ids) | RestoreReminders(reminder_ids=ids):
            return len(ids)
        case Several(done=done):
            return sum(reach(one) for one in done)
        case _:
            return 1
