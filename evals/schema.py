"""What a conversation file may say; an unknown key is an error (docs/evaluation.md)."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panager.db.reminders import ReminderState
from panager.replies.results import Status

DIRECTORY: Final = Path(__file__).parent / "conversations"

type Scalar = str | bool | int


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Strict):
    """What a value must be like; a bare value stands for `equals`. Case does not count."""

    equals: Scalar | None = None
    contains: str | None = None
    any_of: list[str] = []
    """One of these is in it."""
    means: str | None = None
    """A time phrase that means the same as the value, by `panager.when`."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"equals": value} if isinstance(value, str | bool | int) else value

    @model_validator(mode="after")
    def _says_something(self) -> "Match":
        if not self.model_fields_set:
            raise ValueError("a match must say what is to be matched")
        return self


class ExpectedCall(_Strict):
    """A tool call that must be made; arguments that are not named may be anything."""

    name: str
    args: dict[str, Match] = {}
    status: Status | None = None
    """How it must end."""


class ExpectedAnswer(_Strict):
    """What the answer must say; case does not count."""

    contains: list[str] = []
    """All of these."""
    any_of: list[str] = []
    """At least one of these."""
    not_contains: list[str] = []


class ExpectedReminder(_Strict):
    """One reminder of the person in the database."""

    text: Match | None = None
    due: str | None = None
    """A time phrase that `panager.when` understands as of the moment of this turn's message."""
    state: ReminderState | None = None
    rule: Match | None = None
    """Of its RRULE."""
    repeats: bool | None = None
    urgent: bool | None = None
    if_late: Literal["send", "ask", "skip"] | None = None
    nag_every_s: int | None = None


class ExpectedReminders(_Strict):
    """What is in the database after the turn."""

    open: int | None = None
    """How many are still to come, paused ones among them."""
    has: list[ExpectedReminder] = []
    """Each is found among all of them, also those that are over."""


class ExpectedPerson(_Strict):
    """Settings of the person after the turn."""

    zone: str | None = None
    language: Literal["ko", "en"] | None = None
    quiet: str | None = None
    """ "23:00-07:00"; "" for none."""
    name: Match | None = None
    """What they call us."""


class Expect(_Strict):
    """What must be true after a turn."""

    calls: list[ExpectedCall] | None = None
    """All of these, and nothing else that changes something; not given: any calls will do."""
    may: list[str] = []
    """Tools that may be called beside these, such as one that asks back by what it answers."""
    no_calls: bool = False
    """Not even one that only reads."""
    answer: ExpectedAnswer = ExpectedAnswer()
    reminders: ExpectedReminders = ExpectedReminders()
    person: ExpectedPerson = ExpectedPerson()

    @property
    def wanted(self) -> Sequence[ExpectedCall]:
        """The calls that must be made."""
        return self.calls or ()


class Turn(_Strict):
    """Something that the person says, and what must come of it."""

    said: str = Field(min_length=1)
    expect: Expect = Expect()
    wait_for_reminder: bool = False
    """The next turn begins when a reminder has come."""


class Conversation(_Strict):
    """What one person says, one turn after the other."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    zone: str = "Asia/Seoul"
    offline: bool = True
    """Whether the offline model can do it; if not, it is not counted with that model."""
    why: str = ""
    """Why the offline model cannot."""
    turns: list[Turn] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_reason(self) -> "Conversation":
        if self.offline == bool(self.why):
            raise ValueError("`why` goes with `offline = false`, and only with that")
        return self


class Group(_Strict):
    """One file: conversations about one topic in one language."""

    topic: str
    language: Literal["ko", "en", "mixed"]
    conversations: list[Conversation] = Field(min_length=1)

    @property
    def person_language(self) -> Literal["ko", "en"]:
        """The language of the person's settings when the conversation begins."""
        return "en" if self.language == "en" else "ko"


def load(directory: Path = DIRECTORY) -> list[Group]:
    """Every file, in the order of their names; ValueError names the file that is wrong."""
    return [_read(path) for path in sorted(directory.glob("*.toml"))]


def _read(path: Path) -> Group:
    try:
        return Group.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
