"""Only a channel's own folders, the list of channels and what reads Discord know its name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NO_CHANNEL_IN = (
    "workflows",
    "activities",
    "panager/contracts",
    "panager/db",
    "panager/llm",
    "panager/replies",
    "panager/worker",
)
LISTED = ("panager/contracts/channels.py", "panager/db/discord", "panager/db/migrations")
NAMED = re.compile("discord|snowflake|streamed_", re.IGNORECASE)


def modules() -> list[str]:
    found = [path for folder in NO_CHANNEL_IN for path in (ROOT / folder).rglob("*.py")]
    names = sorted(path.relative_to(ROOT).as_posix() for path in found)
    return [name for name in names if not name.startswith(LISTED)]


def words(tree: ast.AST) -> Iterator[str]:
    """What the code says; docstrings may give examples."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AsyncFunctionDef(name=name) | ast.alias(name=name):
                yield name
            case ast.ImportFrom(module=str(name)):
                yield name


@pytest.mark.parametrize("module", modules())
def test_module_names_no_channel(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text())

    assert [word for word in words(tree) if NAMED.search(word)] == []
