"""`python -m evals` as a person types it."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from panager.embedded import ports

ROOT = Path(__file__).parents[2]


async def evaluate(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, output, and what it complained about."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PANAGER_", "LLM_"))}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "evals", *arguments,
        cwd=ROOT, env=kept | environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_evaluation_has_servers_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "results.json"

    code, out, err = await evaluate(
        "--only", "talk-en-hello", "--runs", "2", "--at-least", "100", "--json", str(file)
    )

    assert code == 0, err
    assert "| talk | en | 2 | 2 |" in out
    assert [one["passed"] for one in json.loads(file.read_text(encoding="utf-8"))] == [True, True]


async def test_model_that_does_not_answer_is_named_with_a_remedy() -> None:
    nobody = f"http://127.0.0.1:{ports.find_free_port()}/v1"

    code, out, err = await evaluate(LLM_MODEL="gpt-none", LLM_BASE_URL=nobody)

    assert code == 2
    assert out == ""
    assert f"gpt-none at {nobody} does not answer" in err
    assert "LLM_BASE_URL" in err.split("does not answer")[1]


async def test_recording_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, _, err = await evaluate("--replay", str(tmp_path / "none.jsonl"))

    assert code == 2
    assert "none.jsonl" in err
    assert "Traceback" not in err


async def test_conversations_are_listed_by_topic() -> None:
    code, out, _ = await evaluate("--list", "--topic", "injection")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["injection"] * 3


async def test_name_of_no_conversation_is_refused() -> None:
    code, _, err = await evaluate("--only", "nothing-of-that-name")

    assert code == 2
    assert "No conversation" in err
