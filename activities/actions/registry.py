"""The kinds of actions that there are, by the name of their tool."""

from collections.abc import Mapping
from typing import Final

from temporalio.client import Client

from activities.actions.cancel_all import CancelAll
from activities.actions.kinds import ActionKind
from panager.db.pool import Database

KINDS: Final = (CancelAll,)
EDITABLE: Final = frozenset(kind.tool for kind in KINDS if kind.is_editable)
"""Tools whose cards can be changed."""


def action_kinds(db: Database, client: Client) -> Mapping[str, ActionKind]:
    """Ready to be used."""
    kinds: dict[str, ActionKind] = {kind.tool: kind(db, client) for kind in KINDS}
    return kinds
