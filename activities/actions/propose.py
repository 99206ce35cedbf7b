"""Puts what a turn may not do by itself onto the turn's one card."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from activities.actions import change_lines, change_several
from activities.actions.cards import card_text
from activities.actions.change_several import ChangeSeveral
from activities.actions.localizer import localizer_for
from activities.calls.call import Call
from activities.changes.planned_changes import ChangeDeed, Deed, Deeds, MakeDeed, SetDeed
from panager.contracts import limits
from panager.db.actions import actions
from panager.db.actions import cards as action_cards
from panager.db.pool import Connection
from panager.replies.results import Status, ToolResult


async def propose_deed(connection: Connection, call: Call, deed: Deed) -> ToolResult:
    """One more line of the card."""
    await propose(connection, call, [deed])
    return ToolResult(status=Status.WAITING, text=change_lines.name_of(deed))


async def propose(
    connection: Connection,
    call: Call,
    deeds: Sequence[Deed],
    *,
    expires_after: timedelta = limits.ACTION_EXPIRY,
) -> None:
    """Show these too; once per call. Of several about one reminder the last counts.

    The card is shown when the turn has said everything else (`ActionActivities.start`), so that a
    yes can only be about the card.
    """
    user_id = call.person.user_id
    await action_cards.lock(connection, user_id)
    known = await actions.get_action(connection, user_id, _card_id(call))
    before = [] if known is None else change_several.read(known.args)
    same = {_about(deed) for deed in deeds}
    shown = [*(deed for deed in before if _about(deed) not in same), *deeds]
    expires_at = (datetime.now(UTC) + expires_after).replace(microsecond=0)
    localizer = localizer_for(call.person, call.language if known is None else known.language)
    await action_cards.put_action(
        connection,
        user_id,
        action_id=_card_id(call),
        turn_id=call.turn_id,
        tool=ChangeSeveral.tool,
        language=localizer.language,
        args=Deeds(deeds=shown).model_dump(mode="json"),
        card=card_text(change_several.card(shown, localizer), localizer, expires_at),
        expires_at=expires_at,
    )


async def is_proposed(connection: Connection, call: Call) -> bool:
    """Whether this very call has put something onto the card before."""
    known = await actions.get_action(connection, call.person.user_id, _card_id(call))
    return known is not None and any(
        one.call_id == call.id for one in change_several.read(known.args)
    )


def _card_id(call: Call) -> UUID:
    return uuid5(call.turn_id, "card")


def _about(deed: Deed) -> object:
    match deed:
        case ChangeDeed():
            return deed.reminder_id
        case SetDeed():
            return frozenset(deed.after.model_fields_set)
        case MakeDeed():
            return deed.call_id
