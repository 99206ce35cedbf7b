"""`panager usage`: what the thinking for a person has taken."""

import json
import sys
from typing import Any

from panager.client.connection import open_client, request
from panager.client.screen import printable
from panager.settings import Settings
from panager.terminal import print_table

COLUMNS = ("day", "model", "calls", "input", "output", "cost")


async def show_usage(settings: Settings, user: str, as_json: bool) -> None:
    """Today, and the last days by model."""
    async with open_client(settings, user) as client:
        usage = await request(client, "GET", "/v1/usage")
    if as_json:
        sys.stdout.write(json.dumps(usage, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(_today(usage["today"]))
    print_table(COLUMNS, [_row(each) for each in usage["days"]])


def _today(today: dict[str, Any]) -> str:
    tokens, usd = today["limit_tokens"], today["limit_usd"]
    return (
        f"today   {today['calls']} calls\n"
        f"tokens  {today['tokens']:,}{f' of {tokens:,}' if tokens else ''}\n"
        f"cost    ${today['cost_usd']}{f' of ${usd}' if usd else ''}\n\n"
    )


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    about = "~" if each["is_estimate"] else ""
    return (
        each["day"],
        printable(each["model"]) or "(abandoned)",
        str(each["calls"]),
        f"{about}{each['input_tokens']:,}",
        f"{about}{each['output_tokens']:,}",
        f"${each['cost_usd']}",
    )
