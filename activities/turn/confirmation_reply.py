"""Plain words of a person that code carries out, before any model is asked.

A yes or no right after a card decides it, and "undo" takes back what was done last. What has no
words at all, as a picture, is answered with the request for some.
"""

import asyncio
from uuid import UUID, uuid5

from langchain_core.messages import AIMessageChunk
from temporalio.client import Client

from activities.actions.kinds import KINDS, Kinds, action_kinds
from activities.actions.updates import answered_text, request_decision
from activities.calls.runner import BY_CODE
from activities.turn.typed_undo import undoing
from panager.contracts.action import Verdict
from panager.contracts.chat import ThinkInput
from panager.db.actions import outcomes
from panager.db.actions.actions import Action
from panager.db.conversation.messages import Inbound
from panager.db.conversation.turns import CurrentTurn
from panager.db.pool import Database
from panager.llm import carried, yes_no
from panager.llm.providers.calls import Completion
from panager.sentences import say

PATIENCE_S = 10.0


class ConfirmationReplies:
    """Reads a person's yes or no to a card, and sends what was decided to the action's workflow."""

    def __init__(self, db: Database, client: Client, kinds: Kinds = KINDS) -> None:
        """The client sends the verdict to the workflow of the action."""
        self._db = db
        self._client = client
        self._kinds = action_kinds(db, client, kinds)

    async def decide(self, input: ThinkInput, turn: CurrentTurn) -> Completion | None:
        """What to answer; None when a model must read what the person wrote.

        Only their whole message counts; a yes or no only when a card is the last thing that they
        saw. Beside an event it does not: a model must read that.
        """
        if (undo := undoing(turn)) is not None:
            return undo
        if turn.steps or turn.written != turn.open:
            return None
        if all(carried.has_no_words(one.text) for one in turn.open):
            return _completion(say(turn.person.language, "talk.attachment"))
        if not all(yes_no.may_answer(one.text) for one in turn.open):
            return None
        first = min(turn.open, key=lambda one: one.seq)
        decision_id = _decision_id(first)
        async with self._db.user(input.user_id) as connection:
            action = await outcomes.find_answerable(
                connection, input.user_id, first.message_id, decision_id=decision_id
            )
        if action is None:
            return None
        doing = self._kinds[action.tool].doing
        verdict = _verdict({yes_no.answer(one.text, doing=doing) for one in turn.open})
        return None if verdict is None else await self._send(action, verdict, decision_id)

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
        return _completion(answered_text(answered, verdict, action.language))


def _completion(text: str) -> Completion:
    return Completion(message=AIMessageChunk(content=text), model=BY_CODE)


def _verdict(answers: set[bool | None]) -> Verdict | None:
    """What all answers say together; "yes" and "no" together are neither."""
    if answers == {True}:
        return Verdict.APPROVE
    return Verdict.REJECT if answers == {False} else None


def _decision_id(message: Inbound) -> UUID:
    """The id of the decision in this message, another one when it is edited."""
    return uuid5(message.message_id, str(message.seq))
