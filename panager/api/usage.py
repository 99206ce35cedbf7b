"""What the thinking for a person has taken."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from panager.api.dependencies import Running, User
from panager.db import usage, users
from panager.db.usage import DayOfModel, dollars

router = APIRouter(prefix="/v1/usage", tags=["usage"])

DAYS = 30


class Today(BaseModel):
    """The day so far, where the person is."""

    day: date
    calls: int
    tokens: int
    """Input and output, with what calls under way may still take."""
    cost_usd: Decimal
    limit_tokens: int | None
    """Of a day; null for none."""
    limit_usd: Decimal | None


class DayUsage(BaseModel):
    """What one model has taken on one day."""

    day: date
    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal
    is_estimate: bool
    """Whether we counted some of it, and not the server."""

    @classmethod
    def of(cls, row: DayOfModel) -> Self:
        """As the database has it."""
        return cls(
            day=row.day,
            model=row.model,
            calls=row.calls,
            input_tokens=row.input_tokens,
            output_tokens=row.output_tokens,
            cost_usd=dollars(row.cost_micros),
            is_estimate=row.is_estimate,
        )


class Usage(BaseModel):
    """Of metered models; the offline model is free."""

    today: Today
    days: list[DayUsage]
    """The last 30, newest first."""


@router.get("")
async def show_usage(parts: Running, user_id: User) -> Usage:
    """Tokens and money: today, and the last 30 days by day and model."""
    async with parts.db.user(user_id) as connection:
        person = await users.get_person(connection, user_id)
        day = datetime.now(person.zone).date()
        used = await usage.get_of_day(connection, user_id, day)
        rows = await usage.list_days(connection, user_id, since=day - timedelta(days=DAYS - 1))
    budget = parts.settings.day_budget
    today = Today(
        day=day,
        calls=used.calls,
        tokens=used.tokens,
        cost_usd=used.usd,
        limit_tokens=(budget.tokens or None) if budget else None,
        limit_usd=(budget.usd or None) if budget else None,
    )
    return Usage(today=today, days=[DayUsage.of(row) for row in rows])
