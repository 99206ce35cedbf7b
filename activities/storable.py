"""JSON from outside as Postgres takes it."""

import re
from typing import Any, Final

_NOT_STORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same without NUL and lone surrogates, which JSON may hold and `jsonb` may not."""
    match value:
        case str():
            return _NOT_STORABLE.sub("", value)
        case list():
            return [storable(one) for one in value]
        case dict():
            return {storable(key): storable(one) for key, one in value.items()}
        case _:
            return value
