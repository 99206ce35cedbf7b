"""Puts the blocks of docs/adding.md into a copy of the tree, as somebody who follows it does."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from panager.db.migrate import newest_revision

ROOT = Path(__file__).parents[2]
PACKAGES = ("panager", "workflows", "activities")
BLOCK = re.compile(r"^```(python|diff) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(document: Path, tree: Path) -> None:
    """A copy of our packages in `tree`, with everything that the document adds."""
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tree / package, ignore=ignore)
    for kind, path, block in _blocks(document):
        target = tree / path
        if kind == "python":
            target.parent.mkdir(exist_ok=True)
            target.write_text(block)
        else:
            target.write_text(_patched(target.read_text(), block))


def _blocks(document: Path) -> Iterator[tuple[str, str, str]]:
    """With the number of the migration that is next."""
    newest = newest_revision()
    following = f"{int(newest) + 1:04}"
    text = document.read_text().replace("NEXT", following).replace("NEWEST", newest)
    for found in BLOCK.finditer(text):
        yield found[1], found[2], found[3]


def _patched(text: str, diff: str) -> str:
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] == " ")
        after = "".join(line[1:] for line in lines)
        assert text.count(f"\n{before}") == 1, f"there is no one place for {hunk}"
        text = text.replace(f"\n{before}", f"\n{after}")
    return text
