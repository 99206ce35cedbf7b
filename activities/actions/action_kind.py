"""What every kind of action must be able to do."""

import re
from enum import StrEnum
from typing import ClassVar, Protocol

from activities.actions.localizer import Localizer
from panager.contracts.action import OutcomeTo
from panager.db.actions.actions import Action, Args
from panager.db.effects import Compensation
from panager.replies.results import ToolResult


class EditProblem(StrEnum):
    """Why a card cannot be changed so."""

    UNCLEAR = "unclear"
    """It is not clear what should be different."""
    NOTHING_LEFT = "nothing_left"
    """There would be nothing left to do."""


class ActionKind(Protocol):
    """One kind of action. Only its arguments count: what they say is shown and is done."""

    tool: ClassVar[str]
    outcome_to: ClassVar[OutcomeTo]
    doing: ClassVar[re.Pattern[str]]
    """Words of a yes that only repeat what would be done: "yes, cancel them"."""

    def title(self, args: Args, localizer: Localizer) -> str:
        """What would be done, in a few words."""
        ...

    def card(self, args: Args, localizer: Localizer) -> str:
        """What would be done, in full."""
        ...

    def edit(self, args: Args, wish: str) -> Args | EditProblem:
        """What would be done instead, as the person wishes."""
        ...

    async def execute(self, action: Action, localizer: Localizer) -> ToolResult:
        """Do what the arguments of the action say and nothing else; again is once."""
        ...

    def outcome(self, args: Args, result: ToolResult, localizer: Localizer) -> str:
        """What was done, and how it can be taken back."""
        ...

    def compensation(self, action: Action, result: ToolResult) -> Compensation | None:
        """How it is taken back; None when it cannot be."""
        ...
