"""How a reminder is to be kept, out of a tool's arguments."""

from typing import Any

from activities.calls.call import Call
from panager.contracts import limits
from panager.llm.tools import ChangeReminder, CreateReminder
from panager.replies.results import Status, ToolResult
from panager.when import shortest_gap

LONGEST_NAG_S = 24 * 3600


def asked_terms(call: Call, args: CreateReminder | ChangeReminder) -> dict[str, Any] | ToolResult:
    """The fields of `Terms` that were asked for, or why they cannot be."""
    said = {"urgent": args.urgent, "if_late": args.if_late}
    terms = {name: value for name, value in said.items() if value is not None}
    nag = {} if args.nag is None else _nag(call, args.nag)
    return nag if isinstance(nag, ToolResult) else terms | nag


def notes_of(terms: dict[str, Any], *, once: bool = False) -> list[str]:
    """What the person should hear of them, as keys; what is usual goes without saying.

    With `once` also that it repeats no more.
    """
    told = {
        "urgent": terms.get("urgent") is True,
        "late_skip": terms.get("if_late") == "skip",
        "late_ask": terms.get("if_late") == "ask",
        "once": once,
        "nag": terms.get("nag_every_s") is not None,
    }
    return [key for key, is_told in told.items() if is_told]


def _nag(call: Call, phrase: str) -> dict[str, Any] | ToolResult:
    heard = call.understand(phrase)
    every = heard.length if heard.recurrence is None else shortest_gap(heard.recurrence)
    if every is None:
        return ToolResult(status=Status.NO_TIME, phrase=phrase)
    if every < limits.SHORTEST_INTERVAL:
        return ToolResult(status=Status.TOO_OFTEN)
    seconds = min(round(every.total_seconds()), LONGEST_NAG_S)
    return {"nag_every_s": seconds, "nag_limit": limits.MAX_NAGS}
