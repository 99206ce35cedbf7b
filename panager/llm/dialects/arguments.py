"""The arguments of a tool call, in whatever wrapping a model or its server has put them."""

import json
import re
from typing import Any, Final

MAX_LAYERS: Final = 3
"""Of JSON inside JSON that are taken off."""
_FENCE: Final = re.compile(r"\s*```[\w-]*\s*\n?(?P<body>.*?)\n?\s*```\s*", re.DOTALL)


def read_arguments(text: str) -> dict[str, Any] | None:
    """The JSON object that the text means; none at all is an empty one. None: no object.

    A fence of Markdown and JSON inside a JSON text are unwrapped, and an optional argument that is
    null is one that was not given. Raises RecursionError for absurdly deep JSON.
    """
    found: object = text
    for _ in range(MAX_LAYERS):
        if not isinstance(found, str):
            break
        fenced = _FENCE.fullmatch(found)
        bare = (fenced["body"] if fenced else found).strip()
        found = _parsed(bare) if bare else {}
    if found is None:
        return {}
    return _given(found) if isinstance(found, dict) else None


def _parsed(text: str) -> object:
    """False for what is no JSON."""
    try:
        found: object = json.loads(text, parse_constant=_no_number)
        json.dumps(found, allow_nan=False)  # 1e999 is infinite
    except ValueError:
        return False
    return found


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON")
