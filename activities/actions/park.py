"""Tools that need their person first: the call is parked until an action has ended."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from activities.actions.action_kind import ActionKind
from activities.actions.cards import card_text
from activities.actions.localizer import localizer_for
from activities.calls.call import Call
from panager.contracts import limits
from panager.contracts.action import OutcomeTo
from panager.db.actions import cards as action_cards
from panager.db.actions.actions import Args
from panager.db.pool import Connection
from panager.replies.results import Status, ToolResult


async def park(
    connection: Connection,
    call: Call,
    kind: ActionKind,
    args: Args,
    *,
    expires_after: timedelta = limits.ACTION_EXPIRY,
    wait: timedelta = limits.PARKED_WAIT,
) -> ToolResult:
    """Propose an action of this kind, once per call, and answer that the call waits for it.

    The tool answers this instead of doing anything; how the action ended comes back as its kind
    says (`OutcomeTo`). `wait`: how long the turn waits, where it does.
    """
    localizer = localizer_for(call.person, call.language)
    expires_at = (datetime.now(UTC) + expires_after).replace(microsecond=0)
    action_id = action_id_of(call)
    await action_cards.lock(connection, call.person.user_id)
    await action_cards.put_action(
        connection,
        call.person.user_id,
        action_id=action_id,
        turn_id=call.turn_id,
        tool=kind.tool,
        language=call.language,
        args=args,
        card=card_text(kind.card(args, localizer), localizer, expires_at),
        expires_at=expires_at,
        outcome_to=kind.outcome_to,
    )
    waits = kind.outcome_to is OutcomeTo.WAITING_TURN
    return ToolResult(
        status=Status.PARKED,
        action_id=str(action_id),
        wait_s=wait.total_seconds() if waits else 0,
    )


def action_id_of(call: Call) -> UUID:
    """The action that this call waits for."""
    return uuid5(call.id, "action")
