"""Undo: the last thing that was changed is taken back."""

from panager.contracts.names import Queue
from panager.features.feature import Activities, Feature, Parts, Tools


class Undo(Feature):
    """Keeps how each change is taken back."""

    tables = ("effects",)

    def tools(self) -> Tools:
        from activities.undo.tool import UNDO

        return [UNDO]

    def activities(self, parts: Parts) -> Activities:
        from activities.undo.tool import UndoTools

        return {Queue.CHAT: [UndoTools(parts.db, parts.client).undo]}
