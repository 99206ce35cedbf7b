"""The text that ends a turn: what the tools answered, what is still to be asked, or small talk."""

from collections.abc import Sequence

from panager import sentences
from panager.llm.offline import followups, plan
from panager.llm.offline.conversation import Exchange, Setting
from panager.llm.offline.followups import Pending
from panager.llm.offline.steps import Ask, Call, Say, Slot, Step
from panager.replies import wording
from panager.replies.results import ToolResult
from panager.sentences import Language

type Told = tuple[Call, ToolResult]


def compose(past: Sequence[Exchange], steps: Sequence[Step], here: Setting) -> str:
    """One line or more for each result and question since the last reply."""
    language = sentences.language_of(past[-1].humans[-1], here.language)
    told, asked = _left_open(past, steps, here)
    told += past[-1].results
    asked += [step for step in steps if isinstance(step, Ask)]
    several = len(told) + len(asked) > 1
    lines = [wording.word(*pair, language, among_others=several) for pair in told]
    lines += [_question(ask, language, among_others=several) for ask in asked]
    return "\n".join(lines + _talk(steps, language, here.name, alone=not lines))


def _left_open(
    past: Sequence[Exchange], steps: Sequence[Step], here: Setting
) -> tuple[list[Told], list[Ask]]:
    """Of exchanges that a new message interrupted: all but the questions it has answered."""
    told: list[Told] = []
    asked: list[Ask] = []
    for exchange in _interrupted(past):
        told += [
            pair
            for pair in exchange.results
            if not _is_settled(followups.after_result(*pair), steps)
        ]
        own = plan.steps(exchange.humans, (), here)
        asks = [step for step in own if isinstance(step, Ask)]
        asked += [ask for ask in asks if not _is_settled(followups.after_question(ask), steps)]
    return told, asked


def _interrupted(past: Sequence[Exchange]) -> Sequence[Exchange]:
    replied = [place for place, exchange in enumerate(past[:-1]) if exchange.reply]
    return past[replied[-1] + 1 if replied else 0 : -1]


def _is_settled(pending: Pending | None, steps: Sequence[Step]) -> bool:
    """Whether one of the steps completes or drops what was pending."""
    if pending is None:
        return False
    wanted = _without(pending.call, pending.slot)
    return Say("ask.dropped") in steps or any(
        isinstance(step, Call) and _without(step, pending.slot) == wanted for step in steps
    )


def _without(call: Call, slot: Slot) -> Call:
    return Call(call.tool, {name: value for name, value in call.args.items() if name != slot})


def _question(ask: Ask, language: Language, *, among_others: bool) -> str:
    question = sentences.say(language, ask.key)
    text = ask.call.word("text") or ask.call.word("which")
    if not (among_others and text):
        return question
    return sentences.say(language, "done.about", text=text, sentence=question)


def _talk(steps: Sequence[Step], language: Language, name: str, *, alone: bool) -> list[str]:
    """Small talk only when there is nothing else to say; what was declined always."""
    keys = [step.key for step in steps if isinstance(step, Say)]
    if not alone:
        keys = [key for key in keys if key.startswith("ask.")]
    elif not keys:
        keys = ["talk.unknown"]
    return [sentences.say(language, key, name=name) for key in dict.fromkeys(keys)]
