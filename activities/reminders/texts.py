"""What a reminder says when its moment has come."""

from datetime import datetime, timedelta

from panager.db.reminders import Reminder
from panager.sentences import interval, say
from panager.when import render


def due(reminder: Reminder) -> str:
    """In time."""
    return say(reminder.language, "reminder.due", text=reminder.text)


def held(reminder: Reminder, due_at: datetime, now: datetime) -> str:
    """After the quiet hours in which it was due."""
    return say(
        reminder.language, "reminder.held", text=reminder.text, due=_at(reminder, due_at, now)
    )


def late(
    reminder: Reminder,
    due_at: datetime,
    now: datetime,
    *,
    late: timedelta,
    was_down: bool,
    missed: int,
    asks: bool,
) -> str:
    """Late, how late and why; `missed` further times were lost in it; `asks` if still wanted."""
    language = reminder.language
    parts = [
        say(
            language,
            "reminder.late",
            text=reminder.text,
            due=_at(reminder, due_at, now),
            late=interval(language, late.total_seconds()),
            reason=say(language, "reminder.reason_down" if was_down else "reminder.reason_slow"),
        )
    ]
    parts += _missed(reminder, missed)
    if asks:
        parts.append(say(language, "reminder.ask"))
    return "\n".join(parts)


def nag(reminder: Reminder) -> str:
    """Again, until it is acknowledged."""
    return say(reminder.language, "reminder.nag", text=reminder.text)


def late_line(
    reminder: Reminder, due_at: datetime, now: datetime, *, late: timedelta, missed: int
) -> str:
    """Late as well, in the message of another one."""
    line = say(
        reminder.language,
        "reminder.late_line",
        text=reminder.text,
        due=_at(reminder, due_at, now),
        late=interval(reminder.language, late.total_seconds()),
    )
    return "\n".join([line, *_missed(reminder, missed)])


def _missed(reminder: Reminder, count: int) -> list[str]:
    return [say(reminder.language, "reminder.missed", n=count)] if count else []


def _at(reminder: Reminder, moment: datetime, now: datetime) -> str:
    return render(moment, zone=reminder.tzinfo, language=reminder.language, now=now)
