"""The one list of features, and what the processes compose of it."""

from typing import TYPE_CHECKING, Final

from panager.features.actions import Actions
from panager.features.calculator import Calculator
from panager.features.channels import Channels
from panager.features.conversation import Conversation
from panager.features.feature import Checks, Commands, Feature, Routers
from panager.features.outside import Outside
from panager.features.reminders import Reminders
from panager.features.undo import Undo
from panager.features.upkeep import Upkeep
from panager.features.usage import Usage
from panager.features.user_settings import UserSettings
from panager.settings import Settings

if TYPE_CHECKING:
    from panager.llm.tool_declaration import Tools

FEATURES: Final[tuple[Feature, ...]] = (
    Conversation(),
    Channels(),
    Reminders(),
    Actions(),
    UserSettings(),
    Undo(),
    Calculator(),
    Outside(),
    Usage(),
    Upkeep(),
)


def all_tools() -> "Tools":
    """Every tool that there can be, by name."""
    return {tool.name: tool for feature in FEATURES for tool in feature.tools()}


def enabled_tools(settings: Settings) -> "Tools":
    """Those that models may call with these settings."""
    return {name: tool for name, tool in all_tools().items() if tool.is_enabled(settings)}


def routers() -> Routers:
    """Of the API."""
    return [router for feature in FEATURES for router in feature.routers()]


def commands() -> Commands:
    """Of the bot."""
    return [command for feature in FEATURES for command in feature.commands()]


def checks() -> Checks:
    """Of `panager doctor`."""
    return [check for feature in FEATURES for check in feature.checks()]


def user_tables() -> list[str]:
    """Every table that holds something of a person: what is exported and forgotten."""
    return [table for feature in FEATURES for table in feature.tables]
