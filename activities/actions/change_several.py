"""Everything that a card has shown and a turn may not do by itself."""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from temporalio.client import Client

from activities.actions.action_kind import EditProblem
from activities.actions.change_lines import line_of, name_of, shown
from activities.actions.execute import Executor, id_of
from activities.actions.localizer import Localizer
from activities.actions.selection import numbers_to_keep
from activities.changes.compensations import CancelReminders, Several
from activities.changes.planned_changes import ChangeDeed, Deed, Deeds, MakeDeed
from panager.contracts.action import CHANGE_SEVERAL, OutcomeTo
from panager.contracts.reminder import Verb
from panager.db.actions.actions import Action, Args
from panager.db.effects import Compensation
from panager.db.pool import Database
from panager.replies.results import Status, ToolResult

CANCEL: Final = "cancel_all"
WORDS: Final = (
    r"취소|삭제|제거|변경|미루기|(?:취소|삭제|제거|변경)?해(?:도|줘|줘요|주세요)?|"
    r"지워(?:도|줘|줘요|주세요)?|없애(?:줘|주세요)?|바꿔(?:도|줘|줘요|주세요)?|"
    r"미뤄(?:도|줘|줘요|주세요)?|cancel|delete|remove|clear|change|move|postpone|do"
)


class ChangeSeveral:
    """The one kind that there is: changes of reminders and settings."""

    tool: ClassVar[str] = CHANGE_SEVERAL
    outcome_to: ClassVar[OutcomeTo] = OutcomeTo.PERSON
    doing: ClassVar[re.Pattern[str]] = re.compile(WORDS, re.IGNORECASE)

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    def title(self, args: Args, localizer: Localizer) -> str:
        deeds = read(args)
        return localizer.say(f"action.{_what(deeds)}_title", n=len(deeds))

    def card(self, args: Args, localizer: Localizer) -> str:
        """Every one of them, with a number."""
        return card(read(args), localizer)

    def edit(self, args: Args, wish: str) -> Args | EditProblem:
        """`wish`: the numbers or words of those to leave alone."""
        deeds = read(args)
        kept = numbers_to_keep(wish, [name_of(deed) for deed in deeds])
        if not kept:
            return EditProblem.UNCLEAR
        left = [deed for number, deed in enumerate(deeds, start=1) if number not in kept]
        return Deeds(deeds=left).model_dump(mode="json") if left else EditProblem.NOTHING_LEFT

    async def execute(self, action: Action, localizer: Localizer) -> ToolResult:
        """Does what is still as it was shown; what was changed since then is left alone."""
        executor = Executor(self._db, self._client, action)
        done = [
            number
            for number, deed in enumerate(read(action.args), start=1)
            if await executor.do(deed)
        ]
        return ToolResult(status=Status.CARRIED_OUT, done=done)

    def outcome(self, args: Args, result: ToolResult, localizer: Localizer) -> str:
        """What was done, and what was not."""
        deeds = read(args)
        what = _what(deeds)
        done = [deed for number, deed in enumerate(deeds, start=1) if number in result.done]
        left = [deed for number, deed in enumerate(deeds, start=1) if number not in result.done]
        lines: list[str] = []
        if done:
            lines = [
                localizer.say(f"action.{what}_done", n=len(done)),
                *_lines(done, localizer, what),
            ]
            lines.append(localizer.say("action.undo"))
        if left:
            lines += [localizer.say("action.left", n=len(left)), *_lines(left, localizer, what)]
        return "\n".join(lines)

    def compensation(self, action: Action, result: ToolResult) -> Compensation | None:
        """All that was done is taken back, the last first."""
        done = [
            CancelReminders(reminder_ids=[id_of(action, deed)])
            if isinstance(deed, MakeDeed)
            else deed.compensation
            for number, deed in enumerate(read(action.args), start=1)
            if number in result.done
        ]
        return Several(done=done).model_dump(mode="json") if done else None


def read(args: Args) -> list[Deed]:
    """What is frozen in the arguments of an action."""
    return Deeds.model_validate(args).deeds


def card(deeds: Sequence[Deed], localizer: Localizer) -> str:
    """What would be done, in full."""
    what = _what(deeds)
    return "\n".join(
        [localizer.say(f"action.{what}", n=len(deeds)), *_lines(deeds, localizer, what)]
    )


def _lines(deeds: Sequence[Deed], localizer: Localizer, what: str) -> list[str]:
    line = shown if what == CANCEL else line_of
    return [
        localizer.say("deed.line", number=number, deed=line(deed, localizer))
        for number, deed in enumerate(deeds, start=1)
    ]


def _what(deeds: Sequence[Deed]) -> str:
    """Cancelling has words of its own, as it is what most cards are about."""
    cancels = all(isinstance(one, ChangeDeed) and one.verb is Verb.CANCEL for one in deeds)
    return CANCEL if cancels else "change_several"
