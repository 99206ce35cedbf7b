"""`panager prompt show`: what a model would see of a person's conversation now."""

import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from langchain_core.messages import BaseMessage, convert_to_openai_messages

from activities.turn.prompt import PromptReader
from panager.client.screen import printable
from panager.contracts.channels import KNOWN
from panager.db import users
from panager.db.conversation import turns
from panager.db.pool import Database, open_database
from panager.errors import PanagerError
from panager.features.registry import enabled_tools
from panager.llm.prompt_parts import PromptParts, tools_tokens
from panager.llm.providers.models import create_models
from panager.llm.tokens import count_tokens
from panager.llm.transcript import messages_of
from panager.settings import Settings
from panager.terminal import sendable


class UnknownUserError(PanagerError):
    """Nobody goes by that name, Discord id or user id."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Of each part of a prompt."""

    system: int
    past: int
    current: int
    tools: int
    total: int
    limit: int | None
    """None: of the built-in model tokens do not count."""


async def show(settings: Settings, user: str, as_json: bool, tokens: int | None) -> None:
    """Print the next prompt of the person; raises UnknownUserError."""
    limit = tokens or settings.llm_context_tokens
    url = settings.services().database_url.get_secret_value()
    async with contextlib.aclosing(create_models(settings)) as models, open_database(url) as db:
        prompt_reader = PromptReader(enabled_tools(settings), is_metered=models.is_metered)
        parts = await _read(db, prompt_reader, await _find(db, sendable(user)))
    messages = parts.messages(limit)
    counted = _count(parts, messages, limit)
    sys.stdout.write(
        _json(parts, messages, counted) if as_json else _text(parts, messages, counted)
    )


async def _find(db: Database, user: str) -> UUID:
    for channel in (traits.name for traits in KNOWN):
        found = await users.find_user(db, channel=channel, channel_user_id=user)
        if found is not None:
            return found
    with contextlib.suppress(ValueError):
        return UUID(user)
    raise UnknownUserError(_nobody(user))


async def _read(db: Database, prompt_reader: PromptReader, user_id: UUID) -> PromptParts:
    """What waits for an answer is the current turn; its first step comes next."""
    async with db.user(user_id) as connection:
        try:
            turn = await turns.get_current(connection, user_id, uuid4())
        except LookupError as error:
            raise UnknownUserError(_nobody(str(user_id))) from error
        return await prompt_reader.read(connection, user_id, turn)


def _nobody(user: str) -> str:
    return (
        f"There is no user {user}: give a name on the local channel, a Discord user id, or the"
        " id of a user."
    )


def _count(parts: PromptParts, messages: Sequence[BaseMessage], limit: int) -> Tokens:
    current = len(messages_of(parts.current))
    split = len(messages) - current
    tools = tools_tokens(parts.tools)
    return Tokens(
        system=count_tokens(messages[:1]),
        past=count_tokens(messages[1:split]),
        current=count_tokens(messages[split:]),
        tools=tools,
        total=count_tokens(messages) + tools,
        limit=limit if parts.is_metered else None,
    )


def _json(parts: PromptParts, messages: Sequence[BaseMessage], tokens: Tokens) -> str:
    shown = {
        "prompt": parts.version,
        "tokens": asdict(tokens),
        "messages": convert_to_openai_messages(messages),
        "tools": parts.tools,
    }
    return f"{json.dumps(shown, ensure_ascii=False)}\n"


def _text(parts: PromptParts, messages: Sequence[BaseMessage], tokens: Tokens) -> str:
    counts = "".join(
        f"{name:8} {'-' if count is None else count:>7}\n" for name, count in asdict(tokens).items()
    )
    shown = [_message(message) for message in convert_to_openai_messages(messages)]
    tools = [json.dumps(tool, ensure_ascii=False, indent=2) for tool in parts.tools]
    sections = [f"prompt   {parts.version}\n{counts}", *shown, "── tools ──", *tools]
    return printable("\n".join(sections)) + "\n"


def _message(message: dict[str, Any]) -> str:
    """Everything of it but its role, which is the head."""
    rest = {name: value for name, value in message.items() if name not in ("role", "content")}
    more = f"\n{json.dumps(rest, ensure_ascii=False)}" if rest else ""
    return f"── {message['role']} ──\n{message['content']}{more}\n"
