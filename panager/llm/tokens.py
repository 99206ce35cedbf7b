"""How many tokens a text takes, roughly and never too few for the languages that we speak."""

import json
from collections.abc import Iterable, Mapping

from langchain_core.messages import AIMessage, BaseMessage

BYTES_PER_TOKEN = 3
"""English has about four, Korean in UTF-8 about three; tokenizers differ from model to model."""
PER_MESSAGE = 4


def count_tokens(messages: Iterable[BaseMessage]) -> int:
    """The tokens of a prompt without its tools."""
    return sum(PER_MESSAGE + count_text_tokens(_whole(message)) for message in messages)


def count_tool_tokens(tools: Iterable[Mapping[str, object]]) -> int:
    """The tokens of the schemas that go with a prompt."""
    return sum(count_text_tokens(json.dumps(tool, ensure_ascii=False)) for tool in tools)


def count_answer_tokens(message: AIMessage) -> int:
    """The tokens of what a model said, and of the tool calls that it proposes."""
    return count_text_tokens(_whole(message))


def count_text_tokens(text: str) -> int:
    """The tokens of one text."""
    return -(-len(text.encode()) // BYTES_PER_TOKEN)


def _whole(message: BaseMessage) -> str:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    return message.text + "".join(json.dumps(call["args"], ensure_ascii=False) for call in calls)
