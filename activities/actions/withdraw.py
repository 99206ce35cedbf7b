"""Takes back what a turn that was stopped has proposed."""

from uuid import UUID

from temporalio.client import Client

from activities.actions.start import nudge_action
from panager.db.actions import cards as action_cards
from panager.db.pool import Database


async def withdraw_proposed(db: Database, client: Client, user_id: UUID, turn_id: UUID) -> None:
    """Nothing of it is done, and cards that are shown already say so."""
    async with db.user(user_id) as connection:
        shown = await action_cards.drop_proposed(connection, user_id, turn_id)
    for action_id in shown:
        await nudge_action(client, action_id)
