"""How a person wants to be talked to, and when not."""

from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from panager.api.conversation.schemas import WallClock
from panager.api.dependencies import Running, User
from panager.api.zones import find_zone
from panager.db import users
from panager.db.users import Person
from panager.errors import PanagerError
from panager.llm.tools import WeekDay
from panager.sentences import Language
from panager.when import (
    HABITS,
    USUAL,
    Habits,
    HabitsError,
    habit_text,
    out_of_order,
    read_habits,
)

router = APIRouter(prefix="/v1/settings", tags=["settings"])


class QuietHoursError(PanagerError):
    """Quiet hours without a beginning or an end."""

    http_status = 422


class OutOfOrderError(PanagerError):
    """Parts of the day that do not follow one another."""

    http_status = 422


class UnreadableHabitError(PanagerError):
    """A habit with a value that is none."""

    http_status = 422


class DayHabits(BaseModel):
    """What words of the day mean, on the wall clock; to be changed, null is as if never said."""

    model_config = ConfigDict(extra="forbid")

    dawn: WallClock | None = None
    morning: WallClock | None = None
    lunch: WallClock | None = None
    afternoon: WallClock | None = None
    evening: WallClock | None = None
    night: WallClock | None = None
    close: WallClock | None = None
    """Where a working day ends."""
    week_start: WeekDay | None = None

    @classmethod
    def of(cls, habits: Habits) -> Self:
        return cls.model_validate({name: habit_text(habits, name) for name in HABITS})


class UserSettings(BaseModel):
    """The settings of a person."""

    language: Language
    zone: str
    """IANA name."""
    quiet_from: WallClock | None
    """From then on, on the wall clock, reminders that are not urgent wait until `quiet_to`."""
    quiet_to: WallClock | None
    habits: DayHabits

    @classmethod
    def of(cls, person: Person) -> Self:
        """As the database has them."""
        return cls(
            language=person.language,
            zone=person.zone.key,
            quiet_from=person.quiet_from,
            quiet_to=person.quiet_to,
            habits=DayHabits.of(person.habits),
        )


class NewSettings(BaseModel):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    language: Language = "en"
    zone: str = ""
    quiet_from: WallClock | None = None
    """Both ends, or null for both: no quiet hours."""
    quiet_to: WallClock | None = None
    habits: DayHabits = DayHabits()
    """Those that are to be changed; reminders that exist keep their times."""


@router.get("")
async def show_settings(parts: Running, user_id: User) -> UserSettings:
    """Your settings."""
    async with parts.db.user(user_id) as connection:
        return UserSettings.of(await users.get_person(connection, user_id))


@router.patch("")
async def change_settings(parts: Running, user_id: User, body: NewSettings) -> UserSettings:
    """Change some; reminders that were made before keep their zone."""
    given = body.model_dump(exclude_unset=True, exclude={"habits"})
    async with parts.db.user(user_id) as connection:
        person = await users.get_person(connection, user_id)
        wanted = UserSettings.of(person).model_copy(update=given)
        _check_quiet_hours(wanted)
        await users.set_language_and_zone(
            connection,
            user_id,
            language=wanted.language,
            zone=find_zone(wanted.zone).key if "zone" in given else wanted.zone,
        )
        await users.set_quiet_hours(
            connection, user_id, start=wanted.quiet_from, end=wanted.quiet_to
        )
        habits = await users.hold_habits(connection, user_id)
        await users.set_habits(connection, user_id, _changed(habits, body.habits))
        return UserSettings.of(await users.get_person(connection, user_id))


def _changed(habits: Habits, wanted: DayHabits) -> Habits:
    given = wanted.model_dump(mode="json", exclude_unset=True)
    usual = {name: habit_text(USUAL, name) for name in given}
    try:
        after = read_habits({name: given[name] or usual[name] for name in given}, habits)
    except HabitsError as error:
        raise UnreadableHabitError(f"{error}.") from None
    if (wrong := out_of_order(after)) is not None:
        first, second = (f"{name} ({habit_text(after, name)})" for name in wrong)
        raise OutOfOrderError(f"{first} must come before {second}.")
    return after


def _check_quiet_hours(wanted: UserSettings) -> None:
    start, end = wanted.quiet_from, wanted.quiet_to
    if (start is None) != (end is None):
        raise QuietHoursError("Send both quiet_from and quiet_to, or null for both.")
    if start is None or end is None:
        return
    if start == end:
        raise QuietHoursError("quiet_from and quiet_to must differ.")
