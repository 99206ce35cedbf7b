"""The prompt for summing up old turns, and what is taken from the answer."""

from collections.abc import Iterator, Sequence
from typing import Final

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from panager.llm.prompts import SUMMARY_LIMIT, Language, one_line, summary_prompt
from panager.llm.providers.failures import ModelUnavailableError
from panager.llm.transcript import Exchange, messages_of
from panager.llm.untrusted import block, strip_invisible

LONGEST_LINE: Final = 600
"""Characters of a message; the rest of a longer one is seldom worth remembering."""
RESULT_TOKENS: Final = 150
"""Of what a tool answered."""


def messages(notes: str, exchanges: Sequence[Exchange], language: Language) -> list[BaseMessage]:
    """The notes so far and the turns that follow; both are data for this model."""
    lines = [line for exchange in exchanges for line in _lines(exchange)]
    turns = block("turns", "\n".join(lines))
    before = f"{block('notes', notes)}\n" if notes else ""
    return [SystemMessage(summary_prompt(language)), HumanMessage(f"{before}{turns}")]


def checked(text: str) -> str:
    """The notes as they are kept; raises ModelUnavailableError when there are none."""
    notes = strip_invisible(text).strip()
    if not notes:
        raise ModelUnavailableError("an empty summary")
    return notes if len(notes) <= SUMMARY_LIMIT else f"{notes[: SUMMARY_LIMIT - 1]}…"


def _lines(exchange: Exchange) -> Iterator[str]:
    for message in messages_of(exchange, result_tokens=RESULT_TOKENS):
        match message:
            case HumanMessage():
                yield f"person: {_clip(message.text)}"
            case ToolMessage():
                yield f"tool: {_clip(message.text)}"
            case AIMessage() if message.text:
                yield f"manager: {_clip(message.text)}"
            case _:
                pass


def _clip(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
