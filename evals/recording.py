"""What a model answered to each request, kept in a file and served again over HTTP.

A request is told by what was said and done, not by its prompt, its ids or any time in it, so that a
recording outlives the day, and prompts that are worded anew.
"""

import hashlib
import inspect
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from panager.settings import OFFLINE, Settings
from testing.fake_openai import Answer, Call, Fails, Request, Says, Script, Usage
from testing.fake_openai.request import text_of

VERSION: Final = 1
OFFLINE_SOURCE: Final = "Panager's offline model behind the fake OpenAI server of testing/"
_STATUS: Final = re.compile(r'"status": ?"(\w+)"')


@dataclass
class Recording:
    """Answers by the key of their request."""

    source: str
    """Whose answers they are."""
    made: str
    is_offline: bool
    """Whether they are the offline model's."""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """As `Says`, with what the person had said last."""
    unknown: list[str] = field(default_factory=list)
    """What was said last in requests that are not in it."""

    @classmethod
    def new(cls, settings: Settings) -> "Recording":
        """An empty one, of the first model of the settings."""
        is_offline = settings.llm_model == OFFLINE
        source = OFFLINE_SOURCE if is_offline else f"{settings.llm_model}, {settings.llm_base_url}"
        return cls(source, datetime.now(UTC).date().isoformat(), is_offline)

    @classmethod
    def read(cls, path: Path) -> "Recording":
        """ValueError for a file that is none, or of another version."""
        head, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if head.get("recording") != VERSION:
            raise ValueError(f"{path} is no recording of version {VERSION}")
        answers = {line.pop("key"): line for line in lines}
        return cls(head["source"], head["made"], head["is_offline"], answers)

    def write(self, path: Path) -> None:
        """One line for each answer, in an order that does not change."""
        head = {
            "recording": VERSION,
            "source": self.source,
            "made": self.made,
            "is_offline": self.is_offline,
        }
        lines = [{"key": key} | answer for key, answer in self.answers.items()]
        lines.sort(key=lambda line: (line["said"], line["key"]))
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in [head, *lines])
        path.write_text(text, encoding="utf-8")

    def keeping(self, brain: Script) -> Script:
        """The brain, whose answers are kept."""

        async def keep(request: Request) -> Answer:
            answer = brain(request)
            said = await answer if inspect.isawaitable(answer) else answer
            if isinstance(said, Says):
                self.answers[key_of(request)] = _line(request, said)
            return said

        return keep

    def replay(self, request: Request) -> Answer:
        """What was recorded; an error that nobody asks again for what was not."""
        found = self.answers.get(key_of(request))
        if found is None:
            self.unknown.append(request.last_said)
            return Fails(400, "not_recorded", "This request is not in the recording.")
        calls = tuple(Call(call["name"], call["args"]) for call in found["calls"])
        usage = found["usage"]
        return Says(found["text"], calls, usage and (usage["input"], usage["output"]))


def key_of(request: Request) -> str:
    """The same for requests that ask for the same."""
    told = [_told(message) for message in request.messages if message["role"] != "system"]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def _told(message: dict[str, Any]) -> list[Any]:
    """Of an answer the calls only, and of a result how it ended: the rest names days and hours."""
    match message["role"]:
        case "user":
            return ["user", text_of(message)]
        case "tool":
            return ["tool", _STATUS.findall(text_of(message))[:1]]
        case _:
            functions = [call["function"] for call in message.get("tool_calls") or []]
            return ["assistant", [[one["name"], one["arguments"]] for one in functions]]


def _line(request: Request, said: Says) -> dict[str, Any]:
    return {
        "said": request.last_said,
        "text": said.text,
        "calls": [{"name": call.name, "args": call.args} for call in said.calls],
        "usage": None if said.usage is None else Usage(*said.usage)._asdict(),
    }
