"""What of `/status` says how much thinking has been done."""

from panager.bot.visitors import Visitor
from panager.db import usage
from panager.db.pool import Connection
from panager.db.usage import Used


async def usage_lines(connection: Connection, visitor: Visitor) -> list[str]:
    """The day so far and its limits; nothing when no model costs anything."""
    budget = visitor.parts.budget
    if budget is None:
        return []
    day = visitor.at.astimezone(visitor.person.zone).date()
    used = await usage.get_of_day(connection, visitor.user_id, day)
    return [_tokens(visitor, used, budget.tokens), *_cost(visitor, used, f"{budget.usd:f}")]


def _tokens(visitor: Visitor, used: Used, limit: int) -> str:
    key = "usage.today_of" if limit else "usage.today"
    return visitor.say(key, calls=used.calls, tokens=f"{used.tokens:,}", limit=f"{limit:,}")


def _cost(visitor: Visitor, used: Used, limit: str) -> list[str]:
    if float(limit):
        return [visitor.say("usage.cost_of", usd=f"{used.usd:.4f}", limit=limit)]
    return [visitor.say("usage.cost", usd=f"{used.usd:.4f}")] if used.cost_micros else []
