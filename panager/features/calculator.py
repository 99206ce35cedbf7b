"""Sums, so that no model has to guess them."""

from panager.contracts.names import Queue
from panager.features.feature import Activities, Feature, Parts, Tools


class Calculator(Feature):
    """One tool and nothing else."""

    def tools(self) -> Tools:
        from activities.tools.declared_tools import CALCULATE

        return [CALCULATE]

    def activities(self, parts: Parts) -> Activities:
        from activities.tools import calculator

        return {Queue.CHAT: [calculator.Calculator(parts.db).calculate]}
