"""What a script can answer, and how a server can fail to."""

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

PIECES = 8
SSE = "text/event-stream"


class Usage(NamedTuple):
    """Tokens."""

    input: int
    output: int


@dataclass(frozen=True)
class Call:
    """A tool call; arguments as text go out as they are, also when they are no JSON."""

    name: str
    args: dict[str, Any] | str = field(default_factory=dict)
    id: str = field(default_factory=lambda: f"call_{uuid4().hex[:24]}")

    @property
    def arguments(self) -> str:
        if isinstance(self.args, str):
            return self.args
        return json.dumps(self.args, ensure_ascii=False)


@dataclass(frozen=True)
class Says:
    """A whole answer. Streamed, text and arguments come in at most `pieces` pieces each."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    usage: tuple[int, int] | None = None
    """Input and output tokens; None for a count that grows with what was sent and said."""
    model: str = ""
    """What the answer names as its model; "" for the one that was asked for."""
    first_after_s: float = 0
    between_s: float = 0
    """Between the pieces of a stream; an answer in one piece takes as long as all of them."""
    pieces: int = PIECES
    finish: str = ""
    """The finish reason ("length", "content_filter"); "" for what follows from the calls."""


@dataclass(frozen=True)
class Cut:
    """The connection breaks after so many pieces, of the text first, then of the calls."""

    text: str = ""
    after: int = 1
    calls: tuple[Call, ...] = ()
    between_s: float = 0
    pieces: int = PIECES
    quietly: bool = False
    """A stream ends as if that were all, without a finish reason; nothing breaks."""


@dataclass(frozen=True)
class Fails:
    """An error as OpenAI words it; `headers` can have a Retry-After."""

    status: int
    code: str = ""
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    type: str = ""
    """"" for the one that goes with the status."""
    body: dict[str, Any] | None = None
    """Instead of all of that, for servers with a form of their own."""


@dataclass(frozen=True)
class Silent:
    """Takes the request and says nothing; hangs up when the time is over."""

    seconds: float = 3600


@dataclass(frozen=True)
class Raw:
    """Status 200 with any body at all."""

    body: bytes
    content_type: str = "application/json"


Answer = Says | Cut | Fails | Silent | Raw


def error_event(message: str, code: str = "server_error") -> Raw:
    """A stream that starts with status 200 and holds nothing but an error."""
    error = {"message": message, "type": code, "code": code, "param": None}
    return Raw(f"data: {json.dumps({'error': error})}\n\ndata: [DONE]\n\n".encode(), SSE)
