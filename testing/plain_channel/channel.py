"""The channel: what a lost answer leads to is all that it can choose."""

import textwrap
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import aiohttp

from panager.channels.errors import ContentRefusedError, NotSentError, UndeliverableError
from panager.channels.protocol import Editor, History, LostAnswer, Plan, Post
from panager.contracts.channels import Urgency, traits_of
from panager.db.pool import Connection
from panager.errors import PanagerError
from panager.sentences import Language

NAME = "plain"
LIMIT = 160


class NoAnswerError(PanagerError):
    """It may have arrived, or not."""

    retryable = True


class PlainChannel:
    """Sends. It is nowhere registered: who is on it has its name in their row."""

    traits = traits_of(NAME)
    slots: Mapping[Urgency, int] = {Urgency.CONVERSATION: 5, Urgency.REMINDER: 5}
    remembers_for = timedelta(0)
    history: History | None = None
    editor: Editor | None = None

    def __init__(
        self, http: aiohttp.ClientSession, lost_answer: LostAnswer = LostAnswer.SEND_AGAIN
    ) -> None:
        self.lost_answer = lost_answer
        self._http = http

    def plan(self, text: str) -> Plan:
        return Plan(pieces=textwrap.wrap(text, LIMIT))

    def beginning(self, text: str) -> str:
        return text[:LIMIT]

    def replacement(self, kind: str, reason: str, language: Language) -> str:
        del kind, language
        return f"refused: {reason}"

    async def find_address(self, connection: Connection, user_id: UUID) -> str | None:
        del connection, user_id
        return None

    async def open_address(self, user_id: UUID, account: str) -> str:
        """The account is the address."""
        del user_id
        return account

    async def send(self, post: Post) -> str:
        message = {"to": post.address, "text": post.text}
        try:
            async with self._http.post("/messages", json=message) as answer:
                _raise_for(answer.status)
                return str((await answer.json())["id"])
        except aiohttp.ClientError as error:
            raise NoAnswerError(type(error).__name__) from error


def _raise_for(status: int) -> None:
    match status:
        case 403:
            raise UndeliverableError("403")
        case 422:
            raise ContentRefusedError("422")
        case 429:
            raise NotSentError("too fast")
        case _ if status >= 500:
            raise NoAnswerError(str(status))


@asynccontextmanager
async def opened(
    url: str, lost_answer: LostAnswer = LostAnswer.SEND_AGAIN
) -> AsyncIterator[PlainChannel]:
    """With a session of its own."""
    async with aiohttp.ClientSession(url) as http:
        yield PlainChannel(http, lost_answer)
