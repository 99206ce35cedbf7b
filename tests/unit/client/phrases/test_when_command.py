"""`panager when`: one phrase, or a stream of them."""

import json
import subprocess
import sys
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from panager.cli import app

AT = ("--zone", "Asia/Seoul", "--now", "2026-11-21T14:00")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["when", *arguments], input=stdin)


def stream(*lines: str | bytes) -> list[dict[str, Any]]:
    """What a real process answers, because it reads the real standard input."""
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "panager", "when", "-", *AT],
        input=data,
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_json_says_every_field() -> None:
    answer = json.loads(run("tomorrow at 3pm call mom", *AT, "--json").stdout)

    assert answer == {
        "kind": "instant",
        "at": "2026-11-22T15:00:00+09:00",
        "end": None,
        "grain": "hour",
        "whole": False,
        "rrule": None,
        "start": None,
        "except_dates": [],
        "except_holidays": None,
        "seconds": None,
        "missing": None,
        "readings": [],
        "phrase": "tomorrow at 3pm",
        "rest": "call mom",
        "notes": [],
    }


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("내일 오후 3시 치과", (), "11월 22일(일) 오후 3:00 KST"),
        ("내일 오후 3시 치과", ("--lang", "en"), "Sun, November 22, 3:00 PM KST"),
        ("tomorrow at 3pm", ("--lang", "ko"), "11월 22일(일) 오후 3:00 KST"),
        ("at 3", (), "may be"),
        ("10 minutes", (), "0:10:00"),
        ("tomorrow", (), "unclear, time is missing"),
        ("nothing at all", (), "(no words of time)"),
    ],
)
def test_people_read_what_was_understood(text: str, language: tuple[str, ...], line: str) -> None:
    result = run(text, *AT, *language)

    assert result.exit_code == 0
    assert line in result.stdout


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        (("--zone", "Mars/Olympus"), "Asia/Seoul"),
        (("--zone", "../etc"), "Asia/Seoul"),
        (("--now", "soon"), "ISO 8601"),
        (("--lang", "de"), "ko or en"),
        (("--habits", "morning=soon"), "07:30"),
        (("--habits", "brunch=11:00"), "dawn, morning"),
    ],
)
def test_bad_option_is_one_line_and_exit_code_two(options: tuple[str, str], advice: str) -> None:
    result = run("tomorrow", *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert advice in " ".join(result.stderr.split())


def test_stream_answers_each_line_and_goes_on_after_a_bad_one() -> None:
    answers = stream(
        '{"text": "내일 오후 3시"}',
        '{"text": "3pm", "zone": "America/New_York"}',
        '{"text": "at noon", "now": "2030-05-05T08:00:00", "zone": "Europe/Berlin"}',
        "{broken",
        "[1]",
        '{"text": 5}',
        '{"text": "3pm", "zone": "Asia"}',
        '{"text": "3pm", "now": "0001-01-01T00:00:00"}',
        b'\xff{"text": "3pm"}',
        "",
        r'{"text": "3pm \ud800"}',
        "[" * 100_000,
        '{"text": "10 minutes"}',
    )

    assert [answer.get("at") for answer in answers] == [
        "2026-11-22T15:00:00+09:00",
        "2026-11-21T15:00:00-05:00",
        "2030-05-05T12:00:00+02:00",
        *[None] * 6,
        "2026-11-21T15:00:00+09:00",
        None,
        None,
    ]
    assert ["error" in answer for answer in answers] == [
        *[False] * 3,
        *[True] * 6,
        False,
        True,
        False,
    ]
    assert answers[-1]["seconds"] == 600


def test_habits_are_an_option_and_a_key_of_a_line() -> None:
    option = run("아침에", *AT, "--habits", "morning=07:30", "--json")
    answers = stream(
        '{"text": "next week", "habits": {"week_start": "sunday"}}',
        '{"text": "next week", "habits": null}',
        '{"text": "next week", "habits": [1]}',
    )

    assert json.loads(option.stdout)["at"] == "2026-11-22T07:30:00+09:00"
    assert [answer.get("at") for answer in answers] == [
        "2026-11-22T00:00:00+09:00",
        "2026-11-23T00:00:00+09:00",
        None,
    ]


def test_stream_answers_before_its_input_ends() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "panager", "when", "-", *AT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"text": "3pm"}\n')
        process.stdin.flush()

        answer = json.loads(process.stdout.readline())

        process.stdin.close()
    assert answer["at"] == "2026-11-21T15:00:00+09:00"


def test_command_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from panager.cli import app; app(['when', '3pm'], standalone_mode=False);"
        "print([name for name in ('temporalio', 'langgraph', 'langchain_core', 'fastapi',"
        " 'sqlalchemy') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout.decode().splitlines()[-1] == "[]"
