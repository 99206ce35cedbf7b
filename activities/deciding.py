"""A plain yes or no right after a card decides it, before any model is asked."""

import asyncio
from uuid import UUID, uuid5

from langchain_core.messages import AIMessageChunk
from temporalio.client import Client

from activities.actions.registry import action_kinds
from activities.actions.updates import answered_text, request_decision
from panager.contracts.action import Verdict
from panager.contracts.chat import ThinkInput
from panager.db import actions
from panager.db.actions import Action
from panager.db.messages import Inbound
from panager.db.pool import Database
from panager.db.turns import CurrentTurn
from panager.llm import yes_no
from panager.llm.calls import Completion

PATIENCE_S = 10.0


class Decider:
    """Reads answers to cards; what is done about them is told apart from the turn's answer."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the verdict to the workflow of the action."""
        self._db = db
        self._client = client
        self._kinds = action_kinds(db, client)

    async def decide(self, input: ThinkInput, turn: CurrentTurn) -> Completion | None:
        """What to answer; None when a model must read what the person wrote.

        Only their whole message counts, and only when a card is the last thing that they saw.
        """
        if turn.steps or len(turn.open) != 1 or not yes_no.may_answer(turn.open[0].text):
            return None
        [message] = turn.open
        decision_id = _decision_id(message)
        async with self._db.user(input.user_id) as connection:
            action = await actions.find_answerable(
                connection,
                input.user_id,
                input.turn_id,
                seq=message.seq,
                decision_id=decision_id,
            )
        if action is None:
            return None
        is_yes = yes_no.answer(message.text, doing=self._kinds[action.tool].doing)
        if is_yes is None:
            return None
        return await self._send(action, Verdict.APPROVE if is_yes else Verdict.REJECT, decision_id)

    async def _send(self, action: Action, verdict: Verdict, decision_id: UUID) -> Completion:
        async with asyncio.timeout(PATIENCE_S):
            answered = await request_decision(
                self._db,
                self._client,
                action,
                verdict,
                revision=action.revision,
                decision_id=decision_id,
            )
        text = answered_text(answered, verdict, action.language)
        return Completion(message=AIMessageChunk(content=text), model="")


def _decision_id(message: Inbound) -> UUID:
    """Of these words: a message that is edited gets another number."""
    return uuid5(message.message_id, str(message.seq))
