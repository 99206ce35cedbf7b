"""Buttons under our messages; each custom id names its workflow, so they work for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import discord
from discord import ButtonStyle

from panager.channels.protocol import Subject
from panager.contracts.buttons import (
    ActionButton,
    Button,
    CardPress,
    ConsentButton,
    PageButton,
    Press,
    ReminderButton,
)
from panager.sentences import Language, say

_UNDER_REMINDERS = (
    (Press.DONE, ButtonStyle.success, 0),
    (Press.SNOOZE_10_MINUTES, ButtonStyle.secondary, 0),
    (Press.SNOOZE_1_HOUR, ButtonStyle.secondary, 0),
    (Press.TOMORROW, ButtonStyle.secondary, 0),
    (Press.EDIT, ButtonStyle.secondary, 1),
)

_UNDER_CARD = (
    (CardPress.APPROVE, "approve", ButtonStyle.danger),
    (CardPress.EDIT, "edit_card", ButtonStyle.secondary),
    (CardPress.REJECT, "reject", ButtonStyle.secondary),
)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A reminder on a list: the number that the person sees, and what it stands for."""

    number: int
    reminder_id: UUID
    occurrence: int


def buttons_of(subject: Subject) -> discord.ui.View | None:
    """What can be pressed under it; None for nothing. Needs a running event loop."""
    if subject.kind == "reminder":
        return _under_reminder(subject)
    if subject.kind == "card":
        return _under_card(subject)
    if subject.kind == "notice" and subject.owner_id == subject.user_id:
        consent = ConsentButton(user_id=subject.owner_id)
        return _view([_button("consent", consent, subject.language, ButtonStyle.success)])
    return None


def buttons_of_page(
    listed: Sequence[Listed], language: Language, *, page: int, pages: int
) -> discord.ui.View | None:
    """Edit and cancel for up to five reminders, and the way to the pages around."""
    buttons = [
        _button(f"{press}_listed", _of(one, press), language, style, row=row, number=one.number)
        for row, (press, style) in enumerate(
            ((Press.EDIT, ButtonStyle.secondary), (Press.CANCEL, ButtonStyle.danger))
        )
        for one in listed
    ]
    around = [("previous", page - 1)] * (page > 0) + [("next", page + 1)] * (page + 1 < pages)
    buttons += [_button(key, PageButton(page=to), language, row=2) for key, to in around]
    return _view(buttons) if buttons else None


def edit_again(button: ReminderButton, language: Language) -> discord.ui.View:
    """Opens the modal once more."""
    return _view([_button(Press.EDIT, button, language)])


def _under_reminder(subject: Subject) -> discord.ui.View:
    buttons = [
        _button(press, _of_occurrence(subject, press), subject.language, style, row=row)
        for press, style, row in _UNDER_REMINDERS
    ]
    if subject.is_series:
        series = _of_occurrence(subject, Press.CANCEL)
        buttons.append(_button("cancel", series, subject.language, ButtonStyle.danger, row=1))
    return _view(buttons)


def _under_card(subject: Subject) -> discord.ui.View:
    """`occurrence` is the revision of the card."""
    return _view(
        [
            _button(
                key,
                ActionButton(action_id=subject.owner_id, revision=subject.occurrence, press=press),
                subject.language,
                style,
            )
            for press, key, style in _UNDER_CARD
            if subject.is_editable or press is not CardPress.EDIT
        ]
    )


def edit_card_again(button: ActionButton, language: Language) -> discord.ui.View:
    """Opens the modal of a card once more."""
    return _view([_button("edit_card", button, language)])


def _of(listed: Listed, press: Press) -> ReminderButton:
    return ReminderButton(reminder_id=listed.reminder_id, press=press, occurrence=listed.occurrence)


def _of_occurrence(subject: Subject, press: Press) -> ReminderButton:
    return ReminderButton(reminder_id=subject.owner_id, press=press, occurrence=subject.occurrence)


def _button(
    key: str,
    button: Button,
    language: Language,
    style: ButtonStyle = ButtonStyle.secondary,
    *,
    row: int = 0,
    **values: object,
) -> discord.ui.Button[discord.ui.View]:
    label = say(language, f"button.{key}", **values)
    return discord.ui.Button(label=label, custom_id=button.custom_id, style=style, row=row)


def _view(buttons: Sequence[discord.ui.Button[discord.ui.View]]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    # discord.py keeps every view that is not over in memory, for presses that it is to handle.
    view.stop()
    return view
