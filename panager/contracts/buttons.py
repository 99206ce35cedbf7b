"""Custom ids of buttons: each names what it is about, so that a press needs no memory of ours.

Messages keep their buttons for ever: an id that was sent once must be understood for ever.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

MAX_LENGTH: Final = 100
"""Of a custom id (https://discord.com/developers/docs/components/reference)."""


class Press(StrEnum):
    """What a button of a reminder asks for."""

    DONE = "done"
    SNOOZE_10_MINUTES = "snooze10m"
    SNOOZE_1_HOUR = "snooze1h"
    TOMORROW = "tomorrow"
    EDIT = "edit"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True)
class ReminderButton:
    """About one reminder; also the id of the modal in which it is edited."""

    reminder_id: UUID
    press: Press
    occurrence: int
    """The one that the message was about."""

    @property
    def custom_id(self) -> str:
        return f"reminder:{self.reminder_id}:{self.press}:{self.occurrence}"


class CardPress(StrEnum):
    """What a button under a card asks for."""

    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"


@dataclass(frozen=True, kw_only=True)
class ActionButton:
    """About one card; also the id of the modal in which it is changed."""

    action_id: UUID
    revision: int
    """Of the card under which it stands."""
    press: CardPress

    @property
    def custom_id(self) -> str:
        return f"action:{self.action_id}:{self.revision}:{self.press}"


@dataclass(frozen=True, kw_only=True)
class PageButton:
    """Another page of the list of reminders."""

    page: int
    """From 0."""

    @property
    def custom_id(self) -> str:
        return f"reminders:{self.page}"


@dataclass(frozen=True, kw_only=True)
class ConsentButton:
    """Agreeing to what is stored."""

    user_id: UUID
    """Who was asked."""

    @property
    def custom_id(self) -> str:
        return f"consent:{self.user_id}"


type Button = ReminderButton | ActionButton | PageButton | ConsentButton

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NUMBER = r"[0-9]{1,9}"
_REMINDER = re.compile(rf"reminder:({_UUID}):({'|'.join(Press)}):({_NUMBER})")
_ACTION = re.compile(rf"action:({_UUID}):({_NUMBER}):({'|'.join(CardPress)})")
_PAGE = re.compile(rf"reminders:({_NUMBER})")
_CONSENT = re.compile(rf"consent:({_UUID})")


def read(custom_id: str) -> Button | None:
    """What the id stands for; None for one that is not ours."""
    if found := _REMINDER.fullmatch(custom_id):
        return ReminderButton(
            reminder_id=UUID(found[1]), press=Press(found[2]), occurrence=int(found[3])
        )
    if found := _ACTION.fullmatch(custom_id):
        return ActionButton(
            action_id=UUID(found[1]), revision=int(found[2]), press=CardPress(found[3])
        )
    if found := _PAGE.fullmatch(custom_id):
        return PageButton(page=int(found[1]))
    if found := _CONSENT.fullmatch(custom_id):
        return ConsentButton(user_id=UUID(found[1]))
    return None
