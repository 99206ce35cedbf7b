"""Panager's offline model as a script, as it is seen over the wire."""

from langchain_core.messages import convert_to_messages

from panager.llm.offline.model import answer
from testing.fake_openai.answers import Answer, Call, Says
from testing.fake_openai.request import Request
from testing.fake_openai.server import Script


def offline(delay_s: float = 0) -> Script:
    """Answers by rules, each time after the delay."""

    def think(request: Request) -> Answer:
        said = answer(convert_to_messages(request.messages), request.tool_names or None)
        calls = [Call(call["name"], call["args"], call["id"] or "") for call in said.tool_calls]
        return Says(said.text, tuple(calls), first_after_s=delay_s)

    return think
