"""Actions: what a person must confirm on a card before it is done."""

from panager.contracts.names import Queue
from panager.features.feature import Activities, Feature, Parts, Routers, Tools, Workflows


class Actions(Feature):
    """Cards, their buttons, and what they carry out."""

    tables = ("actions",)

    def tools(self) -> Tools:
        """All that only show a card."""
        from activities.actions.tools import CANCEL_ALL_REMINDERS

        return [CANCEL_ALL_REMINDERS]

    def workflows(self) -> Workflows:
        from workflows.action import ActionWorkflow

        return {Queue.CHAT: [ActionWorkflow]}

    def activities(self, parts: Parts) -> Activities:
        """Showing, deciding and carrying out."""
        from activities.actions.activities import ActionActivities
        from activities.actions.tools import ActionTools

        actions = ActionActivities(parts.db, parts.client, parts.action_kinds)
        return {
            Queue.CHAT: [
                ActionTools(parts.db).cancel_all_reminders,
                actions.start,
                actions.show,
                actions.settle,
                actions.revise,
                actions.execute,
                actions.conclude,
                actions.fail,
                actions.wake_turn,
            ]
        }

    def routers(self) -> Routers:
        from panager.api.actions import routes

        return [routes.router]
