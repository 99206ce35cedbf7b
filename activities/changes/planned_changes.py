"""What a tool is about to do, as data: it can be done now, or shown on a card and done later."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from activities.changes import compensations
from activities.changes.compensations import (
    Before,
    CancelReminders,
    Compensation,
    Final,
    RestoreReminders,
    RestoreSettings,
    SettingsBefore,
)
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder, Terms
from panager.sentences import Language
from panager.when import Recurrence


class ChangeDeed(BaseModel):
    """A change of a reminder that was like `before`."""

    kind: Literal["change"] = "change"
    call_id: UUID
    reminder_id: UUID
    before: Before
    verb: Verb
    due_at: datetime | None = None
    text: str | None = None
    recurrence: Recurrence | None = None
    terms: dict[str, Any] | None = None
    ends_series: bool = False
    paused_until: datetime | None = None

    @classmethod
    def of(cls, change: Change) -> "ChangeDeed":
        """The id of the change is that of the call which wants it."""
        return cls(
            call_id=change.change_id,
            reminder_id=change.reminder.reminder_id,
            before=compensations.before(change.reminder).before,
            verb=change.verb,
            due_at=change.due_at,
            text=change.text,
            recurrence=change.recurrence,
            terms=change.terms,
            ends_series=change.ends_series,
            paused_until=change.paused_until,
        )

    def change(self, reminder: Reminder, change_id: UUID) -> Change:
        """To be asked of the reminder as it is now."""
        return Change(
            change_id=change_id,
            verb=self.verb,
            reminder=reminder,
            due_at=self.due_at,
            text=self.text,
            recurrence=self.recurrence,
            terms=self.terms,
            ends_series=self.ends_series,
            paused_until=self.paused_until,
        )

    @property
    def compensation(self) -> Compensation:
        """How it is taken back."""
        match self.verb:
            case Verb.ACKNOWLEDGE:
                return Final()
            case Verb.CANCEL:
                ids = [self.reminder_id]
                return RestoreReminders(
                    reminder_ids=ids, paused=ids if self.before.state == "paused" else []
                )
            case _:
                return compensations.ChangeReminder(
                    reminder_id=self.reminder_id, before=self.before
                )


class MakeDeed(BaseModel):
    """A new reminder; its id is `call_id` when it is made at once."""

    kind: Literal["make"] = "make"
    call_id: UUID
    text: str
    due_at: datetime
    zone: str
    language: Language
    recurrence: Recurrence | None = None
    terms: Terms = Terms()

    @property
    def compensation(self) -> Compensation:
        """How it is taken back."""
        return CancelReminders(reminder_ids=[self.call_id])


class SetDeed(BaseModel):
    """Settings from `before` to `after`."""

    kind: Literal["set"] = "set"
    call_id: UUID
    before: SettingsBefore
    after: SettingsBefore
    held: list[str] = []
    """Open reminders that quiet hours would hold back then and do not now, as they are shown."""

    @property
    def compensation(self) -> Compensation:
        """How it is taken back."""
        return RestoreSettings(before=self.before)


type Deed = Annotated[ChangeDeed | MakeDeed | SetDeed, Field(discriminator="kind")]


class Deeds(BaseModel):
    """All that a card shows, in the order in which it is done."""

    deeds: list[Deed]


def touches(deed: Deed) -> int:
    """How many reminders it bears upon; 1 for a setting that bears upon none."""
    return max(1, len(deed.held)) if isinstance(deed, SetDeed) else 1
