"""What a model call may take, looked at before it, and what it took, written down after it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from langchain_core.messages import BaseMessage

from panager.db import messages, usage
from panager.db.pool import Connection, Database
from panager.db.usage import Taken
from panager.db.users import Person
from panager.errors import PanagerError
from panager.llm.chain import Completion, ModelChain, OnText, ToolSchema
from panager.llm.failures import BudgetSpentError, TooFastError, TurnTooLongError
from panager.llm.prices import cost_micros, dearest_micros
from panager.llm.tokens import count_answer_tokens, count_tokens, count_tool_tokens
from panager.settings import Settings

MODEL_TIME: Final = timedelta(minutes=5)
"""Of all calls of a turn together."""
MINUTE: Final = timedelta(minutes=1)
MICROS: Final = 1_000_000

type Ask = Callable[[OnText], Awaitable[Completion]]


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """What a model is asked, and for what."""

    messages: Sequence[BaseMessage]
    tools: Sequence[ToolSchema] = ()
    turn_id: UUID | None = None
    """None: it is for a summary."""
    is_first: bool = False
    """Whether the turn has done nothing yet, so that it may still be refused for its haste."""


class Spending:
    """Lets a call of a metered model begin when there is something left, and counts it."""

    def __init__(self, db: Database, models: ModelChain, settings: Settings) -> None:
        """Usage is rows of the database; the settings have budgets and prices."""
        self._db = db
        self._models = models
        self._settings = settings

    async def run(
        self, person: Person, prompt: Prompt, ask: Ask, *, on_text: OnText | None = None
    ) -> Completion:
        """What `ask` returns; it hears from the model through the callback that it gets.

        Raises BudgetSpentError, TurnTooLongError or TooFastError instead of asking. A budget is
        looked at with all that other calls may still take, so one call at most goes beyond it.
        """
        if not self._models.is_metered:
            return await ask(on_text or _nobody)
        most = self._most(prompt)
        usage_id = await self._reserve(person, prompt, most)
        heard = ""

        async def hear(text: str) -> None:
            nonlocal heard
            heard = text
            if on_text is not None:
                await on_text(text)

        try:
            completion = await ask(hear)
        except PanagerError:
            await self._end_failed(person, usage_id, most if heard else None)
            raise
        await self._end(person, usage_id, prompt, completion)
        return completion

    def _most(self, prompt: Prompt) -> Taken:
        input_tokens = count_tokens(prompt.messages) + count_tool_tokens(prompt.tools)
        output_tokens = self._settings.llm_output_tokens
        return Taken(
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost_micros=dearest_micros(
                self._settings.llm_prices,
                self._models.metered_names,
                input_tokens=input_tokens,
                output_tokens=output_tokens,
            ),
            is_estimate=True,
        )

    async def _reserve(self, person: Person, prompt: Prompt, most: Taken) -> UUID:
        day = datetime.now(person.zone).date()
        async with self._db.user(person.user_id) as connection:
            await usage.lock(connection, person.user_id)
            if prompt.is_first:
                await self._check_haste(connection, person.user_id)
            self._check_day(await usage.get_of_day(connection, person.user_id, day))
            if prompt.turn_id is not None:
                spent = await usage.get_of_turn(connection, person.user_id, prompt.turn_id)
                self._check_turn(spent)
            return await usage.insert_usage(
                connection,
                person.user_id,
                turn_id=prompt.turn_id,
                purpose="summary" if prompt.turn_id is None else "turn",
                day=day,
                most=most,
            )

    async def _check_haste(self, connection: Connection, user_id: UUID) -> None:
        limit = self._settings.budget_messages_per_minute
        since = datetime.now(UTC) - MINUTE
        if limit and await messages.has_written(connection, user_id, since=since, more_than=limit):
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

    async def _end_failed(self, person: Person, usage_id: UUID, most: Taken | None) -> None:
        """Whoever has heard words may be billed for them; how much of it nobody has told."""
        async with self._db.user(person.user_id) as connection:
            if most is None:
                await usage.delete_usage(connection, person.user_id, usage_id)
            else:
                await usage.end_usage(connection, person.user_id, usage_id, model="", taken=most)

    async def _end(
        self, person: Person, usage_id: UUID, prompt: Prompt, completion: Completion
    ) -> None:
        async with self._db.user(person.user_id) as connection:
            if completion.model not in self._models.metered_names:
                await usage.delete_usage(connection, person.user_id, usage_id)
                return
            await usage.end_usage(
                connection,
                person.user_id,
                usage_id,
                model=completion.model,
                taken=self._taken(prompt, completion),
            )

    def _taken(self, prompt: Prompt, completion: Completion) -> Taken:
        """By the server's own count if it has one."""
        told = (completion.input_tokens, completion.output_tokens)
        input_tokens, output_tokens = (
            (told[0], told[1])
            if told[0] is not None and told[1] is not None
            else (
                count_tokens(prompt.messages) + count_tool_tokens(prompt.tools),
                count_answer_tokens(completion.message),
            )
        )
        return Taken(
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost_micros=cost_micros(
                self._settings.llm_prices,
                completion.model,
                input_tokens=input_tokens,
                output_tokens=output_tokens,
            ),
            is_estimate=None in told,
        )


async def _nobody(text: str) -> None:
    """Nobody listens."""
