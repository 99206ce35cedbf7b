"""What of a long conversation a model is shown."""

import itertools
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from panager.llm.clipping import clipped
from panager.llm.facts import split_facts
from panager.llm.prompt_parts import PromptParts, tools_tokens
from panager.llm.prompts import Context, Setting
from panager.llm.tokens import count_text_tokens, count_tokens
from panager.llm.transcript import Exchange, Said, Thought, messages_of
from panager.llm.untrusted import unwrap

SETTING = Setting(
    now=datetime(2026, 11, 21, 5, 0, tzinfo=UTC),
    zone=ZoneInfo("Asia/Seoul"),
    zone_confirmed=True,
    language="ko",
    name=None,
)
TOOLS = [{"type": "function", "function": {"name": "look", "parameters": {}}}]
words = st.text("가나다 abc\n", min_size=1, max_size=300)


@st.composite
def exchanges(draw: st.DrawFn, *, is_past: bool = True) -> Exchange:
    calls = draw(st.integers(0, 2))
    thought = Thought(
        text=draw(words),
        calls=[
            {"id": f"call{n}", "name": "look", "args": {"q": draw(words)}} for n in range(calls)
        ],
        results={
            f"call{n}": {"status": "told", "text": draw(words) * 40, "notes": [draw(words)] * 9}
            for n in range(calls)
        },
        read_upto=0,
    )
    return Exchange(
        said=[Said(text=draw(words), position=0)],
        thoughts=[thought] if calls else [],
        answered=[draw(words)] if is_past else [],
    )


materials = st.builds(
    PromptParts,
    setting=st.just(SETTING),
    context=st.builds(Context, summary=words, reminders=st.lists(words, max_size=10)),
    past=st.lists(exchanges(), max_size=8),
    current=exchanges(is_past=False),
    tools=st.just(TOOLS),
    is_metered=st.just(True),
)


def conversation_of(messages: list[BaseMessage]) -> list[str]:
    """What people wrote, in order."""
    return [message.text for message in plain(messages) if isinstance(message, HumanMessage)]


def plain(messages: list[BaseMessage]) -> list[BaseMessage]:
    """Without the facts behind the last."""
    said, facts = split_facts(messages[-1].text)
    assert "now: 2026-11-21T14:00:00+09:00" in facts
    return [*messages[:-1], messages[-1].model_copy(update={"content": said})]


@given(materials, st.integers(200, 20_000))
def test_prompt_is_never_above_its_tokens_unless_the_turn_alone_is(
    parts: PromptParts, tokens: int
) -> None:
    messages = parts.messages(tokens)

    said = conversation_of(messages)
    takes = count_tokens(messages) + tools_tokens(TOOLS)
    assert takes <= tokens or said == [one.text for one in parts.current.said]


@given(materials, st.integers(200, 20_000))
def test_newest_whole_turns_are_kept_in_order(parts: PromptParts, tokens: int) -> None:
    said = conversation_of(parts.messages(tokens))

    whole = [one.said[0].text for one in (*parts.past, parts.current)]
    assert said
    assert said == whole[-len(said) :]


@given(materials, st.integers(200, 20_000))
def test_every_call_has_its_result_behind_it(parts: PromptParts, tokens: int) -> None:
    messages = parts.messages(tokens)

    for place, message in enumerate(messages):
        calls = message.tool_calls if isinstance(message, AIMessage) else []
        behind = messages[place + 1 : place + 1 + len(calls)]
        results = [one.tool_call_id for one in behind if isinstance(one, ToolMessage)]
        assert results == [call["id"] for call in calls]


@given(materials)
def test_with_room_for_all_the_current_turn_is_whole(parts: PromptParts) -> None:
    everything = parts.messages(10**9)

    current = messages_of(parts.current)
    assert len(conversation_of(everything)) == len(parts.past) + 1
    assert plain(everything)[-len(current) :] == current


def test_giant_result_of_the_running_turn_is_cut_and_stays_json() -> None:
    giant = {"status": "listed", "reminders": [{"text": "milk " * 20, "number": 1}] * 2_000}
    thought = Thought(
        text="", calls=[{"id": "a", "name": "look", "args": {}}], results={"a": giant}, read_upto=0
    )
    parts = PromptParts(
        setting=SETTING,
        context=Context(reminders=["milk"]),
        past=[],
        current=Exchange(said=[Said(text="list", position=0)], thoughts=[thought]),
        tools=TOOLS,
        is_metered=True,
    )

    messages = parts.messages(4_000)

    result = json.loads(unwrap(plain(messages)[-1].text))
    assert count_tokens(messages) <= 4_000
    assert (result["status"], result["clipped"]) == ("listed", True)
    assert 0 < len(result["reminders"]) < 2_000


def test_beginning_stays_the_same_while_turns_are_left_out() -> None:
    def shown(count: int) -> list[str]:
        past = [
            Exchange(
                said=[Said(text=f"{n} " + "word " * 50, position=0)], thoughts=[], answered=["a"]
            )
            for n in range(count)
        ]
        parts = PromptParts(
            setting=SETTING,
            context=Context(),
            past=past,
            current=Exchange(said=[Said(text="now", position=0)], thoughts=[]),
            tools=TOOLS,
            is_metered=True,
        )
        return conversation_of(parts.messages(1_500))

    first = [shown(count)[0] for count in range(40)]

    changes = sum(one != other for one, other in itertools.pairwise(first))
    assert len(shown(39)) < 40
    assert changes <= 8


def test_result_that_fits_is_not_touched() -> None:
    body = {"status": "told", "due": "오후 3:00"}

    assert json.loads(clipped(body, 100)) == body


@given(st.recursive(words, lambda inner: st.lists(inner, max_size=50), max_leaves=200))
def test_cutting_reaches_about_what_was_asked_for(value: object) -> None:
    assert count_text_tokens(clipped({"status": "told", "text": value}, 400)) <= 400
