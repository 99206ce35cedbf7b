"""What a tool call answers, as data that a model words for the person.

Times are already rendered in the person's language and zone, so that no model touches a date.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel

from panager.contracts import limits
from panager.replies.clip import clip
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
    PAUSED_UNTIL = "paused_until"
    """It comes again by itself, first `due`."""
    COMES_LATER = "comes_later"
    """It would not have come before that anyway, but `due`; nothing was changed."""
    NOT_REPEATING = "not_repeating"
    """It comes only once, so it can be put off, but not rest for a while."""
    NOTHING_LEFT = "nothing_left"
    """It ends before that; nothing was changed."""
    RESUMED = "resumed"
    COMPLETED = "completed"
    WAITING = "waiting"
    """It is on the card that comes after the answer; nothing of it is done before the person
    presses its button or says yes."""
    PARKED = "parked"
    """It needs the person first: their answer to a card, or what they do elsewhere. How that ended
    comes as an event; then this call can be made again."""
    CARRIED_OUT = "carried_out"
    """Of what a card showed, the numbers `done` were done; the others were changed meanwhile."""
    QUIET = "quiet"
    """Quiet hours are `quiet`; "" when there are none any more."""
    ZONE_SET = "zone_set"
    """The person's time zone is `zone`, where it is `due`."""
    NO_ZONE = "no_zone"
    """`phrase` names no time zone, or several: ask for a big city or an offset."""
    LANGUAGE_SET = "language_set"
    """It is `language`."""
    PERSONA_SET = "persona_set"
    """What was given of `name`, `tone` and `emoji`."""
    HABITS_SET = "habits_set"
    """What was given of `habits`; reminders that exist keep their times."""
    OUT_OF_ORDER = "out_of_order"
    """The two of `habits` do not follow one another as they come in a day."""
    SETTINGS = "settings"
    """`settings` are those that were asked about, in the person's language."""
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
    """It could not be done; nothing was changed. `detail` may say why."""
    UNDONE = "undone"
    """What the tool `undone` did is taken back; `reminders` or `text` are what it was about."""
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_YOURSELF = "undo_yourself"
    """Taking that back bears upon so much that only the person's own word "undo" does it."""
    CANNOT_UNDO = "cannot_undo"
    """What the tool `undone` did last cannot be taken back any more."""
    CALCULATED = "calculated"
    """`value` is the answer."""
    FOUND = "found"
    """`pages` of the web, written by strangers."""
    FORECAST = "forecast"
    """The weather of `days` at `place`."""
    UNKNOWN_TOOL = "unknown_tool"
    """There is no such tool."""
    WRONG_ARGUMENTS = "wrong_arguments"
    """`detail` says which; nothing was done."""
    REPEATED = "repeated"
    """The same call was made in this turn already, and this was its result; nothing was done."""
    TOO_MANY_CALLS = "too_many_calls"
    """More calls in one step or turn than are allowed; this one was not made."""


type Group = Literal["today", "tomorrow", "later", "paused"]


class ReminderView(BaseModel):
    """One reminder as a person sees it."""

    number: int
    """Position in the list, from 1."""
    text: Annotated[str, AfterValidator(clip)]
    """In one line; a long one ends with "…"."""
    due: str
    """Rendered in full: "3월 5일(목) 오후 2:00 KST"."""
    repeats: str = ""
    """The rule in words: "매주 월요일 오전 9:00"."""
    group: Group = "later"


class Page(BaseModel):
    """One result of a search of the web."""

    title: str
    url: str
    content: str


class Weather(BaseModel):
    """The weather of one day."""

    day: str
    """Rendered: "3월 5일(목)"."""
    sky: str
    """In the person's language."""
    low: float
    """Degrees Celsius, as `high`."""
    high: float
    rain_percent: int | None = None


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
    name: str = ""
    tone: Literal["friendly", "brief", "formal"] | None = None
    emoji: bool | None = None
    habits: dict[str, str] = {}
    """By name: a wall-clock time or a day of the week."""
    settings: list[str] = []
    limit: int = 0
    phrase: str = ""
    missing: Missing | None = None
    readings: list[str] = []
    reminders: list[ReminderView] = []
    notes: list[str] = []
    done: list[int] = []
    offered: list[str] = []
    """The ids behind the numbers of `reminders`, so that "the second" means what was shown."""
    detail: str = ""
    """For the model: what was wrong, in short."""
    undone: str = ""
    """The tool whose work was taken back."""
    value: str = ""
    place: str = ""
    pages: list[Page] = []
    days: list[Weather] = []
    more: int = 0
    """How many `reminders` there are beside those that are shown."""
    reminder_id: str = ""
    """Evidence for the promise guard; not shown to people."""
    action_id: str = ""
    """What a call that is parked waits for."""
    wait_s: float = 0
    """How long its turn waits for that."""


DONE: Final = frozenset(
    {
        Status.SCHEDULED,
        Status.CHANGED,
        Status.SNOOZED,
        Status.CANCELLED,
        Status.SKIPPED,
        Status.PAUSED,
        Status.PAUSED_UNTIL,
        Status.RESUMED,
        Status.COMPLETED,
        Status.WAITING,
        Status.CARRIED_OUT,
        Status.QUIET,
        Status.ZONE_SET,
        Status.LANGUAGE_SET,
        Status.PERSONA_SET,
        Status.HABITS_SET,
        Status.UNDONE,
    }
)
"""Something was changed, or somebody asked: doing it again would be doing it twice."""


def capped(result: ToolResult) -> ToolResult:
    """No more than a model should have to read; what is left out is counted."""
    shown = result
    while _size(shown) > limits.MAX_RESULT and shown.reminders:
        fewer = shown.reminders[: len(shown.reminders) * 3 // 4]
        more = len(result.reminders) - len(fewer)
        shown = shown.model_copy(update={"reminders": fewer, "more": more})
    return shown


def _size(result: ToolResult) -> int:
    """Characters, without the ids that no model needs."""
    return len(result.model_dump_json(exclude_defaults=True, exclude={"offered"}))
