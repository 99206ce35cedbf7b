"""What a model may say and what is made of it."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk

from activities.turn.tool_calls import ProposedCall, is_looping, proposed_calls
from panager.contracts import limits
from panager.db.conversation.turns import Step
from panager.features import registry
from panager.replies.results import Status, ToolResult
from panager.settings import Settings

TOOLS = registry.all_tools()
ENABLED = registry.enabled_tools(Settings.model_construct())

REMIND = {"text": "milk", "when": "tomorrow at 3pm"}
Said = tuple[str | None, str | None, str | None]
"""Name, arguments and id of a call."""


def proposed(*said: Said, step: int = 0, before: list[Step] | None = None) -> list[ProposedCall]:
    chunks = [
        tool_call_chunk(name=name, args=args, id=id, index=place)
        for place, (name, args, id) in enumerate(said)
    ]
    message = AIMessageChunk(content="", tool_call_chunks=chunks)
    return proposed_calls(message, step=step, tools=ENABLED, before=before or [])


def status(call: ProposedCall) -> Status | None:
    return None if call.refusal is None else call.refusal.status


def turn(*calls: ProposedCall, status: Status = Status.SCHEDULED, read_upto: int = 1) -> list[Step]:
    """A step for each call with its result."""
    steps = []
    for number, call in enumerate(calls):
        body: dict[str, Any] = {"text": "", "calls": [call.body], "read_upto": read_upto}
        result = call.refusal or ToolResult(status=status, text="milk", reminder_id="an-id")
        steps += [
            Step(turn_id=UUID(int=0), number=number, call_id="", kind="think", body=body),
            Step(
                turn_id=UUID(int=0),
                number=number,
                call_id=call.call_id,
                kind="tool",
                body=result.model_dump(mode="json", exclude_defaults=True),
            ),
        ]
    return steps


def test_what_makes_sense_is_wanted() -> None:
    [call] = proposed(("create_reminder", json.dumps(REMIND), "abc"))

    assert (call.name, call.args, call.refusal) == ("create_reminder", REMIND, None)


def test_ids_are_ours_and_unique_whatever_the_model_says() -> None:
    calls = proposed(
        ("current_time", "", "same"),
        ("list_reminders", "", "same"),
        ("current_time", "", None),
        ("current_time", "{}", "x" * 100_000),
        step=7,
    )

    assert [call.call_id for call in calls] == ["call_7_0", "call_7_1", "call_7_2", "call_7_3"]


@pytest.mark.parametrize(
    "arguments",
    [
        '{"text": "mil',
        '{"text": "milk", "when": "3pm"} and more',
        "[]",
        '"text"',
        "null",
        "{text: 1}",
        '{"text": NaN}',
        '{"text": 1e999}',
        "[" * 3000,
        json.dumps({"text": "x" * limits.MAX_ARGUMENTS}),
    ],
)
def test_arguments_that_are_no_json_object_are_refused(arguments: str) -> None:
    [call] = proposed(("create_reminder", arguments, "1"))

    assert status(call) is Status.WRONG_ARGUMENTS
    assert call.args == {}


def test_what_is_wrong_is_said_in_short() -> None:
    [call] = proposed(("create_reminder", '{"text": 3}', "1"))

    assert call.refusal == ToolResult(
        status=Status.WRONG_ARGUMENTS,
        detail="text: Input should be a valid string; when: Field required",
    )


@pytest.mark.parametrize(
    "name", ["delete_everything", "", None, "tool.undo", "web_search", "x" * 99]
)
def test_names_of_no_tool_are_refused(name: str | None) -> None:
    [call] = proposed((name, "{}", "1"))

    assert status(call) is Status.UNKNOWN_TOOL
    assert 0 < len(call.name) <= 64


def test_more_calls_than_allowed_are_refused_once() -> None:
    calls = proposed(*[("current_time", "{}", str(n)) for n in range(50)])

    assert [status(call) for call in calls] == [None] * 8 + [Status.TOO_MANY_CALLS]


def test_a_change_that_was_made_is_not_made_again() -> None:
    said = ("create_reminder", json.dumps(REMIND), "1")
    before = turn(*proposed(said))

    [again] = proposed(said, step=1, before=before)
    [other] = proposed(
        ("create_reminder", json.dumps({**REMIND, "text": "tea"}), "1"), before=before
    )

    assert again.refusal == ToolResult(
        status=Status.REPEATED, detail="scheduled", text="milk", reminder_id="an-id"
    )
    assert other.refusal is None


def test_a_change_that_failed_may_be_tried_again_a_few_times() -> None:
    said = ("create_reminder", json.dumps(REMIND), "1")
    calls = [proposed(said, step=n)[0] for n in range(limits.MAX_SAME_CALLS)]

    [again] = proposed(said, before=turn(*calls[:-1], status=Status.FAILED))
    [too_often] = proposed(said, before=turn(*calls, status=Status.FAILED))

    assert again.refusal is None
    assert status(too_often) is Status.REPEATED


def test_looking_is_allowed_three_times() -> None:
    calls = [proposed(("current_time", "{}", "1"), step=n)[0] for n in range(3)]

    [third] = proposed(("current_time", "", "1"), before=turn(*calls[:2], status=Status.TOLD))
    [fourth] = proposed(("current_time", "", "1"), before=turn(*calls, status=Status.TOLD))

    assert third.refusal is None
    assert status(fourth) is Status.REPEATED


def test_three_steps_of_refusals_are_a_loop_until_somebody_speaks() -> None:
    refused = [proposed(("nonsense", "{}", "1"), step=n)[0] for n in range(3)]
    fine = proposed(("current_time", "{}", "1"), step=2)[0]

    assert is_looping(turn(*refused), read_upto=1)
    assert not is_looping(turn(*refused), read_upto=2)
    assert not is_looping(turn(*refused[:2]), read_upto=1)
    assert not is_looping(turn(*refused[:2], fine), read_upto=1)


def test_what_postgres_cannot_store_is_left_out() -> None:
    arguments = '{"text": "a\\u0000b\\ud800c", "when": "3pm", "x\\u0000": ["\\udfff"]}'

    [call] = proposed(("create_reminder", arguments, "1"))

    assert call.args == {"text": "abc", "when": "3pm", "x": [""]}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.none() | st.text() | st.sampled_from(sorted(TOOLS))
ARGUMENTS = st.none() | st.text() | JSON.map(json.dumps) | st.just(json.dumps(REMIND))
CALLS = st.lists(st.tuples(NAMES, ARGUMENTS, st.none() | st.text()), max_size=12)


@given(CALLS)
def test_no_message_of_any_shape_raises_and_every_call_can_be_stored(said: list[Said]) -> None:
    calls = proposed(*said)

    stored = json.dumps([call.body for call in calls], allow_nan=False, ensure_ascii=False)
    assert "\\u0000" not in stored
    stored.encode()
    assert len({call.call_id for call in calls}) == len(calls)
    assert all(call.refusal or call.name in ENABLED for call in calls)
