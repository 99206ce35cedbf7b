"""What a deed is in one line, the same before and after it is done."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from activities.actions.localizer import Localizer
from activities.changes.compensations import Before, SettingsBefore
from activities.changes.planned_changes import ChangeDeed, Deed, MakeDeed, SetDeed
from panager.contracts.reminder import Verb
from panager.db.reminders import Terms
from panager.preferences import LANGUAGE_NAMES
from panager.replies.settings_wording import habit_line
from panager.when import Recurrence, habit_text, read_habits


def name_of(deed: Deed) -> str:
    """By which a person may point at it; "" for a setting."""
    match deed:
        case ChangeDeed():
            return deed.before.text
        case MakeDeed():
            return deed.text
        case SetDeed():
            return ""


def shown(deed: Deed, localizer: Localizer) -> str:
    """The reminder that it is about, in one line."""
    if not isinstance(deed, ChangeDeed):
        return line_of(deed, localizer)
    return _one_line(_due(deed.before.text, deed.before, localizer))


def line_of(deed: Deed, localizer: Localizer) -> str:
    """In one line, so that a title cannot pass for another line of the card."""
    match deed:
        case ChangeDeed():
            line = _changed(deed, localizer)
        case MakeDeed():
            terms = _terms(_unusual(deed.terms), localizer)
            what = " · ".join([_due(deed.text, deed, localizer), *terms])
            line = localizer.say("deed.make", what=what)
        case SetDeed():
            line = " · ".join([*_set(deed.after, localizer), *_holding(deed, localizer)])
    return _one_line(line)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _changed(deed: ChangeDeed, localizer: Localizer) -> str:
    was = deed.before
    if deed.verb is Verb.EDIT:
        what = localizer.say("deed.shown", due=localizer.render(was.due_at), text=was.text)
        return localizer.say("deed.edit", what=what, edits=", ".join(_edits(deed, localizer)))
    verb = "rest" if deed.paused_until is not None else deed.verb
    what = _due(was.text, was, localizer)
    due = "" if deed.due_at is None else localizer.render(deed.due_at)
    until = "" if deed.paused_until is None else localizer.render(deed.paused_until)
    return localizer.say(f"deed.{verb}", what=what, due=due, until=until)


def _edits(deed: ChangeDeed, localizer: Localizer) -> Iterator[str]:
    if deed.text is not None:
        yield localizer.say("deed.text", text=deed.text)
    if deed.due_at is not None:
        yield localizer.say("deed.due", due=localizer.render(deed.due_at))
    if deed.recurrence is not None:
        yield from _rule(deed.recurrence, deed.before.recurrence, localizer)
    if deed.ends_series:
        yield localizer.say("deed.once")
    yield from _terms(deed.terms or {}, localizer)


def _rule(rule: Recurrence, before: Recurrence | None, localizer: Localizer) -> Iterator[str]:
    yield localizer.describe(rule)
    known = frozenset() if before is None else before.except_dates
    for day in sorted(rule.except_dates - known):
        yield localizer.say("deed.without", day=day.isoformat())


def _unusual(terms: Terms) -> dict[str, Any]:
    return {name: value for name, value in asdict(terms).items() if value != getattr(Terms(), name)}


def _terms(terms: dict[str, Any], localizer: Localizer) -> Iterator[str]:
    if "urgent" in terms:
        yield localizer.say("deed.urgent" if terms["urgent"] else "deed.not_urgent")
    if "if_late" in terms:
        yield localizer.say(f"deed.late_{terms['if_late']}")
    if "nag_every_s" in terms:
        yield localizer.say("deed.nag", minutes=round(terms["nag_every_s"] / 60))


def _due(text: str, at: Before | MakeDeed, localizer: Localizer) -> str:
    line = localizer.say("deed.shown", due=localizer.render(at.due_at), text=text)
    repeats = localizer.describe(at.recurrence)
    return f"{line} · {repeats}" if repeats else line


def _set(after: SettingsBefore, localizer: Localizer) -> Iterator[str]:
    was_set = after.model_fields_set
    if after.language:
        yield localizer.say("settings.language", value=LANGUAGE_NAMES[after.language])
    if after.zone:
        yield localizer.say("deed.zone", zone=after.zone)
    if "quiet_from" in was_set:
        yield _quiet(after, localizer)
    if after.habits is not None:
        habits = read_habits(after.habits)
        lines = [
            habit_line(localizer.language, name, habit_text(habits, name)) for name in after.habits
        ]
        yield localizer.say("settings.habits", habits=" · ".join(lines))
    if "persona_name" in was_set:
        yield from _persona(after, localizer)


def _quiet(after: SettingsBefore, localizer: Localizer) -> str:
    if after.quiet_from is None or after.quiet_to is None:
        return localizer.say("settings.quiet_none")
    ends = {"start": f"{after.quiet_from:%H:%M}", "end": f"{after.quiet_to:%H:%M}"}
    return localizer.say("settings.quiet", **ends)


def _persona(after: SettingsBefore, localizer: Localizer) -> Iterator[str]:
    if after.persona_name is not None:
        yield localizer.say("settings.persona", name=after.persona_name)
    if after.persona_tone is not None:
        yield localizer.say(f"settings.{after.persona_tone}")
    if after.persona_emoji is not None:
        yield localizer.say(f"settings.emoji_{'on' if after.persona_emoji else 'off'}")


def _holding(deed: SetDeed, localizer: Localizer) -> Iterator[str]:
    if deed.held:
        held = "; ".join(deed.held)
        yield localizer.say("deed.holding", n=len(deed.held), reminders=held)
