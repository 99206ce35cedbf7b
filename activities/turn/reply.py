"""Makes a turn's answer final."""

from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio import activity
from temporalio.client import Client

from activities.actions.withdraw import withdraw_proposed
from activities.calls.runner import BY_CODE
from activities.turn.notices import write_notices
from activities.turn.promise_guard import any_stands, promises_reminder, touched_reminders
from activities.turn.results_text import changes_told
from activities.turn.stop import stopped_text
from activities.turn.summary import start_summary
from panager.contracts import limits
from panager.contracts.action import OutcomeTo
from panager.contracts.chat import AbandonInput, CommitInput, CommitResult, Failure
from panager.contracts.names import Activity
from panager.db import deliveries
from panager.db.actions import cards as action_cards
from panager.db.actions.actions import Action
from panager.db.conversation import messages, summaries, turns
from panager.db.conversation.turns import CurrentTurn
from panager.db.pool import Database
from panager.llm import carried
from panager.sentences import Language, language_of, say
from panager.settings import OFFLINE
from panager.when import render

APOLOGIES = {
    Failure.FAILED: "turn.failed",
    Failure.TOO_MANY_STEPS: "turn.too_many_steps",
    Failure.NO_MODEL: "turn.no_model",
    Failure.KEY_REFUSED: "turn.key_refused",
    Failure.REQUEST_INVALID: "turn.request_invalid",
    Failure.NO_PRICE: "turn.no_price",
    Failure.CONTEXT_TOO_LONG: "turn.context_too_long",
    Failure.REQUEST_REFUSED: "turn.request_refused",
    Failure.BUDGET_SPENT: "turn.budget_spent",
    Failure.TURN_TOO_LONG: "turn.turn_too_long",
    Failure.TOO_FAST: "turn.too_fast",
}
STATES = {None: "answered", Failure.STOPPED: "stopped"}
"""Of a turn that ends so; the others have failed."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What leaves, and the last message that it knows of (None: all)."""

    text: str
    read_upto: int | None


class ReplyActivities:
    """Claims the answered messages and writes the reply down, in one transaction."""

    def __init__(self, db: Database, client: Client, *, sums_up: bool = False) -> None:
        """The client looks whether a promised reminder runs.

        `sums_up`: whether there are models that can sum up a long conversation.
        """
        self._db = db
        self._client = client
        self._sums_up = sums_up

    @activity.defn(name=Activity.COMMIT_REPLY)
    async def commit(self, input: CommitInput) -> CommitResult:
        """Once per turn, however often it is called; nothing to answer, nothing to send.

        What the person must hear before the answer is written down with it, and goes first.
        """
        async with self._db.user(input.user_id) as connection:
            turn = await turns.get_current(connection, input.user_id, input.turn_id)
        answer = await self._answer(input, turn)
        if input.failure is Failure.STOPPED:
            await withdraw_proposed(self._db, self._client, input.user_id, input.turn_id)
        async with self._db.user(input.user_id) as connection:
            await turns.end_turn(
                connection,
                input.user_id,
                input.turn_id,
                state=STATES.get(input.failure, "failed"),
            )
            if not await messages.claim(
                connection,
                input.user_id,
                input.turn_id,
                channel=turn.person.channel,
                upto=answer.read_upto,
            ):
                return CommitResult(is_followed=turn.is_followed)
            proposed = [
                action
                for action in await action_cards.list_proposed(
                    connection, input.user_id, input.turn_id
                )
                if action.outcome_to is not OutcomeTo.WAITING_TURN  # whose cards are shown
            ]
            notice_ids = await write_notices(connection, input.turn_id, turn)
            delivery_id = await deliveries.insert_delivery(
                connection,
                input.user_id,
                kind="reply",
                owner_id=input.turn_id,
                channel=turn.person.channel,
                text=answer.text if not proposed else _before_card(answer.text, proposed[0]),
            )
            is_long = self._sums_up and await summaries.is_due(connection, input.user_id)
        if is_long:
            await start_summary(self._client, input.user_id)
        return CommitResult(
            delivery_ids=(*notice_ids, delivery_id),
            channel=turn.person.channel,
            is_followed=turn.is_followed,
            action_ids=tuple(action.action_id for action in proposed),
        )

    @activity.defn(name=Activity.ABANDON_TURN)
    async def abandon(self, input: AbandonInput) -> None:
        """The turn has failed and what it has read stays without an answer.

        So the next message is answered. Does as little as it can: what failed before may be near.
        """
        user_id, turn_id = input.user_id, input.turn_id
        async with self._db.user(user_id) as connection:
            await turns.end_turn(connection, user_id, turn_id, state="failed")
            await action_cards.drop_proposed(connection, user_id, turn_id)
            channel = await messages.get_channel(connection, user_id, turn_id)
            if channel is not None:
                upto = await turns.get_read_upto(connection, user_id, turn_id)
                await messages.claim(connection, user_id, turn_id, channel=channel, upto=upto)

    async def _answer(self, input: CommitInput, turn: CurrentTurn) -> Answer:
        if input.failure is Failure.STOPPED:
            return await self._stopped(turn)
        asked = turn.open[-1].text if turn.open else ""
        language = language_of(asked, turn.person.language)
        if input.failure:
            text = say(language, APOLOGIES[input.failure])
            return Answer(text=_with_changes(text, turn, language, most=0), read_upto=None)
        step = turn.step(input.step)
        if step is None:
            raise LookupError(f"turn {input.turn_id} has no step {input.step}")
        ids = touched_reminders(turn.results)
        text = step.body["text"].strip() or say(language, "turn.failed")
        if promises_reminder(text) and not await any_stands(
            self._db, self._client, input.user_id, ids
        ):
            activity.logger.warning("promise_without_reminder")
            text = say(language, "guard.no_reminder")
        if step.body["model"] not in (BY_CODE, OFFLINE):
            # A model may leave out, or not have been told, what it has changed.
            text = _with_changes(text, turn, language, most=1)
        if step.body.get("had_tools") is False:
            text = f"{text}\n\n{say(language, 'turn.no_tools')}"
        read_upto: int = step.body["read_upto"]
        read = [one.text for one in turn.written if one.seq <= read_upto]
        if any(carried.is_beside_words(one) for one in read):
            text = f"{text}\n\n{say(language, 'turn.not_looked_at')}"
        return Answer(text=_excused(text, turn, read_upto), read_upto=read_upto)

    async def _stopped(self, turn: CurrentTurn) -> Answer:
        """Only what is here by now: what comes later wants an answer of its own."""
        person = turn.person
        # The last message may be the word "stop", which Koreans say as well.
        language = language_of(turn.open[0].text if turn.open else "", person.language)
        async with self._db.user(person.user_id) as connection:
            text = await stopped_text(connection, turn, language)
        return Answer(text=text, read_upto=max((one.seq for one in turn.open), default=None))


def _with_changes(text: str, turn: CurrentTurn, language: Language, *, most: int) -> str:
    """The answer, and below it what was changed, when that is more than `most` things."""
    changes = changes_told(turn, language)
    if len(changes) <= most:
        return text
    return "\n".join([text, "", say(language, "turn.changes"), *(f"• {one}" for one in changes)])


def _before_card(text: str, action: Action) -> str:
    """The answer ends with what the yes or no that comes next is about."""
    return f"{text}\n\n{say(action.language, 'action.follows')}"


def _excused(text: str, turn: CurrentTurn, read_upto: int) -> str:
    """The answer; to a message that waited very long, whatever the reason, it says so first."""
    now = datetime.now(UTC)
    oldest = min(
        (one for one in turn.written if one.seq <= read_upto),
        key=lambda one: one.received_at,
        default=None,
    )
    if oldest is None or now - oldest.received_at <= limits.LONG_MISSED:
        return text
    language = language_of(turn.open[-1].text, turn.person.language)
    written = render(oldest.received_at, zone=turn.person.zone, language=language, now=now)
    return f"{say(language, 'notice.late_answer', written=written)}\n{text}"
