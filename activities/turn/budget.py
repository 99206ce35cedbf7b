"""What a model call may take, looked at before it, and what it took, written down after it."""

import contextlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from langchain_core.messages import BaseMessage

from panager.db import usage
from panager.db.conversation import messages
from panager.db.pool import Connection, Database
from panager.db.usage import Purpose, Taken
from panager.db.users import Person
from panager.llm.providers.calls import Bill, Model, ToolSchema
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.failures import (
    BudgetSpentError,
    ModelError,
    NoPriceError,
    TooFastError,
    TurnTooLongError,
)
from panager.llm.providers.prices import NO_PRICE, cost_micros, is_unpriced
from panager.llm.tokens import count_answer_tokens, count_tokens, count_tool_tokens
from panager.settings import Settings

MODEL_TIME: Final = timedelta(minutes=5)
"""How long all model calls of a turn may take together."""
MINUTE: Final = timedelta(minutes=1)
MICROS: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class ModelRequest:
    """What a model is asked, and whether for a turn or for a summary."""

    messages: Sequence[BaseMessage]
    tools: Sequence[ToolSchema] = ()
    turn_id: UUID | None = None
    """None when the call is for a summary."""
    is_first: bool = False
    """Whether the turn has done nothing yet, so that it may still be refused for its haste."""

    @property
    def tokens(self) -> int:
        """How many tokens a model reads, as far as we can count."""
        return count_tokens(self.messages) + count_tool_tokens(self.tools)


class Budget:
    """Lets a call of a metered model begin when there is something left, and counts it.

    Each call by itself, also of a chain in which one model after the other fails: a model that is
    asked after another was cut off finds that one's estimate already counted.
    """

    def __init__(self, db: Database, models: ModelChain, settings: Settings) -> None:
        """Usage is kept in rows of the database; the settings have budgets and prices."""
        self._db = db
        self._models = models
        self._settings = settings

    @contextlib.asynccontextmanager
    async def call(
        self, person: Person, request: ModelRequest, model: Model
    ) -> AsyncGenerator[Bill]:
        """Around one call of one model; the limits hold for whoever may be asked, free or not.

        Raises LimitReachedError instead of letting it begin. A budget is looked at with all that
        other calls may still take, so one call at most goes beyond it. Whoever is cancelled
        leaves the estimate behind.
        """
        bill = Bill()
        usage_id = await self._reserve(person, request, model)
        try:
            yield bill
        except ModelError as error:
            if usage_id is not None:
                is_free = error.was_turned_away and not bill.has_begun
                taken = None if is_free else self._taken(request, model, bill)
                await self._end(person, usage_id, taken)
            raise
        if usage_id is not None:
            await self._end(person, usage_id, self._taken(request, model, bill))

    async def _reserve(self, person: Person, request: ModelRequest, model: Model) -> UUID | None:
        """Write down the most that the call may take; None for a model that is free."""
        if not self._models.is_metered:
            return None
        if is_unpriced(self._settings, model.name):
            raise NoPriceError(NO_PRICE)
        async with self._db.user(person.user_id) as connection:
            now = await usage.lock(connection, person.user_id)
            day = now.astimezone(person.zone).date()
            if request.is_first:
                await self._check_rate(connection, person.user_id)
            self._check_day(await usage.get_of_day(connection, person.user_id, day))
            if request.turn_id is not None:
                spent = await usage.get_of_turn(connection, person.user_id, request.turn_id)
                self._check_turn(spent)
            if not model.is_metered:
                return None
            return await usage.insert_usage(
                connection,
                person.user_id,
                turn_id=request.turn_id,
                purpose=Purpose.SUMMARY if request.turn_id is None else Purpose.TURN,
                day=day,
                model=model.name,
                most=self._maximum(request, model),
            )

    async def _check_rate(self, connection: Connection, user_id: UUID) -> None:
        limit = self._settings.budget_messages_per_minute
        if limit and await messages.has_written(
            connection, user_id, within=MINUTE, more_than=limit
        ):
            raise TooFastError(f"more than {limit} messages in a minute")

    def _check_day(self, used: usage.Used) -> None:
        tokens, usd = self._settings.budget_day_tokens, self._settings.budget_day_usd
        if tokens and used.tokens >= tokens:
            raise BudgetSpentError(f"{used.tokens} of {tokens} tokens of the day")
        if usd and used.cost_micros >= usd * MICROS:
            raise BudgetSpentError(f"{used.cost_micros} of {usd * MICROS} micro-dollars of the day")

    def _check_turn(self, used: usage.Used) -> None:
        tokens = self._settings.budget_turn_tokens
        if tokens and used.tokens >= tokens:
            raise TurnTooLongError(f"{used.tokens} of {tokens} tokens of the turn")
        if used.duration >= MODEL_TIME:
            raise TurnTooLongError(f"{used.duration} of {MODEL_TIME} of the turn")

    async def _end(self, person: Person, usage_id: UUID, taken: Taken | None) -> None:
        async with self._db.user(person.user_id) as connection:
            if taken is None:
                await usage.delete_usage(connection, person.user_id, usage_id)
            else:
                await usage.end_usage(connection, person.user_id, usage_id, taken)

    def _taken(self, request: ModelRequest, model: Model, bill: Bill) -> Taken:
        """What the call took: by the server's own count, else by the answer's length.

        An answer that was cut off counts as the most that it could have taken.
        """
        said = bill.completion
        if said is None:
            return self._maximum(request, model)
        if said.input_tokens is not None and said.output_tokens is not None:
            return self._cost(model, said.input_tokens, said.output_tokens, is_estimate=False)
        return self._cost(model, request.tokens, count_answer_tokens(said.message))

    def _maximum(self, request: ModelRequest, model: Model) -> Taken:
        return self._cost(model, request.tokens, self._settings.llm_output_tokens)

    def _cost(
        self, model: Model, input_tokens: int, output_tokens: int, *, is_estimate: bool = True
    ) -> Taken:
        return Taken(
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost_micros=cost_micros(
                self._settings.llm_prices,
                model.name,
                input_tokens=input_tokens,
                output_tokens=output_tokens,
            ),
            is_estimate=is_estimate,
        )
