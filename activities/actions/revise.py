"""Changing what a card shows and what would be done."""

from uuid import UUID

from temporalio.client import Client

from activities.actions.action_kind import EditProblem
from activities.actions.cards import card_text
from activities.actions.kinds import action_kinds
from activities.actions.localizer import localizer_for
from activities.actions.updates import Answered, request_edit
from panager.contracts.action import EDITABLE_ACTIONS
from panager.db.actions.actions import Action
from panager.db.pool import Database
from panager.db.users import Person


async def change_action(
    db: Database,
    client: Client,
    action: Action,
    person: Person,
    wish: str,
    *,
    revision: int,
    edit_id: UUID,
) -> Answered | EditProblem:
    """Show another card instead of the one of `revision`, or say why that cannot be."""
    kind = action_kinds(db, client)[action.tool]
    args = kind.edit(action.args, wish) if kind.tool in EDITABLE_ACTIONS else EditProblem.UNCLEAR
    if isinstance(args, EditProblem) and action.revision == revision:
        return args
    # What is wished of an older card is not read: the workflow refuses it.
    args = action.args if isinstance(args, EditProblem) else args
    localizer = localizer_for(person, action.language)
    card = card_text(kind.card(args, localizer), localizer, action.expires_at)
    return await request_edit(
        db, client, action, revision=revision, edit_id=edit_id, args=args, card=card
    )
