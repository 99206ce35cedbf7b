"""The tools that a model may call: what each takes, may do, and how long.

Only descriptions are here; `activities.tools.runner` does the work. What a model reads about a tool
is in the sentences, in its person's language.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from panager.llm import tools
from panager.sentences import Language, say


class Policy(StrEnum):
    """What must happen before a tool runs."""

    READ = "read"
    """Nothing: it changes nothing."""
    WRITE = "write"
    """Nothing, as it changes the person's own things; what is far-reaching, or too much for one
    turn, goes onto a card (`activities.tools.bounds`)."""
    DESTRUCTIVE = "destructive"
    """The person must press a button under a card that shows exactly what will happen."""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool."""

    args: type[BaseModel]
    policy: Policy
    can_undo: bool = False
    """Whether the tool `undo` can take back what it did."""
    is_outside: bool = False
    """Whether it asks somebody outside Panager."""
    is_optional: bool = False
    """Whether it is there only if the settings say where it finds what it needs."""
    time_limit: timedelta = timedelta(seconds=10)


def _read(args: type[BaseModel]) -> Tool:
    return Tool(args=args, policy=Policy.READ)


def _write(args: type[BaseModel]) -> Tool:
    return Tool(args=args, policy=Policy.WRITE, can_undo=True)


def _outside(args: type[BaseModel]) -> Tool:
    return Tool(args=args, policy=Policy.READ, is_outside=True, is_optional=True)


TOOLS: Final[dict[str, Tool]] = {
    "create_reminder": _write(tools.CreateReminder),
    "list_reminders": _read(tools.ListReminders),
    "change_reminder": _write(tools.ChangeReminder),
    "snooze_reminder": _write(tools.SnoozeReminder),
    "cancel_reminder": _write(tools.CancelReminder),
    "skip_reminder": _write(tools.SkipReminder),
    "pause_reminder": _write(tools.PauseReminder),
    "resume_reminder": _write(tools.ResumeReminder),
    "complete_reminder": Tool(args=tools.CompleteReminder, policy=Policy.WRITE),
    "cancel_all_reminders": Tool(
        args=tools.CancelAllReminders, policy=Policy.DESTRUCTIVE, can_undo=True
    ),
    "set_quiet_hours": _write(tools.SetQuietHours),
    "set_time_zone": _write(tools.SetTimeZone),
    "set_language": _write(tools.SetLanguage),
    "set_persona": _write(tools.SetPersona),
    "set_habits": _write(tools.SetHabits),
    "show_settings": _read(tools.ShowSettings),
    "undo": Tool(args=tools.Undo, policy=Policy.WRITE),
    "current_time": _read(tools.CurrentTime),
    "calculate": Tool(args=tools.Calculate, policy=Policy.READ, time_limit=timedelta(seconds=2)),
    "web_search": _outside(tools.WebSearch),
    "weather": _outside(tools.GetWeather),
}
"""By the name that models and activity types use."""


def enabled_tools(optional: Collection[str] = ()) -> Mapping[str, Tool]:
    """Those that are always there and these optional ones."""
    return {name: tool for name, tool in TOOLS.items() if not tool.is_optional or name in optional}


def tool_schemas(
    language: Language = "en", *, enabled: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The tools as OpenAI function schemas, which `BaseChatModel.bind_tools` takes.

    `enabled` are the optional ones that are there.
    """
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": say(language, f"tool_description.{name}"),
                "parameters": _parameters(tool.args),
            },
        }
        for name, tool in enabled_tools(enabled).items()
    ]


@cache
def _parameters(args: type[BaseModel]) -> Mapping[str, Any]:
    """Without what the description of the tool says better.

    Kept, because pydantic takes longer for the schemas of all tools than the rest of a prompt does.
    """
    schema = args.model_json_schema()
    return {key: value for key, value in schema.items() if key not in ("title", "description")}
