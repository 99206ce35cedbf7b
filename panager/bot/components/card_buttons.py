"""The buttons under a card: yes and no."""

from typing import Final

from activities.actions.updates import answered_text, request_decision
from panager.bot.answering import Answer
from panager.bot.visitors import Visitor
from panager.contracts.action import Verdict
from panager.contracts.buttons import ActionButton, CardPress
from panager.db.actions import actions
from panager.db.actions.actions import Action

VERDICTS: Final = {CardPress.APPROVE: Verdict.APPROVE, CardPress.REJECT: Verdict.REJECT}


async def find_action(visitor: Visitor, button: ActionButton) -> Action | None:
    """The action, if it is this person's."""
    async with visitor.parts.db.user(visitor.user_id) as connection:
        return await actions.get_action(connection, visitor.user_id, button.action_id)


async def press_card(visitor: Visitor, button: ActionButton) -> Answer:
    """Decide, if it is the person's own card, the newest, and nobody has decided."""
    action = await find_action(visitor, button)
    if action is None:
        return Answer(text=visitor.say("action.not_yours"))
    verdict = VERDICTS[button.press]
    answered = await request_decision(
        visitor.parts.db,
        visitor.parts.temporal,
        action,
        verdict,
        revision=button.revision,
        decision_id=visitor.request_id,
    )
    return Answer(text=answered_text(answered, verdict, action.language))
