"""The tools that a model may call: what each takes, may do, and how long.

Only descriptions are here; `activities.tools` does the work.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from panager.llm import tools


class Policy(StrEnum):
    """What must happen before a tool runs."""

    READ = "read"
    """Nothing: it changes nothing."""
    WRITE = "write"
    """Nothing: it changes the person's own things, and that can be undone."""
    DESTRUCTIVE = "destructive"
    """The person must press a button under a card that shows exactly what will happen."""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool."""

    args: type[BaseModel]
    policy: Policy
    is_outside: bool = False
    """Whether it asks somebody outside Panager."""
    time_limit: timedelta = timedelta(seconds=10)


def _read(args: type[BaseModel]) -> Tool:
    return Tool(args=args, policy=Policy.READ)


def _write(args: type[BaseModel]) -> Tool:
    return Tool(args=args, policy=Policy.WRITE)


TOOLS: Final[dict[str, Tool]] = {
    "create_reminder": _write(tools.CreateReminder),
    "list_reminders": _read(tools.ListReminders),
    "change_reminder": _write(tools.ChangeReminder),
    "snooze_reminder": _write(tools.SnoozeReminder),
    "cancel_reminder": _write(tools.CancelReminder),
    "skip_reminder": _write(tools.SkipReminder),
    "pause_reminder": _write(tools.PauseReminder),
    "resume_reminder": _write(tools.ResumeReminder),
    "complete_reminder": _write(tools.CompleteReminder),
    "cancel_all_reminders": Tool(args=tools.CancelAllReminders, policy=Policy.DESTRUCTIVE),
    "set_quiet_hours": _write(tools.SetQuietHours),
    "set_time_zone": _write(tools.SetTimeZone),
    "set_language": _write(tools.SetLanguage),
    "set_persona": _write(tools.SetPersona),
    "current_time": _read(tools.CurrentTime),
}
"""By the name that models and activity types use."""


def tool_schemas() -> list[dict[str, object]]:
    """The tools as OpenAI function schemas, which `BaseChatModel.bind_tools` takes."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": (tool.args.__doc__ or "").strip(),
                "parameters": tool.args.model_json_schema(),
            },
        }
        for name, tool in TOOLS.items()
    ]
