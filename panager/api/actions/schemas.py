"""Actions as the API takes decisions about them and shows them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panager.contracts.action import ActionState
from panager.contracts.names import action_workflow_id
from panager.db.actions import actions

Revision = Annotated[
    int, Field(ge=1, le=2**31 - 1, description="Of the card that the person has seen.")
]


class Decision(BaseModel):
    """About which card it is decided."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision


class ActionEdit(BaseModel):
    """What should be left out of what would be done."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    keep: Annotated[list[Annotated[int, Field(ge=1, le=999)]], Field(min_length=1, max_length=200)]
    """Numbers on the card of what should stay as it is."""


class Action(BaseModel):
    """Something that is done only when its person says yes to its card."""

    id: UUID
    tool: str
    state: ActionState
    revision: int
    """Of the newest card; only that one can be decided."""
    card: str
    """Exactly what would be done."""
    workflow_id: str
    created_at: datetime
    expires_at: datetime
    decided_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, row: actions.Action) -> Self:
        """As the database has it."""
        return cls(
            id=row.action_id,
            tool=row.tool,
            state=row.state,
            revision=row.revision,
            card=row.card,
            workflow_id=action_workflow_id(row.action_id),
            created_at=row.created_at,
            expires_at=row.expires_at,
            decided_at=row.decided_at,
            ended_at=row.ended_at,
        )


class ActionList(BaseModel):
    """Newest first."""

    items: list[Action]
