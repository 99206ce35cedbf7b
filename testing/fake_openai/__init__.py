"""An OpenAI-compatible server for tests: over HTTP, for the unmodified langchain-openai.

    async with running() as openai:             # or: python -m testing.fake_openai
        openai.script = lambda request: Says(f"You said {request.last_said}")
        model = ChatOpenAI(base_url=openai.base_url, api_key=…, model="any", max_retries=0)
        …
        assert openai.requests[-1].ended == "answered"

`answers.py` has what a script can answer, `request.py` what it is asked.
"""

from testing.fake_openai.answers import (
    Answer,
    Call,
    Cut,
    Fails,
    Raw,
    Says,
    Silent,
    Usage,
    error_event,
)
from testing.fake_openai.request import Request
from testing.fake_openai.server import FakeOpenAI, Script, running

__all__ = [
    "Answer",
    "Call",
    "Cut",
    "Fails",
    "FakeOpenAI",
    "Raw",
    "Request",
    "Says",
    "Script",
    "Silent",
    "Usage",
    "error_event",
    "running",
]
