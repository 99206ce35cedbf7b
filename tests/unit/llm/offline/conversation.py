"""Drives the offline model as a turn does: model, tools, model, until it answers by text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from panager import when
from panager.llm.offline import OfflineModel
from panager.replies.results import Status, ToolResult
from panager.sentences import Language

ZONE = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZONE)
type Args = dict[str, Any]
type Made = tuple[str, Args]


def calls_for(text: str) -> list[Made]:
    """What a single message makes the model call."""
    conversation = Conversation()
    conversation.say(text)
    return conversation.calls


def system(language: Language = "ko") -> SystemMessage:
    return SystemMessage(
        f"You are Panager.\n\nnow: {NOW.isoformat()}\nzone: {ZONE.key}\nlanguage: {language}"
    )


class Conversation:
    """The messages so far; `say` adds a batch and runs until the reply."""

    def __init__(self, language: Language = "ko") -> None:
        self.messages: list[BaseMessage] = [system(language)]
        self.calls: list[Made] = []
        """Of the last batch."""
        self.answers: list[ToolResult] = []
        """What tools answer next; after these, what a tool would."""

    def say(self, *texts: str, answers: Sequence[ToolResult] = ()) -> str:
        self.answers = list(answers)
        self.calls = []
        self.messages += [HumanMessage(text) for text in texts]
        return self.run()

    def run(self) -> str:
        for _ in range(8):
            message = OfflineModel().invoke(self.messages)
            self.messages.append(message)
            if not message.tool_calls:
                return message.text
            self._call_tools(message)
        raise AssertionError("the model does not stop calling tools")

    def _call_tools(self, message: AIMessage) -> None:
        for call in message.tool_calls:
            self.calls.append((call["name"], call["args"]))
            result = self.answers.pop(0) if self.answers else like_the_tool(call["args"])
            self.messages.append(
                ToolMessage(result.model_dump_json(), tool_call_id=call["id"] or "")
            )


def like_the_tool(args: dict[str, Any]) -> ToolResult:
    """What `create_reminder` answers, as it understands time by the same rules."""
    heard = when.for_reminder(when.understand(args.get("when", ""), zone=ZONE, now=NOW), now=NOW)
    if heard.at is not None:
        due = _rendered(heard.at)
        return ToolResult(status=Status.SCHEDULED, text=args.get("text", ""), due=due)
    if heard.kind is not when.Kind.UNCLEAR:
        return ToolResult(status=Status.NO_TIME, phrase=args.get("when", ""))
    return ToolResult(
        status=Status.UNCLEAR,
        phrase=heard.phrase,
        missing=heard.missing,
        readings=[_rendered(one.at, whole=one.grain is when.Grain.DAY) for one in heard.readings],
    )


def _rendered(at: datetime, *, whole: bool = False) -> str:
    return when.render(at, zone=ZONE, language="ko", now=NOW, whole=whole)
