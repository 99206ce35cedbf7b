"""The tools that a model may call: names, arguments, what they are for.

Only descriptions are here; `activities.tools` does the work. A model never passes an id of a
person or a date that it computed: times go in as the person's own words.
"""

from typing import Final

from pydantic import BaseModel, Field


class CreateReminder(BaseModel):
    """Make a reminder. Times must be the person's own words; never compute a date."""

    text: str = Field(description="what to be reminded of, in the person's words", max_length=500)
    when: str = Field(description="the person's own time phrase, verbatim", max_length=200)


class ListReminders(BaseModel):
    """List the person's open reminders, next first."""


class ChangeReminder(BaseModel):
    """Change the time or the text of a reminder."""

    which: str = Field(description="words of the reminder, its time, its list number, or ''")
    when: str | None = Field(default=None, description="the new time phrase, verbatim")
    text: str | None = Field(default=None, description="the new text", max_length=500)


class SnoozeReminder(BaseModel):
    """Postpone a reminder, also one that was just delivered."""

    which: str = Field(description="words of the reminder, its time, its list number, or ''")
    when: str = Field(description="the person's phrase: an amount ('10분') or a moment")


class CancelReminder(BaseModel):
    """Cancel one reminder."""

    which: str = Field(description="words of the reminder, its time, its list number, or ''")


class CurrentTime(BaseModel):
    """Tell what time it is for the person."""


TOOLS: Final[dict[str, type[BaseModel]]] = {
    "create_reminder": CreateReminder,
    "list_reminders": ListReminders,
    "change_reminder": ChangeReminder,
    "snooze_reminder": SnoozeReminder,
    "cancel_reminder": CancelReminder,
    "current_time": CurrentTime,
}
"""By the name that models and activity types use."""


def tool_schemas() -> list[dict[str, object]]:
    """The tools as OpenAI function schemas, which `BaseChatModel.bind_tools` takes."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": (args.__doc__ or "").strip(),
                "parameters": args.model_json_schema(),
            },
        }
        for name, args in TOOLS.items()
    ]
