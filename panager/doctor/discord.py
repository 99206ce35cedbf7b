"""The bot as Discord knows it: token, intents, commands, invite link, starts left today."""

import asyncio
import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpx
from pydantic import SecretStr

from panager.doctor.findings import PATIENCE_S, Finding
from panager.settings import Settings

type Json = dict[str, Any]

PORTAL = "https://discord.com/developers/applications"
INVITE = "https://discord.com/oauth2/authorize?client_id={id}"
MESSAGE_CONTENT = (1 << 18) | (1 << 19)
"""Flags of an application that may read what is said in servers (the second: in few of them)."""
USER_INSTALL, SERVER_INSTALL = "1", "0"
FEW_STARTS = 50
NEW_TOKEN = (
    f"Make a new token at {PORTAL} (your application, Bot, Reset Token), put it into"
    " DISCORD_TOKEN and start `panager up` again."
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What Discord answered."""

    name: str
    """Of the bot."""
    application: Json
    commands: list[Json]
    starts: Json
    """`session_start_limit` of the gateway."""


async def diagnose(settings: Settings, commands: Collection[str]) -> list[Finding]:
    """One finding that says why not, or one for each thing that a bot needs."""
    if settings.discord_token is None:
        detail = "not configured; docs/discord.md says how to make a bot"
        return [Finding(part="discord", ok=True, detail=detail)]
    return await _bot(settings, settings.discord_token, commands)


async def _bot(settings: Settings, token: SecretStr, commands: Collection[str]) -> list[Finding]:
    base = str(settings.discord_api_base).rstrip("/")
    try:
        known = await _ask(base, token.get_secret_value())
    except httpx.HTTPStatusError as error:
        return [_refused(base, error.response.status_code)]
    except (httpx.HTTPError, ValueError, TimeoutError) as error:
        return [_unreachable(base, error)]
    checks: tuple[Callable[[Known], Finding], ...] = (
        _intents,
        functools.partial(_commands, wanted=commands),
        _invite,
        _starts,
    )
    return [_token(base, known), *(check(known) for check in checks)]


async def _ask(base: str, token: str) -> Known:
    headers = {
        "Authorization": f"Bot {token}",
        "User-Agent": f"DiscordBot (panager, {version('panager')})",
    }
    # Without proxies of the environment, as the bot itself.
    async with (
        asyncio.timeout(PATIENCE_S),
        httpx.AsyncClient(headers=headers, trust_env=False) as client,
    ):
        me = await _get(client, f"{base}/users/@me")
        application = await _get(client, f"{base}/applications/@me")
        commands = f"{base}/applications/{application['id']}/commands"
        return Known(
            name=me["username"],
            application=application,
            commands=await _get(client, commands),
            starts=(await _get(client, f"{base}/gateway/bot"))["session_start_limit"],
        )


async def _get(client: httpx.AsyncClient, url: str) -> Any:  # noqa: ANN401 - JSON
    response = await client.get(url)
    response.raise_for_status()
    return response.json()


def _refused(base: str, status: int) -> Finding:
    if status == httpx.codes.UNAUTHORIZED:
        detail = f"{base} refuses the token (401)"
        return Finding(part="discord", ok=False, detail=detail, remedy=NEW_TOKEN)
    detail = f"{base} answers with {status}"
    remedy = "Wait and try again; https://discordstatus.com tells of outages."
    return Finding(part="discord", ok=False, detail=detail, remedy=remedy)


def _unreachable(base: str, error: Exception) -> Finding:
    return Finding(
        part="discord",
        ok=False,
        detail=f"{base} does not answer: {type(error).__name__}",
        remedy="Look at this machine's network and DISCORD_API_BASE;"
        " https://discordstatus.com tells of outages.",
    )


def _token(base: str, known: Known) -> Finding:
    detail = f"{known.name} ({known.application['id']}) at {base}"
    return Finding(part="discord", ok=True, detail=detail)


def _intents(known: Known) -> Finding:
    allowed = "on" if known.application.get("flags", 0) & MESSAGE_CONTENT else "off"
    detail = f"no privileged one is needed; message content is {allowed}"
    return Finding(part="discord intents", ok=True, detail=detail)


def _commands(known: Known, *, wanted: Collection[str]) -> Finding:
    registered = {command["name"] for command in known.commands}
    missing = set(wanted) - registered
    if not missing:
        return Finding(part="discord commands", ok=True, detail=_slashed(registered))
    return Finding(
        part="discord commands",
        ok=False,
        detail=f"not registered: {_slashed(missing)}",
        remedy="Start the bot, which registers them: `panager up` or `panager bot`.",
    )


def _slashed(names: set[str]) -> str:
    return ", ".join(sorted(f"/{name}" for name in names))


def _invite(known: Known) -> Finding:
    """Two ways to add it; a person with neither cannot write to it."""
    link = INVITE.format(id=known.application["id"])
    links = {
        USER_INSTALL: f"to an account: {link}&integration_type=1&scope=applications.commands",
        SERVER_INSTALL: f"to a server: {link}&scope=bot+applications.commands",
    }
    # An application from before there was a choice has servers only.
    allowed = known.application.get("integration_types_config") or {SERVER_INSTALL: {}}
    found = [text for kind, text in links.items() if kind in allowed]
    return Finding(part="discord invite", ok=True, detail="add it " + "; ".join(found))


def _starts(known: Known) -> Finding:
    remaining, total = known.starts["remaining"], known.starts["total"]
    enough = remaining >= FEW_STARTS
    return Finding(
        part="discord gateway",
        ok=enough,
        detail=f"{remaining} of {total} starts left today",
        remedy=""
        if enough
        else "The bot starts too often; logs/bot.log in the data directory says why. Discord resets"
        " the token of a bot that has none left.",
    )
