"""`bin/panager` as services and cron jobs start it: with hardly any environment."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(root: Path, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """From a directory that is none of ours; `uv` is on PATH, where `uv run` has told us it is."""
    uv = os.environ.get("UV") or shutil.which("uv")
    path = ":".join([*([str(Path(uv).parent)] if uv else []), os.environ["PATH"]])
    return subprocess.run(
        [root / "bin" / "panager", *arguments],
        env={"PATH": path} | env,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("home", [None, "", "/dev/null"], ids=["none", "empty", "unwritable"])
def test_it_starts_without_a_home(home: str | None) -> None:
    env = {} if home is None else {"HOME": home}

    done = start(ROOT, env, "when", "tomorrow at 5pm")

    assert done.returncode == 0, done.stderr
    assert "tomorrow at 5pm" in done.stdout


def test_it_says_where_it_cannot_keep_anything(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "bin", checkout / "bin")
    (checkout / ".cache").touch()  # nobody, not even root, can make a directory of it

    done = start(checkout, {"HOME": "/dev/null"}, "up")

    assert done.returncode == 1
    assert "/dev/null/.cache cannot be written to" in done.stderr
    assert "XDG_CACHE_HOME" in done.stderr


def test_data_directory_that_cannot_be_made_is_a_sentence() -> None:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")

    done = start(ROOT, {"HOME": "/dev/null", "XDG_CACHE_HOME": cache}, "up")

    assert done.returncode == 1
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr
