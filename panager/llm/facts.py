"""What is so at the moment of a call, at the very end of the last message of a prompt.

Servers keep what they have read of a prompt as far as the next one begins with the same; what
changes with every call must therefore come last. It is part of the last message, because many
servers take neither a second system message nor a message of the person behind a tool's result.
"""

from collections.abc import Sequence
from typing import Final

from langchain_core.messages import BaseMessage, HumanMessage, ToolMessage

_BEGIN: Final = "\n\n<facts>\n"
_END: Final = "\n</facts>"


def border(facts: str) -> str:
    """The facts as they stand behind the last message."""
    return f"{_BEGIN}{facts.strip()}{_END}"


def with_facts(messages: Sequence[BaseMessage], facts: str) -> list[BaseMessage]:
    """The messages with the facts at the end, or in the system message when nobody has spoken."""
    place = len(messages) - 1
    if not isinstance(messages[place], HumanMessage | ToolMessage):
        place = 0
    last = messages[place]
    told = last.model_copy(update={"content": last.text + border(facts)})
    return [*messages[:place], told, *messages[place + 1 :]]


def split_facts(text: str) -> tuple[str, str]:
    """The text of a message without its facts, and the facts; "" for none."""
    start = text.rfind(_BEGIN)
    if start < 0 or not text.endswith(_END):
        return text, ""
    return text[:start], text[start + len(_BEGIN) : -len(_END)]


def without_facts(messages: Sequence[BaseMessage]) -> Sequence[BaseMessage]:
    """What was said and nothing else."""
    if not messages:
        return messages
    said = split_facts(messages[-1].text)[0]
    return [*messages[:-1], messages[-1].model_copy(update={"content": said})]
