"""Makes the result of a tool shorter so that it stays JSON of the same shape."""

import json
from typing import Any, Final

from panager.llm.tokens import count_text_tokens

SHORTEST: Final = 16
"""Characters of a text; below that nothing is left to be cut."""
PER_ITEM: Final = 32
"""A list loses an item where a text loses so many characters."""


def clipped(body: dict[str, Any], tokens: int) -> str:
    """The JSON, cut to about so many tokens; what was cut says "clipped"."""
    text = json.dumps(body, ensure_ascii=False)
    keep = len(text)
    while count_text_tokens(text) > tokens and keep > SHORTEST:
        keep //= 2
        text = json.dumps({**_cut(body, keep), "clipped": True}, ensure_ascii=False)
    return text


def _cut[T](value: T, keep: int) -> Any:  # noqa: ANN401 (JSON)
    match value:
        case str():
            return value[:keep]
        case list():
            return [_cut(one, keep) for one in value[: max(1, keep // PER_ITEM)]]
        case dict():
            return {name: _cut(one, keep) for name, one in value.items()}
        case _:
            return value
