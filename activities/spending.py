"""What a model call may take, looked at before it, and what it took, written down after it."""

from collections.abc import Sequence
from uuid import UUID

from langchain_core.messages import BaseMessage

from panager.contracts.chat import ThinkInput
from panager.db import usage
from panager.db.pool import Database
from panager.db.turns import CurrentTurn
from panager.llm.chain import Completion
from panager.llm.tokens import count_tokens


class Spending:
    """Counts the calls of metered models."""

    def __init__(self, db: Database) -> None:
        """Usage is rows of the database."""
        self._db = db

    async def reserve(
        self, input: ThinkInput, turn: CurrentTurn, messages: Sequence[BaseMessage]
    ) -> UUID:
        """Room for one more call; raises what the person must hear instead of an answer."""
        del turn
        async with self._db.user(input.user_id) as connection:
            return await usage.insert_usage(
                connection,
                input.user_id,
                turn_id=input.turn_id,
                purpose="turn",
                tokens=count_tokens(messages),
                cost_micros=0,
            )

    async def record(self, user_id: UUID, usage_id: UUID, completion: Completion) -> None:
        """What the call took, by the server's own count if it has one."""
        told = completion.input_tokens is not None
        async with self._db.user(user_id) as connection:
            await usage.end_usage(
                connection,
                user_id,
                usage_id,
                model=completion.model,
                input_tokens=completion.input_tokens or 0,
                output_tokens=completion.output_tokens or 0,
                cost_micros=0,
                is_estimate=not told,
            )
