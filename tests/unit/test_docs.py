"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OF_ITS_READER = "adding.md"
"""Names files that its reader is to write; a test of its own follows it."""
DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
    if path.name != OF_ITS_READER
]
TOP = "panager|activities|workflows|tests|testing|evals|fault_injection|benchmarks|docs|bin"
PATH = re.compile(rf"(?<![\w./-])(?:{TOP})/[\w./-]*\w/?")
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_a_document_names_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    named = {ROOT / path for path in PATH.findall(text)}
    linked = {document.parent / link["path"] for link in LINK.finditer(text)}

    assert [str(path) for path in named | linked if not _exists(path)] == []


def _exists(path: Path) -> bool:
    return path.exists() or path.with_suffix(".py").exists()
