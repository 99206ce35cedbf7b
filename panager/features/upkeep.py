"""Upkeep: what an outage tore apart is found and mended, and whether all is well."""

from panager.contracts.names import Queue
from panager.features.feature import (
    Activities,
    Checks,
    Feature,
    Parts,
    Routers,
    Workflows,
)


class Upkeep(Feature):
    """Of no person in particular."""

    def workflows(self) -> Workflows:
        """One for the whole namespace."""
        from workflows.reconcile import ReconcileWorkflow

        return {Queue.REMINDERS: [ReconcileWorkflow]}

    def activities(self, parts: Parts) -> Activities:
        """A round of comparing the rows with the workflows."""
        from activities.upkeep.reconcile import ReconcileActivities

        reconcile = ReconcileActivities(parts.db, parts.client, parts.report)
        return {Queue.REMINDERS: [reconcile.reconcile]}

    def routers(self) -> Routers:
        """Whether it lives, and whether it is ready."""
        from panager.api import health

        return [health.router]

    def checks(self) -> Checks:
        """What our own processes last found out, and what is overdue."""
        from panager.doctor import at_work

        return [at_work.diagnose]
