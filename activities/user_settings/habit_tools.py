"""Tools by which people say what they mean by words of the day, and see what they have set."""

import re
from datetime import UTC, datetime, time
from typing import Final

from temporalio import activity

from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes.compensations import SettingsBefore
from activities.reminders.times import time_of_day
from activities.user_settings import declared_tools
from activities.user_settings.set import change_settings
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import effects, users
from panager.db.pool import Database
from panager.llm.tools import SetHabits, ShowSettings
from panager.preferences import preferences
from panager.replies.results import Status, ToolResult
from panager.when import Habits, habit_text, may_be, out_of_order, read_habits, said_habits

_HOUR: Final = re.compile(r"\d{1,2}")


class HabitTools:
    """The tools `set_habits` and `show_settings`."""

    def __init__(self, db: Database) -> None:
        """Settings are rows and nothing else."""
        self._db = db

    @activity.defn(name=tool_activity("set_habits"))
    async def set_habits(self, input: ToolInput) -> None:
        """For what is said from now on; reminders that exist keep their times."""
        await run_tool(self._db, input, declared_tools.SET_HABITS, self._set_habits)

    @activity.defn(name=tool_activity("show_settings"))
    async def show_settings(self, input: ToolInput) -> None:
        """As the row has them."""
        await run_tool(self._db, input, declared_tools.SHOW_SETTINGS, self._show)

    async def _set_habits(self, call: Call[SetHabits]) -> ToolResult:
        said = _said(call, call.args)
        if isinstance(said, ToolResult):
            return said
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            # Held, as another call of the same step may set another one.
            await effects.lock(connection, user_id)
            before = await users.hold_habits(connection, user_id)
            after = read_habits(said, before)
            if (wrong := out_of_order(after)) is not None:
                return ToolResult(status=Status.OUT_OF_ORDER, habits=_shown(after, wrong))
            wanted = SettingsBefore(habits=said_habits(after))
            if (proposed := await change_settings(connection, call, wanted)) is not None:
                return proposed
        return ToolResult(status=Status.HABITS_SET, habits=_shown(after, said))

    async def _show(self, call: Call[ShowSettings]) -> ToolResult:
        user_id, about = call.person.user_id, call.args.about
        async with self._db.user(user_id) as connection:
            person = await users.get_person(connection, user_id)
        lines = preferences(person, language=call.language, now=datetime.now(UTC))
        shown = [line for name, line in lines.items() if about in (None, name)]
        return ToolResult(status=Status.SETTINGS, settings=shown)


def _said(call: Call, args: SetHabits) -> dict[str, str] | ToolResult:
    """What is said as habits are stored, or what must be asked."""
    said: dict[str, str] = {}
    for name, phrase in args.model_dump(exclude_none=True).items():
        at = phrase if name == "week_start" else _clock(call, name, phrase)
        if isinstance(at, ToolResult):
            return at
        said[name] = f"{at:%H:%M}" if isinstance(at, time) else at
    return said


def _clock(call: Call, name: str, phrase: str) -> time | ToolResult:
    """The time of day; the word that it is for tells which half of the day is meant."""
    phrase = f"{phrase}:00" if _HOUR.fullmatch(phrase) else phrase
    readings = [reading.at.time() for reading in call.understand(phrase).readings]
    fitting = [at for at in readings if may_be(name, at)]
    at = fitting[0] if len(fitting) == 1 else time_of_day(call, phrase)
    return ToolResult(status=Status.NO_TIME, phrase=phrase) if at is None else at


def _shown(habits: Habits, names: dict[str, str] | tuple[str, str]) -> dict[str, str]:
    return {name: habit_text(habits, name) for name in names}
