"""How a feature declares a tool that a model may call: what it takes, may do, and how long.

The room that does the work declares its tools beside it (`activities/*/declared_tools.py`), and
`panager.features.registry` collects them. What a model reads about a tool is in the sentences, in
its person's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Generic

from pydantic import BaseModel
from typing_extensions import TypeVar

from panager.sentences import Language, say
from panager.settings import Settings

Args = TypeVar("Args", bound=BaseModel, default=BaseModel, covariant=True)
"""What a tool takes. Whoever does not look at it need not name it, hence the default, for which
Python 3.12 has no syntax of its own."""


class Policy(StrEnum):
    """What must happen before a tool runs."""

    READ = "read"
    """Nothing: it changes nothing."""
    WRITE = "write"
    """Nothing, as it changes the person's own things; what is far-reaching, or too much for one
    turn, goes onto a card (`activities.actions.bounds`)."""
    DESTRUCTIVE = "destructive"
    """The person must press a button under a card that shows exactly what will happen."""


def _always(settings: Settings) -> bool:
    del settings
    return True


@dataclass(frozen=True, kw_only=True)
class Tool(Generic[Args]):
    """One tool. Its activity is `tool.<name>`."""

    name: str
    """By which models call it; a durable name."""
    args: type[Args]
    policy: Policy
    can_undo: bool = False
    """Whether the tool `undo` can take back what it did."""
    is_outside: bool = False
    """Whether it asks somebody outside Panager."""
    is_enabled: Callable[[Settings], bool] = _always
    """Whether the settings say where it finds what it needs."""
    time_limit: timedelta = timedelta(seconds=10)


type Tools = Mapping[str, Tool]
"""By name."""


def reading[A: BaseModel](name: str, args: type[A]) -> Tool[A]:
    """A tool that changes nothing."""
    return Tool(name=name, args=args, policy=Policy.READ)


def writing[A: BaseModel](name: str, args: type[A]) -> Tool[A]:
    """A tool that changes the person's own things, and that `undo` can take back."""
    return Tool(name=name, args=args, policy=Policy.WRITE, can_undo=True)


def tool_schemas(tools: Tools, language: Language = "en") -> list[dict[str, Any]]:
    """The tools as OpenAI function schemas, which `BaseChatModel.bind_tools` takes."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": say(language, f"tool_description.{name}"),
                "parameters": _parameters(tool.args),
            },
        }
        for name, tool in tools.items()
    ]


@cache
def _parameters(args: type[BaseModel]) -> Mapping[str, Any]:
    """Without what the description of the tool says better.

    Kept, because pydantic takes longer for the schemas of all tools than the rest of a prompt does.
    """
    schema = args.model_json_schema()
    return {key: value for key, value in schema.items() if key not in ("title", "description")}
