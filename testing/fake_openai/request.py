"""What a client sent, with the questions that scripts and tests have about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from aiohttp import web

from panager.llm.facts import split_facts
from testing.fake_openai.answers import Usage

Json = dict[str, Any]
BEARER = "Bearer "


@dataclass
class Request:
    """One request for a chat completion; `body` is all of what was sent."""

    id: str
    at: float
    """Seconds of the event loop's clock, which is `time.monotonic()`."""
    headers: Mapping[str, str]
    body: Json
    ended: Literal["", "answered", "disconnected"] = ""
    """"" while it runs; `answered` also by an error, `disconnected` if the client hung up first."""
    usage: Usage | None = None
    """What the whole answer cost; None for every other answer."""

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def messages(self) -> list[Json]:
        return list(self.body.get("messages", []))

    @property
    def tools(self) -> list[Json]:
        return list(self.body.get("tools") or [])

    @property
    def stream(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def wants_usage(self) -> bool:
        """Whether a stream shall end with its usage."""
        return bool((self.body.get("stream_options") or {}).get("include_usage"))

    @property
    def api_key(self) -> str:
        return self.headers.get("Authorization", "").removeprefix(BEARER)

    @property
    def tool_names(self) -> list[str]:
        return [tool["function"]["name"] for tool in self.tools]

    @property
    def last_said(self) -> str:
        """The last user message as text; "" for none."""
        place = self._last_said_at()
        return text_of(self.messages[place]) if place >= 0 else ""

    @property
    def results_since_said(self) -> list[Json]:
        """The tool messages after the last user message, without the facts of the moment."""
        later = self.messages[self._last_said_at() + 1 :]
        return [
            message | {"content": text_of(message)}
            for message in later
            if message["role"] == "tool"
        ]

    def _last_said_at(self) -> int:
        """Its place among the messages; -1 for none."""
        users = [n for n, message in enumerate(self.messages) if message["role"] == "user"]
        return users[-1] if users else -1


def text_of(message: Json) -> str:
    """The content of a message, a text or a list of parts, without the facts of the moment."""
    content = message.get("content") or ""
    if not isinstance(content, str):
        content = "".join(part.get("text", "") for part in content)
    return split_facts(content)[0]


async def receive(http: web.Request, at: float) -> Request:
    return Request(uuid4().hex, at, http.headers.copy(), await http.json())
