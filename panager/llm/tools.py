"""The arguments of the tools that a model may call.

A model never passes an id of a person or a date that it computed: times go in as the person's
own words.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, Field, field_validator, model_validator

from panager.contracts.limits import MAX_TEXT
from panager.llm.untrusted import stripped

LONGEST_NAME: Final = 32
"""Characters of what a person calls us."""


# No `type` statements: models are to see these in place, not by reference.
Clock = Annotated[
    str, Field(description="time of day, verbatim ('7시 반', 'at 7')", max_length=100)
]
WeekDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Arguments(BaseModel):
    """What every tool takes, from a model, a command or a form: words with nothing hidden."""

    @field_validator("*", mode="before")
    @classmethod
    def _strip(cls, value: object) -> object:
        return stripped(value)


class CreateReminder(Arguments):
    """Make a reminder. Times must be the person's own words; never compute a date."""

    text: str = Field(
        description="what to be reminded of, in the person's words", max_length=MAX_TEXT
    )
    when: str = Field(
        description="the person's own time phrase, verbatim ('tomorrow at 3', '매주 월요일 9시')",
        max_length=200,
    )
    urgent: bool = Field(default=False, description="must come in quiet hours too")
    if_late: Literal["send", "ask", "skip"] = Field(
        default="send", description="what to do if it could only come much too late"
    )
    nag: str | None = Field(
        default=None,
        description="how often to say it again until it is acknowledged, verbatim ('10분마다')",
        max_length=100,
    )


class ListReminders(Arguments):
    """List the person's open reminders, next first."""


class OneReminder(Arguments):
    """What a tool needs that only has to know which reminder is meant."""

    which: str = Field(
        description="words of the reminder, its time, its list number, or ''", max_length=MAX_TEXT
    )


class ChangeReminder(OneReminder):
    """Change the time, text, terms or repetition of a reminder; what is not given stays."""

    when: str | None = Field(
        default=None, description="the new time phrase, verbatim", max_length=200
    )
    text: str | None = Field(default=None, description="the new text", max_length=MAX_TEXT)
    urgent: bool | None = Field(default=None, description="must come in quiet hours too")
    if_late: Literal["send", "ask", "skip"] | None = None
    nag: str | None = Field(default=None, description="as in create_reminder", max_length=100)
    once: bool | None = Field(
        default=None, description="true: stop repeating; it comes once more and is over then"
    )


class SnoozeReminder(OneReminder):
    """Postpone a reminder, also one that was just delivered."""

    when: str = Field(
        description="the person's phrase: an amount ('10분') or a moment", max_length=200
    )


class CancelReminder(OneReminder):
    """Cancel one reminder with everything that is still to come of it."""


class SkipReminder(OneReminder):
    """Leave out one occurrence of a repeating reminder; the others stay."""

    when: str | None = Field(
        default=None,
        description="the day of that occurrence, verbatim ('내일', 'on Friday'); none: the next",
        max_length=200,
    )


class PauseReminder(OneReminder):
    """Nothing comes of this reminder until then, or until it is resumed."""

    until: str | None = Field(
        default=None,
        description="how long, verbatim ('until Monday', '다음 주까지'); none: until it is resumed",
        max_length=200,
    )


class ResumeReminder(OneReminder):
    """Go on with a paused reminder."""


class CompleteReminder(OneReminder):
    """The person has done it: stop repeating what was delivered."""


class CancelAllReminders(Arguments):
    """Cancel every open reminder. Only shows the person a card with the list of them: the answer
    "waiting" means that nothing is done unless they press its button or say yes to it."""


class SetQuietHours(Arguments):
    """Hours in which reminders wait until they are over; without both, none any more."""

    start: str | None = Field(
        default=None, description="time of day, verbatim ('밤 11시')", max_length=100
    )
    end: str | None = Field(
        default=None, description="time of day, verbatim ('아침 7시')", max_length=100
    )


class SetTimeZone(Arguments):
    """The person says where they are or which time zone is theirs; not for a single reminder."""

    zone: str = Field(
        description="the city, country, offset or IANA name, verbatim ('베를린', 'UTC+9')",
        max_length=100,
    )


class SetLanguage(Arguments):
    """The language of everything that is no answer: reminders' frames, notices, menus."""

    language: Literal["ko", "en"]


class SetPersona(Arguments):
    """What the person calls you and how you talk to them; what is not given stays."""

    name: str | None = Field(
        default=None, description="your name from now on, in the person's words", max_length=64
    )
    tone: Literal["friendly", "brief", "formal"] | None = None
    emoji: bool | None = Field(default=None, description="whether you may use emoji")

    @field_validator("name")
    @classmethod
    def _clean(cls, name: str | None) -> str | None:
        return None if name is None else _checked_name(name)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.name is None and self.tone is None and self.emoji is None:
            raise ValueError("nothing to change")
        return self


class SetHabits(Arguments):
    """What the person means by words of the day; what is not given stays."""

    dawn: Clock | None = None
    morning: Clock | None = None
    lunch: Clock | None = None
    afternoon: Clock | None = None
    evening: Clock | None = None
    night: Clock | None = None
    close: Clock | None = None
    """Where the working day ends: "퇴근"."""
    week_start: WeekDay | None = Field(default=None, description="the first day of a week")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError("nothing to change")
        return self


class ShowSettings(Arguments):
    """Tell the person's settings, or the one that they ask about."""

    about: Literal["language", "zone", "quiet_hours", "habits", "persona"] | None = None


def _checked_name(name: str) -> str:
    """In one line."""
    line = " ".join(name.split())
    if not 0 < len(line) <= LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
    return line


class CurrentTime(Arguments):
    """Tell what time it is for the person."""


class Undo(Arguments):
    """Take back the last thing that a tool changed for the person."""


class Calculate(Arguments):
    """Work out a sum."""

    expression: str = Field(
        description="numbers and + - * / % ** ( ), '만', '억', sqrt, round, min, max",
        max_length=200,
    )


class WebSearch(Arguments):
    """Search the web."""

    query: str = Field(description="a few words, no address", max_length=200)


class GetWeather(Arguments):
    """Tell the weather."""

    place: str = Field(
        description="the city in the person's words ('부산', 'Berlin')", max_length=100
    )
