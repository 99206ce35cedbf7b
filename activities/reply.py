"""Makes a turn's answer final."""

from dataclasses import dataclass

from temporalio import activity
from temporalio.client import Client

from activities.evidence import any_stands, touched_reminders
from panager.contracts.chat import CommitInput, CommitResult, Failure
from panager.contracts.delivery import Channel
from panager.contracts.names import Activity
from panager.db import deliveries, messages, turns
from panager.db.pool import Database
from panager.llm.promises import promises_reminder
from panager.sentences import language_of, say

FAILURE_SENTENCE = {
    Failure.FAILED: "turn.failed",
    Failure.TOO_MANY_STEPS: "turn.too_many_steps",
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What leaves, where, and the last message that it knows of (None: all)."""

    text: str
    channel: Channel
    read_upto: int | None


class ReplyActivities:
    """Claims the answered messages and writes the reply down, in one transaction."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client looks whether a promised reminder runs."""
        self._db = db
        self._client = client

    @activity.defn(name=Activity.COMMIT_REPLY)
    async def commit(self, input: CommitInput) -> CommitResult:
        """Once per turn, however often it is called; nothing to answer, nothing to send."""
        answer = await self._answer(input)
        async with self._db.user(input.user_id) as connection:
            await turns.end_turn(
                connection,
                input.user_id,
                input.turn_id,
                state="failed" if input.failure else "answered",
            )
            if not await messages.claim(
                connection, input.user_id, input.turn_id, upto=answer.read_upto
            ):
                return CommitResult()
            delivery_id = await deliveries.insert_delivery(
                connection,
                input.user_id,
                kind="reply",
                owner_id=input.turn_id,
                channel=answer.channel,
                text=answer.text,
            )
        return CommitResult(delivery_ids=(delivery_id,), channel=answer.channel)

    async def _answer(self, input: CommitInput) -> Answer:
        async with self._db.user(input.user_id) as connection:
            turn = await turns.get_current(connection, input.user_id, input.turn_id)
        asked = turn.open[-1].text if turn.open else ""
        language = language_of(asked, turn.person.language)
        channel = turn.person.channel
        if input.failure:
            apology = say(language, FAILURE_SENTENCE[input.failure])
            return Answer(text=apology, channel=channel, read_upto=None)
        step = turn.step(input.step)
        if step is None:
            raise LookupError(f"turn {input.turn_id} has no step {input.step}")
        ids = touched_reminders(turn.results)
        text = step.body["text"] or say(language, "turn.failed")
        if promises_reminder(text) and not await any_stands(
            self._db, self._client, input.user_id, ids
        ):
            activity.logger.warning("promise_without_reminder")
            text = say(language, "guard.no_reminder")
        return Answer(text=text, channel=channel, read_upto=step.body["read_upto"])
