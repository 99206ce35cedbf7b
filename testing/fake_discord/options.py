"""Turns `"reminders list", page=2` into what Discord sends for a slash command."""

from collections.abc import Mapping

from testing.fake_discord.rest.errors import Json

OptionValue = str | int | float | bool
SUBCOMMAND, GROUP = 1, 2


def command_data(
    registered: list[Json],
    path: str,
    options: Mapping[str, OptionValue],
    *,
    focused: str | None = None,
) -> Json:
    """The `data` of an interaction. Options are checked against the registered command."""
    name, *inner = path.split()
    command = _named(registered, name)
    filled = _fill(command, inner, options, focused)
    data: Json = {"id": command["id"], "name": name, "type": command.get("type", 1)}
    return data | {"options": filled}


def _fill(
    command: Json, inner: list[str], options: Mapping[str, OptionValue], focused: str | None
) -> list[Json]:
    known = command.get("options") or []
    if inner:
        sub = _named(known, inner[0])
        filled = _fill(sub, inner[1:], options, focused)
        return [{"name": sub["name"], "type": sub["type"], "options": filled}]
    missing = [o["name"] for o in known if o.get("required") and o["name"] not in options]
    if missing and focused is None:
        raise LookupError(f"required options are missing: {missing}")
    return [_option(_named(known, name), value, focused) for name, value in options.items()]


def _option(definition: Json, value: OptionValue, focused: str | None) -> Json:
    option: Json = {"name": definition["name"], "type": definition["type"], "value": value}
    allowed = [choice["value"] for choice in definition.get("choices") or []]
    if definition["name"] == focused:
        return option | {"focused": True}
    if allowed and value not in allowed:
        raise LookupError(f"{value!r} is none of {allowed}")
    return option


def _named(things: list[Json], name: str) -> Json:
    for thing in things:
        if thing["name"] == name:
            return thing
    raise LookupError(f"no {name!r} among {[thing['name'] for thing in things]}")
