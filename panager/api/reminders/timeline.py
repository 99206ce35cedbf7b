"""What happened to a reminder, for people who want to know why."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from panager import timeline
from panager.api.conversation.schemas import is_within_years
from panager.api.dependencies import Running, User
from panager.api.reminders.schemas import CursorError
from panager.api.reminders.send_change import get_row
from panager.db import occurrences, users
from panager.db import timeline as entries
from panager.db.timeline import Place
from panager.timeline import Teller

router = APIRouter(prefix="/v1/reminders", tags=["reminders"])


class TimelineItem(BaseModel):
    """One thing that happened, or that comes next."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    kind: timeline.StoryKind
    sentence: str
    """In the person's language and zone."""


class TimelinePage(BaseModel):
    """A part of what happened, oldest first; the last page ends with what comes next."""

    items: list[TimelineItem]
    previous: str | None
    """Give it as `before` to see what happened earlier; null at the beginning."""


@router.get("/{reminder_id}/timeline")
async def show_timeline(
    parts: Running,
    user_id: User,
    reminder_id: UUID,
    before: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TimelinePage:
    """What happened to it, newest last, with the proof of each delivery, and what comes next."""
    place = None if before is None else _from_cursor(before)
    row = await get_row(parts, user_id, reminder_id)
    async with parts.db.user(user_id) as connection:
        person = await users.get_person(connection, user_id)
        found = await entries.list_entries(
            connection, user_id, reminder_id, before=place, limit=limit + 1
        )
        current = await occurrences.get_occurrence(connection, user_id, reminder_id, row.occurrence)
    teller, page = Teller(language=person.language, zone=person.zone), found[-limit:]
    told = [teller.tell(entry) for entry in page]
    if before is None:
        told.append(teller.tell_next(row, current, datetime.now(UTC)))
    return TimelinePage(
        items=[TimelineItem.model_validate(each) for each in told],
        previous=_to_cursor(page[0].place) if len(found) > limit else None,
    )


def _to_cursor(place: Place) -> str:
    at, rank, number = place
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{rank}|{number}".encode()).decode()


def _from_cursor(cursor: str) -> Place:
    try:
        at, rank, number = base64.urlsafe_b64decode(cursor).decode().split("|")
        place = datetime.fromisoformat(at), int(rank), int(number)
    except (ValueError, binascii.Error):
        place = None
    if (
        place is None
        or place[0].tzinfo is None
        or not is_within_years(place[0])
        or not 0 <= place[2] < 2**31
        or place[1] not in range(10)
    ):
        raise CursorError("Send as `before` what `previous` of the page said, or leave it out.")
    return place
