"""What the workflow of an action has done: the card, the decision, what it does, its outcome."""

from uuid import UUID

from temporalio import activity
from temporalio.client import Client

from activities.actions.cards import outcome_text
from activities.actions.kinds import KINDS, Kinds, action_kinds
from activities.actions.localizer import localizer_for
from activities.actions.start import nudge_action, start_action
from activities.heartbeat import heartbeating
from panager.channels.wake import wake
from panager.contracts.action import (
    ActionRef,
    ActionState,
    CardInput,
    ReviseInput,
    SettleInput,
    Written,
)
from panager.contracts.names import Activity
from panager.db import deliveries, effects, users
from panager.db.actions import actions, outcomes
from panager.db.actions import cards as action_cards
from panager.db.actions.actions import Action
from panager.db.conversation import messages
from panager.db.deliveries import DeliveryKind
from panager.db.pool import Connection, Database
from panager.db.users import Person
from panager.replies.results import Status, ToolResult
from panager.sentences import say


class ActionActivities:
    """Each may be done again and is done once."""

    def __init__(self, db: Database, client: Client, kinds: Kinds = KINDS) -> None:
        """The client is what kinds of actions act with."""
        self._db = db
        self._client = client
        self._kinds = action_kinds(db, client, kinds)

    @activity.defn(name=Activity.START_ACTION)
    async def start(self, input: ActionRef) -> None:
        """Have the card shown: once its turn has said all that it had to say, or waits for it."""
        async with self._db.user(input.user_id) as connection:
            action, _ = await _read(connection, input)
        await start_action(self._client, action)

    @activity.defn(name=Activity.SHOW_CARD)
    async def show(self, input: CardInput) -> Written | None:
        """Write the card of this revision down; None when a newer one has replaced it.

        It replaces older ones of its kind, so that no two of them wait for the same yes.
        """
        async with self._db.user(input.user_id) as connection:
            action, person = await _read(connection, input)
            if action.revision != input.revision or action.is_void:
                return None
            older = await action_cards.replace_older(connection, action)
            written = await _write(
                connection, action, person, "card", action.card, occurrence=input.revision
            )
        for action_id in older:
            await nudge_action(self._client, action_id)
        return written

    @activity.defn(name=Activity.SETTLE_ACTION)
    async def settle(self, input: SettleInput) -> ActionState:
        """The row says what was decided; what it says."""
        async with self._db.user(input.user_id) as connection:
            return await outcomes.decide(
                connection,
                input.user_id,
                input.action_id,
                state=input.state,
                decision_id=input.decision_id,
            )

    @activity.defn(name=Activity.REVISE_ACTION)
    async def revise(self, input: ReviseInput) -> None:
        """The row says what is shown and would be done now."""
        async with self._db.user(input.user_id) as connection:
            await action_cards.revise(
                connection,
                input.user_id,
                input.action_id,
                input.edit_id,
                revision=input.revision,
            )

    @activity.defn(name=Activity.EXECUTE_ACTION)
    async def execute(self, input: ActionRef) -> None:
        """Do exactly what was approved, and keep how it is taken back."""
        async with self._db.user(input.user_id) as connection:
            action, person = await _read(connection, input)
        if action.state is not ActionState.APPROVED:
            return
        kind = self._kinds[action.tool]
        async with heartbeating():
            result = await kind.execute(action, localizer_for(person, action.language))
        async with self._db.user(input.user_id) as connection:
            is_first = await _finish(connection, action, result)
            compensation = kind.compensation(action, result)
            if is_first and compensation is not None:
                await effects.insert_effect(
                    connection,
                    input.user_id,
                    effect_id=action.action_id,
                    turn_id=action.turn_id,
                    tool=action.tool,
                    compensation=compensation,
                )

    @activity.defn(name=Activity.CONCLUDE_ACTION)
    async def conclude(self, input: ActionRef) -> Written | None:
        """Write down what the person is told, and a model; what is not done by now has failed.

        A card that counts no more says so itself, as a message of its own would come between a
        newer card and its answer.
        """
        async with self._db.user(input.user_id) as connection:
            action, person = await _read(connection, input)
            if action.state is ActionState.APPROVED:
                await _finish(connection, action, ToolResult(status=Status.FAILED))
                action, person = await _read(connection, input)
            text = self._outcome_text(action, person)
            written = await _told(connection, action, person, text)
            await _insert_event(connection, action, person, text)
            await outcomes.mark_ended(connection, input.user_id, input.action_id)
        return written

    @activity.defn(name=Activity.FAIL_ACTION)
    async def fail(self, input: ActionRef) -> Written:
        """A fault of ours is in the way, wherever: it is over, and the person hears so.

        Does as little as it can, because what failed may be near.
        """
        async with self._db.user(input.user_id) as connection:
            action, person = await _read(connection, input)
            await outcomes.fail(connection, input.user_id, input.action_id)
            action, person = await _read(connection, input)
            text = say(action.language, "action.fault")
            await _insert_event(connection, action, person, text)
            return await _write(connection, action, person, "outcome", text)

    @activity.defn(name=Activity.WAKE_TURN)
    async def wake_turn(self, input: ActionRef) -> None:
        """Somebody shall read how it ended: the turn that waits, or a new one.

        When this does not get through the sweeper finds the event.
        """
        await wake(self._client, input.user_id)

    def _outcome_text(self, action: Action, person: Person) -> str:
        localizer = localizer_for(person, action.language)
        return outcome_text(self._kinds[action.tool], action, localizer)


async def _told(
    connection: Connection, action: Action, person: Person, text: str
) -> Written | None:
    if action.is_unseen:
        return None  # its person was told so instead of the card
    if not action.is_void:
        return await _write(connection, action, person, "outcome", text)
    delivery_id = await deliveries.close_card(connection, action.user_id, action.action_id, text)
    if delivery_id is None:
        return None
    return await _written(connection, person, delivery_id, is_shown=True)


async def _insert_event(connection: Connection, action: Action, person: Person, text: str) -> None:
    if action.has_event:
        # The conversation that it comes from, wherever the person has written since.
        channel = await messages.get_channel(connection, action.user_id, action.turn_id)
        await messages.insert_event(
            connection,
            action.user_id,
            channel=channel or person.channel,
            event_id=action.action_id,
            text=text,
        )


async def _read(connection: Connection, ref: ActionRef | CardInput) -> tuple[Action, Person]:
    action = await actions.get_action(connection, ref.user_id, ref.action_id)
    if action is None:
        raise LookupError(f"no action {ref.action_id}")
    return action, await users.get_person(connection, ref.user_id)


async def _finish(connection: Connection, action: Action, result: ToolResult) -> bool:
    failed = result.status is Status.FAILED
    return await outcomes.finish(
        connection,
        action.user_id,
        action.action_id,
        state=ActionState.FAILED if failed else ActionState.DONE,
        result=result.model_dump(mode="json", exclude_defaults=True),
    )


async def _write(
    connection: Connection,
    action: Action,
    person: Person,
    kind: DeliveryKind,
    text: str,
    *,
    occurrence: int = 0,
) -> Written:
    delivery_id = await deliveries.insert_delivery(
        connection,
        action.user_id,
        kind=kind,
        owner_id=action.action_id,
        channel=person.channel,
        text=text,
        occurrence=occurrence,
    )
    return await _written(connection, person, delivery_id)


async def _written(
    connection: Connection, person: Person, delivery_id: UUID, *, is_shown: bool = False
) -> Written:
    """An earlier attempt, or an earlier card, may have been for another channel."""
    channel = await deliveries.get_channel(connection, person.user_id, delivery_id)
    return Written(delivery_id=delivery_id, channel=channel, is_shown=is_shown)
