"""A typed "undo" is carried out and answered by code: it is the person's own word.

A model that undoes something is bounded as in all that it changes (`activities.actions.bounds`).
"""

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk

from activities.calls.runner import BY_CODE
from activities.turn.results_text import told_of
from panager.db.conversation.turns import CurrentTurn
from panager.llm import yes_no
from panager.llm.providers.calls import Completion
from panager.replies import wording
from panager.sentences import language_of


def undoing(turn: CurrentTurn) -> Completion | None:
    """The call of the tool `undo`, then its result in words; None when a model must read on."""
    if len(turn.open) != 1 or turn.open[0].is_event or not yes_no.is_undo(turn.open[0].text):
        return None
    if not turn.steps:
        call = tool_call_chunk(name="undo", args="{}", id="undo", index=0)
        return _by_code(AIMessageChunk(content="", tool_call_chunks=[call]))
    thoughts = [step for step in turn.steps if step.kind == "think"]
    if any(step.body.get("model") != BY_CODE for step in thoughts):
        return None
    language = language_of(turn.open[0].text, turn.person.language)
    lines = [wording.word(*one, language, among_others=False) for one in told_of(turn)]
    return _by_code(AIMessageChunk(content="\n".join(lines)))


def _by_code(message: AIMessageChunk) -> Completion:
    return Completion(message=message, model=BY_CODE)
