"""What this room's tools take and may do: reminders, the time, sums and what is looked up."""

from datetime import timedelta

from panager.llm.tool_declaration import Policy, Tool, reading, writing
from panager.llm.tools import (
    Calculate,
    CancelReminder,
    ChangeReminder,
    CompleteReminder,
    CreateReminder,
    CurrentTime,
    GetWeather,
    ListReminders,
    PauseReminder,
    ResumeReminder,
    SkipReminder,
    SnoozeReminder,
    WebSearch,
)

CREATE_REMINDER = writing("create_reminder", CreateReminder)
LIST_REMINDERS = reading("list_reminders", ListReminders)
CHANGE_REMINDER = writing("change_reminder", ChangeReminder)
SNOOZE_REMINDER = writing("snooze_reminder", SnoozeReminder)
CANCEL_REMINDER = writing("cancel_reminder", CancelReminder)
SKIP_REMINDER = writing("skip_reminder", SkipReminder)
PAUSE_REMINDER = writing("pause_reminder", PauseReminder)
RESUME_REMINDER = writing("resume_reminder", ResumeReminder)
COMPLETE_REMINDER = Tool(name="complete_reminder", args=CompleteReminder, policy=Policy.WRITE)

CURRENT_TIME = reading("current_time", CurrentTime)
CALCULATE = Tool(
    name="calculate", args=Calculate, policy=Policy.READ, time_limit=timedelta(seconds=2)
)
WEB_SEARCH = Tool(
    name="web_search",
    args=WebSearch,
    policy=Policy.READ,
    is_outside=True,
    is_enabled=lambda settings: settings.search_url is not None,
)
WEATHER = Tool(
    name="weather",
    args=GetWeather,
    policy=Policy.READ,
    is_outside=True,
    is_enabled=lambda settings: settings.weather_url is not None,
)

REMINDERS = (
    CREATE_REMINDER,
    LIST_REMINDERS,
    CHANGE_REMINDER,
    SNOOZE_REMINDER,
    CANCEL_REMINDER,
    SKIP_REMINDER,
    PAUSE_REMINDER,
    RESUME_REMINDER,
    COMPLETE_REMINDER,
    CURRENT_TIME,
)
