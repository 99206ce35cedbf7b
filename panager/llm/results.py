"""What a tool call answers, as data that a model words for the person.

Times are already rendered in the person's language and zone, so that no model touches a date.
"""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel

from panager.when import Missing


class Status(StrEnum):
    """How a tool call ended."""

    SCHEDULED = "scheduled"
    CHANGED = "changed"
    SNOOZED = "snoozed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    """`due` is the next one that comes."""
    PAUSED = "paused"
    RESUMED = "resumed"
    COMPLETED = "completed"
    WAITING = "waiting"
    """A card was shown; nothing is done before the person presses its button or says yes."""
    CANCELLED_ALL = "cancelled_all"
    """`reminders` were cancelled; what else was on the list came meanwhile."""
    QUIET = "quiet"
    """Quiet hours are `quiet`; "" when there are none any more."""
    ZONE_SET = "zone_set"
    """The person's time zone is `zone`, where it is `due`."""
    NO_ZONE = "no_zone"
    """`phrase` names no time zone, or several: ask for a big city or an offset."""
    LANGUAGE_SET = "language_set"
    """It is `language`."""
    LISTED = "listed"
    TOLD = "told"
    UNCLEAR = "unclear"
    """The time phrase is unclear: see `phrase`, `missing`, `readings`."""
    NO_TIME = "no_time"
    """There is no time in the phrase."""
    TOO_FAR = "too_far"
    """More than five years away."""
    TOO_MANY = "too_many"
    """The person has `limit` open reminders, which is the most."""
    TOO_OFTEN = "too_often"
    """Less than a minute between two."""
    NOT_FOUND = "not_found"
    """No open reminder fits."""
    WHICH = "which"
    """Several fit: see `reminders`."""
    TOO_LATE = "too_late"
    """It was delivered, or is being delivered, already."""
    FAILED = "failed"
    """It could not be done; nothing was changed."""


type Group = Literal["today", "tomorrow", "later", "paused"]


class ReminderView(BaseModel):
    """One reminder as a person sees it."""

    number: int
    """Position in the list, from 1."""
    text: str
    due: str
    """Rendered in full: "3월 5일(목) 오후 2:00 KST"."""
    repeats: str = ""
    """The rule in words: "매주 월요일 오전 9:00"."""
    group: Group = "later"


class ToolResult(BaseModel):
    """The answer of every tool; which fields are set follows from `status`."""

    status: Status
    text: str = ""
    """The reminder's text."""
    due: str = ""
    """The (new) due time, or the current time, rendered in full."""
    repeats: str = ""
    """The rule in words, of a reminder that repeats."""
    left_out: str = ""
    """The occurrence that was skipped, rendered in full."""
    quiet: str = ""
    zone: str = ""
    language: Literal["ko", "en"] | None = None
    limit: int = 0
    phrase: str = ""
    missing: Missing | None = None
    readings: list[str] = []
    reminders: list[ReminderView] = []
    notes: list[str] = []
    left: list[ReminderView] = []
    """Reminders that were left alone, as they had changed since the person said yes to them."""
    offered: list[str] = []
    """The ids behind the numbers of `reminders`, so that "the second" means what was shown."""
    reminder_id: str = ""
    """Evidence for the promise guard; not shown to people."""
