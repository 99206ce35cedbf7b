"""The model's answer as a pure function of the messages."""

from collections.abc import Collection, Sequence

from langchain_core.messages import AIMessage, BaseMessage, ToolCall

from panager import sentences
from panager.llm.offline import plan, reply, setting, transcript
from panager.llm.offline.steps import Call
from panager.llm.providers.failures import ContextTooLongError


def answer(messages: Sequence[BaseMessage], allowed: Collection[str] | None) -> AIMessage:
    """Tool calls, or the text that ends the turn. `allowed` are the tools bound, None for all.

    Raises ContextTooLongError when several messages together are longer than one may be.
    """
    here = setting.read(messages)
    past = transcript.exchanges(messages)
    if not past:
        return AIMessage(sentences.say(here.language, "talk.greeting"))
    if past[-1].is_too_long:
        raise ContextTooLongError("more than can be understood at once")
    pending = plan.pending(past[:-1], here)
    steps = plan.steps(past[-1].humans, pending, here)
    rounds = plan.rounds(steps, allowed)
    if past[-1].rounds < len(rounds):
        return _calls(rounds[past[-1].rounds], len(messages))
    return AIMessage(reply.compose(past, steps, here))


def _calls(calls: Sequence[Call], so_far: int) -> AIMessage:
    """Ids follow from the place in the transcript, so that a retry gives the same ones."""
    return AIMessage(
        content="",
        tool_calls=[
            ToolCall(name=call.tool, args=dict(call.args), id=f"call_{so_far}_{place}")
            for place, call in enumerate(calls)
        ],
    )
