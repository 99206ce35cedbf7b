"""Quiet hours on the wall clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(now: datetime, *, zone: ZoneInfo, start: time, end: time) -> datetime | None:
    """When the quiet hours that `now` lies in are over, aware; None outside of them.

    They may cross midnight: from 23:00 to 7:00.
    """
    local = now.astimezone(zone)
    clock = local.time()
    if start <= end:
        inside, day = start <= clock < end, local.date()
    else:
        inside = clock >= start or clock < end
        day = local.date() + timedelta(days=clock >= start)
    return datetime.combine(day, end, tzinfo=zone) if inside else None
