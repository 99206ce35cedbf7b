"""requirements.txt serves Docker: it must follow pyproject.toml and name no download host."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_every_dependency_is_pinned_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_normalized(re.split(r"[\[<>=]", line)[0]) for line in project["dependencies"]}

    pinned = re.findall(r"^([\w.-]+)(?:\[.*\])?==\S+.*\\\n +--hash=sha256:", REQUIREMENTS, re.M)

    assert wanted <= set(pinned), "run `poe lock`"


def test_no_download_host_is_named() -> None:
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links", REQUIREMENTS)


def _normalized(name: str) -> str:
    """One spelling for `discord.py` and `discord-py`, as PEP 503 says."""
    return re.sub(r"[-_.]+", "-", name).lower()
