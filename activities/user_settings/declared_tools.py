"""What the tools of a person's settings take and may do."""

from panager.llm.tool_declaration import reading, writing
from panager.llm.tools import (
    SetHabits,
    SetLanguage,
    SetPersona,
    SetQuietHours,
    SetTimeZone,
    ShowSettings,
)

SET_QUIET_HOURS = writing("set_quiet_hours", SetQuietHours)
SET_TIME_ZONE = writing("set_time_zone", SetTimeZone)
SET_LANGUAGE = writing("set_language", SetLanguage)
SET_PERSONA = writing("set_persona", SetPersona)
SET_HABITS = writing("set_habits", SetHabits)
SHOW_SETTINGS = reading("show_settings", ShowSettings)

SETTINGS = (
    SET_QUIET_HOURS,
    SET_TIME_ZONE,
    SET_LANGUAGE,
    SET_PERSONA,
    SET_HABITS,
    SHOW_SETTINGS,
)
