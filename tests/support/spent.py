"""The rows of usage as tests look at them."""

from dataclasses import dataclass

from testing.people import Someone


@dataclass(frozen=True)
class Spent:
    model: str
    purpose: str
    input_tokens: int
    output_tokens: int
    cost_micros: int
    is_estimate: bool


async def spent_by(someone: Someone) -> list[Spent]:
    """Of each call, in the order in which they began."""
    async with someone.db.user(someone.user_id) as connection:
        rows = await connection.fetch(
            "SELECT model, purpose, input_tokens, output_tokens, cost_micros, is_estimate"
            " FROM usage ORDER BY started_at"
        )
    return [Spent(**row) for row in rows]
