"""What a model hears about arguments that make no sense."""

from typing import Final

from pydantic import ValidationError

from panager.replies.results import Status, ToolResult

MOST_DETAIL: Final = 300
"""Characters of it."""


def wrong_arguments(error: ValidationError) -> ToolResult:
    """What is wrong with them, in short: "when: Field required"."""
    found = [
        f"{'.'.join(map(str, one['loc']))}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return wrong("; ".join(found))


def wrong(detail: str) -> ToolResult:
    """With what is wrong, cut."""
    return ToolResult(status=Status.WRONG_ARGUMENTS, detail=detail[:MOST_DETAIL])
