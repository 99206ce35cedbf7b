"""The conversation files themselves."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from evals import schema
from evals.schema import Conversation, Group
from panager.features import registry
from panager.when import for_reminder, understand

TOOLS = registry.all_tools()
GROUPS = schema.load()
ALL = [(group, one) for group in GROUPS for one in group.conversations]
TURNS = [(one, turn) for _, one in ALL for turn in one.turns]
SMALLEST = """
topic = "making"
language = "en"
[[conversations]]
name = "one"
[[conversations.turns]]
said = "hello"
"""


def count(*languages: str) -> int:
    return sum(group.language in languages for group, _ in ALL)


def test_there_are_many_in_both_languages() -> None:
    assert len(ALL) >= 60
    assert min(count("ko"), count("en")) >= 0.4 * len(ALL)
    assert count("mixed") > 0


def test_names_and_first_words_are_unique() -> None:
    """By the words a recording knows one from the other."""
    assert len({one.name for _, one in ALL}) == len(ALL)
    assert len({one.turns[0].said for _, one in ALL}) == len(ALL)


def test_every_tool_exists() -> None:
    expected = {call.name for _, turn in TURNS for call in turn.expect.wanted}
    allowed = {name for _, turn in TURNS for name in turn.expect.may}

    assert expected | allowed <= set(TOOLS)


def test_every_turn_that_expects_nothing_leads_to_one_that_does() -> None:
    assert all(one.turns[-1].expect.model_fields_set for _, one in ALL)


@pytest.mark.parametrize(("group", "one"), ALL, ids=[one.name for _, one in ALL])
def test_times_are_clear_at_any_hour_of_any_day(group: Group, one: Conversation) -> None:
    zone = ZoneInfo(one.zone)
    start = datetime(2026, 11, 25, tzinfo=zone)
    moments = [start + timedelta(hours=5 * number, minutes=7) for number in range(40)]
    phrases = {
        reminder.due
        for turn in one.turns
        for reminder in turn.expect.reminders.has
        if reminder.due is not None
    }

    for phrase in phrases:
        kinds = {for_reminder(understand(phrase, zone=zone, now=at), now=at).kind for at in moments}
        assert kinds in ({"instant"}, {"recurrence"}), phrase


def write(directory: Path, text: str) -> None:
    (directory / "some.toml").write_text(text, encoding="utf-8")


def test_smallest_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, SMALLEST)

    [group] = schema.load(tmp_path)

    assert group.conversations[0].turns[0].said == "hello"


@pytest.mark.parametrize(
    "more",
    [
        'answers = "hi"',
        "[conversations.turns.expect]\ncall = []",
        '[conversations.turns.expect]\ncalls = [{ name = "x", args = { a = { like = "b" } } }]',
        '[conversations.turns.expect]\ncalls = [{ name = "x", args = { a = {} } }]',
        "[conversations.turns.expect.reminders]\ncount = 1",
    ],
)
def test_what_is_unknown_is_refused(tmp_path: Path, more: str) -> None:
    write(tmp_path, f"{SMALLEST}{more}\n")

    with pytest.raises(ValueError, match=r"some\.toml"):
        schema.load(tmp_path)


def test_what_is_beyond_the_offline_model_needs_a_reason(tmp_path: Path) -> None:
    write(tmp_path, SMALLEST.replace('name = "one"', 'name = "one"\noffline = false'))

    with pytest.raises(ValueError, match="why"):
        schema.load(tmp_path)
