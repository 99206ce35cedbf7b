"""The kinds of actions that there are, by the name that their rows have."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from temporalio.client import Client

from activities.actions.action_kind import ActionKind
from activities.actions.change_several import ChangeSeveral
from panager.db.pool import Database

type Kinds = Sequence[Callable[[Database, Client], ActionKind]]

KINDS: Final = (ChangeSeveral,)


def action_kinds(db: Database, client: Client, kinds: Kinds = KINDS) -> Mapping[str, ActionKind]:
    """Ready to be used."""
    ready = (kind(db, client) for kind in kinds)
    return {kind.tool: kind for kind in ready}
