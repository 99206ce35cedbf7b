"""The bounds of messages, components and commands that Discord enforces (error 50035)."""

import re
from collections.abc import Sequence

from testing.fake_discord.context import walk
from testing.fake_discord.rest import errors
from testing.fake_discord.rest.errors import Json

CONTENT, NONCE, EMBEDS, ROWS, COMPONENTS_V2, ROW_WIDTH = 2000, 25, 10, 5, 40, 5
LAYOUT_FLAG = 1 << 15
COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
INTERACTIVE = {2, 3, 4, 5, 6, 7, 8}
MODAL_TITLE, MODAL_ROWS, CHOICES = 45, 5, 25


def check_message(payload: Json) -> None:
    _longest(payload.get("content") or "", CONTENT, "content")
    _longest(str(payload.get("nonce") or ""), NONCE, "nonce")
    _most(payload.get("embeds") or [], EMBEDS, "embeds")
    v2 = bool(int(payload.get("flags") or 0) & LAYOUT_FLAG)
    if v2 and payload.get("content"):
        raise errors.invalid_form(
            "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'content' field"
        )
    check_components(payload.get("components") or [], COMPONENTS_V2 if v2 else ROWS)


def check_components(components: list[Json], most: int = ROWS) -> None:
    _most(components, most, "components")
    seen: set[str] = set()
    for component in walk(components):
        if component.get("type") == 1:
            _row(component)
        custom_id = component.get("custom_id")
        if custom_id is not None:
            _longest(custom_id, 100, "components.custom_id", shortest=1)
            if custom_id in seen:
                raise errors.invalid_form(
                    "components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Custom id cannot be duplicated"
                )
            seen.add(custom_id)
        elif _needs_custom_id(component):
            raise errors.invalid_form("components", "BASE_TYPE_REQUIRED", "A custom id is required")
        _longest(component.get("label") or "", 80, "components.label")


def check_modal(data: Json) -> None:
    _longest(data.get("title") or "", MODAL_TITLE, "data.title", shortest=1)
    _longest(data.get("custom_id") or "", 100, "data.custom_id", shortest=1)
    components = data.get("components") or []
    if not components:
        raise errors.invalid_form("data.components", "BASE_TYPE_BAD_LENGTH", "Must be 1 to 5.")
    check_components(components, MODAL_ROWS)


def check_choices(choices: list[Json]) -> None:
    _most(choices, CHOICES, "data.choices")
    for index, choice in enumerate(choices):
        _longest(str(choice.get("name") or ""), 100, f"data.choices.{index}.name", shortest=1)
        _longest(str(choice.get("value", "")), 100, f"data.choices.{index}.value")


def check_command(command: Json, index: int) -> None:
    names = [command.get("name"), *(command.get("name_localizations") or {}).values()]
    if command.get("type", 1) == 1:
        for name in names:
            if not COMMAND_NAME.match(str(name)) or str(name) != str(name).lower():
                raise errors.invalid_form(
                    f"{index}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
                )
        _longest(command.get("description") or "", 100, f"{index}.description", shortest=1)
    _most(command.get("options") or [], 25, f"{index}.options")
    for number, option in enumerate(command.get("options") or []):
        check_command({**option, "type": 1}, number)


def _row(row: Json) -> None:
    inside = row.get("components") or []
    if not 1 <= len(inside) <= ROW_WIDTH:
        raise errors.invalid_form(
            "components.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
        )


def _needs_custom_id(component: Json) -> bool:
    link = component.get("type") == 2 and component.get("style") in (5, 6)
    return component.get("type") in INTERACTIVE and not link


def _longest(text: str, most: int, field: str, shortest: int = 0) -> None:
    if not shortest <= len(text) <= most:
        message = f"Must be between {shortest} and {most} in length."
        raise errors.invalid_form(field, "BASE_TYPE_BAD_LENGTH", message)


def _most(things: Sequence[object], most: int, field: str) -> None:
    if len(things) > most:
        raise errors.invalid_form(field, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer.")
