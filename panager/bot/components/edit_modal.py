"""Editing a reminder: the modal, and what was filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from activities.calls.call import Call
from activities.reminders.times import timing
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.bot.wording import Asked, word
from panager.channels.discord.components import edit_again
from panager.contracts.buttons import ReminderButton
from panager.contracts.limits import MAX_TEXT
from panager.contracts.reminder import Verb
from panager.db import reminders
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.llm.tools import ChangeReminder
from panager.replies.clip import clip
from panager.replies.results import Status, ToolResult
from panager.sentences import Language, say
from panager.when import Kind

OVER: Final = ("delivered", "undeliverable")
LONGEST_WHEN: Final = 200
DONE: Final = (Status.CHANGED, Status.SNOOZED)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the modal's two fields."""

    text: str = ""
    when: str = ""
    """A time phrase; "" leaves it as it is."""


def modal_of(button: ReminderButton, typed: Typed, language: Language) -> discord.ui.Modal:
    """The form; its id says which reminder it is about, so that nothing has to remember it."""
    modal = discord.ui.Modal(
        title=say(language, "discord.edit_title"), timeout=None, custom_id=button.custom_id
    )
    text = _field("text", typed.text, MAX_TEXT)
    text.style = discord.TextStyle.paragraph
    when = _field("when", typed.when, LONGEST_WHEN)
    when.placeholder = say(language, "discord.edit_when_hint")
    modal.add_item(discord.ui.Label(text=say(language, "discord.edit_text"), component=text))
    modal.add_item(discord.ui.Label(text=say(language, "discord.edit_when"), component=when))
    # discord.py keeps every modal that is not over in memory, for answers that it is to handle.
    modal.stop()
    return modal


def typed_in(components: Sequence[Mapping[str, Any]]) -> Typed:
    """The values of a submitted modal, as Discord sends them."""
    values = dict(values_of(components))
    return Typed(text=values.get("text", "").strip(), when=values.get("when", "").strip())


async def find(visitor: Visitor, button: ReminderButton) -> Reminder | None:
    """The reminder, if it is this person's."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        return await reminders.get_reminder(connection, visitor.user_id, button.reminder_id)


async def opened(visitor: Visitor, button: ReminderButton) -> discord.ui.Modal | str:
    """The form as it is shown first, or why there is none."""
    row = await find(visitor, button)
    if row is None:
        return visitor.say("discord.not_yours")
    if row.state == "cancelled":
        return visitor.say("discord.cancelled")
    return modal_of(button, as_it_is(visitor, row), visitor.person.language)


def as_it_is(visitor: Visitor, row: Reminder) -> Typed:
    """What the form shows at first; one that is over has no time to keep."""
    when = "" if row.state in OVER else visitor.render(row.due_at)
    return Typed(text=row.text, when=when)


async def submit(visitor: Visitor, button: ReminderButton, typed: Typed) -> Answer:
    """Make it so, or ask again with what was typed."""
    row = await find(visitor, button)
    if row is None:
        return Answer(text=visitor.say("discord.not_yours"))
    if row.state == "cancelled":
        return Answer(text=visitor.say("discord.cancelled"))
    again = row.state in OVER
    if again and not typed.when:
        return _ask_again(visitor, button, typed, visitor.say("discord.over_needs_time"))
    wanted = typed if again else _changed(visitor, row, typed)
    if not wanted.text and not wanted.when:
        return Answer(text=visitor.say("discord.unchanged"))
    call = _call(visitor, wanted)
    result = await (
        _bring_again(visitor, call, row) if again else visitor.change_tools.change(call, row)
    )
    sentence = word(visitor, Asked(tool=call.name, text=row.text, when=typed.when), result)
    if result.status in DONE:
        return Answer(text=sentence)
    return _ask_again(visitor, button, typed, sentence)


async def _bring_again(visitor: Visitor, call: Call[ChangeReminder], row: Reminder) -> ToolResult:
    """What was delivered and is edited comes once more."""
    when = timing(call, call.args.when or "", after=visitor.at, about=call.args.text or row.text)
    if isinstance(when, ToolResult):
        return when
    change = Change(
        change_id=call.id,
        verb=Verb.SNOOZE,
        reminder=row,
        due_at=when.due_at,
        text=call.args.text,
        recurrence=when.recurrence,
    )
    return await visitor.change_tools.send(call, change)


def _changed(visitor: Visitor, row: Reminder, typed: Typed) -> Typed:
    """Only what differs from what the form showed."""
    text = "" if typed.text == row.text else typed.text
    return Typed(text=text, when="" if _is_same_time(visitor, row, typed) else typed.when)


def _is_same_time(visitor: Visitor, row: Reminder, typed: Typed) -> bool:
    if typed.when == visitor.render(row.due_at):
        return True
    heard = _call(visitor, typed).understand(typed.when)
    return heard.kind is Kind.INSTANT and heard.at == row.due_at.replace(microsecond=0)


def _call(visitor: Visitor, typed: Typed) -> Call[ChangeReminder]:
    args = ChangeReminder(which="", text=typed.text or None, when=typed.when or None)
    return visitor.call("change_reminder", args)


def _ask_again(visitor: Visitor, button: ReminderButton, typed: Typed, sentence: str) -> Answer:
    """Nothing that was typed is lost, and the form is one press away."""
    echo = visitor.say(
        "discord.typed", text=clip(typed.text, MAX_TEXT) or "–", when=typed.when or "–"
    )
    return Answer(text=f"{sentence}\n{echo}", view=edit_again(button, visitor.person.language))


def _field(key: str, value: str, longest: int) -> discord.ui.TextInput[discord.ui.Modal]:
    return discord.ui.TextInput(
        custom_id=key, default=value or None, max_length=longest, required=False
    )


def values_of(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What stands in each field of a submitted modal, by its id."""
    for component in components:
        inner = component.get("components") or [component.get("component")]
        yield from values_of([one for one in inner if one])
        if "value" in component:
            yield component["custom_id"], component["value"]
