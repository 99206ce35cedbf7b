"""The promise guard: no answer that promises a reminder leaves without one behind it.

A promise is recognised by its words; what stands behind it are the reminders that this turn touched
and that really run.
"""

import re
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from panager.contracts.names import reminder_workflow_id
from panager.db import reminders
from panager.db.conversation.turns import Step
from panager.db.pool import Database

_PROMISES: Final = re.compile(
    r"""
    (알려|리마인드|알림|깨워|말씀|챙겨|말해)\s*(을|를)?\s*(보내|해)?\s*
        (드릴게|줄게|드리겠|주겠|드릴\s?거|줄\s?거)
    | (알림|리마인더|리마인드)[^.?!\n]{0,20}
        (설정|등록|예약|추가|저장)\s*(했|해\s?뒀|해\s?두었|해\s?놓|됐|되었|완료|할게|하겠)
    | (알림|리마인더)[^.?!\n]{0,20}(맞춰|잡아|걸어)\s*(뒀|놨|두었|놓았|드렸|드릴|줄)
    | (알림|리마인더)(이|가|은|는)?\s*(매\S+\s*|계속\s*|다시\s*)?(갈|올|울릴)\s?(거|것)
    | (다시|계속|또|마다)\s*(여쭤|물어)\s*(봐|볼|보)\s?(드릴|게|겠|줄)
    | 잊지\s*않(게|도록)[^.?!\n]{0,20}(게요|겠)
    | \b(i(['’]ll|\s+will|['’]m\s+going\s+to|\s+am\s+going\s+to)|we(['’]ll|\s+will)|let\s+me)
        \s+(\w+\s+){0,2}?(remind|notify|ping|nudge|wake|alert|let\s+you\s+know|message\s+you)
    | \b(i(['’]ve|\s+have)?)\s+(just\s+)?(set|scheduled|created|added|saved|put)
        [^.?!\n]{0,30}\b(reminder|alarm)
    | \breminder\b[^.?!\n]{0,20}\b(is|has\s+been|was)\s+(now\s+)?(set|scheduled|created|saved|added)
    | \byou(['’]ll|\s+will)\s+(be\s+reminded|get\s+a\s+reminder|hear\s+from\s+me)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def promises_reminder(text: str) -> bool:
    """Whether a reader would take this as a promise to be reminded."""
    return _PROMISES.search(text) is not None


def touched_reminders(results: Iterable[Step]) -> list[UUID]:
    """The reminders that tool calls of this turn made or changed, as they reported."""
    ids = (step.body.get("reminder_id") for step in results)
    return [UUID(reminder_id) for reminder_id in ids if reminder_id]


async def any_stands(db: Database, client: Client, user_id: UUID, ids: Iterable[UUID]) -> bool:
    """Whether one of them is scheduled with a running workflow, or was delivered already."""
    for reminder_id in ids:
        async with db.user(user_id) as connection:
            reminder = await reminders.get_reminder(connection, user_id, reminder_id)
        if reminder is None:
            continue
        if reminder.state == "delivered":
            return True
        if reminder.state == "scheduled" and await _runs(client, reminder_id):
            return True
    return False


async def _runs(client: Client, reminder_id: UUID) -> bool:
    try:
        description = await client.get_workflow_handle(reminder_workflow_id(reminder_id)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    # Completed: it was delivered since the row was read.
    return description.status in (
        WorkflowExecutionStatus.RUNNING,
        WorkflowExecutionStatus.COMPLETED,
    )
