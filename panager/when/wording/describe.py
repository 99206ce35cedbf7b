"""Says a recurrence in words that are understood back."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from panager.when.model.understanding import Recurrence
from panager.when.wording.english import in_english
from panager.when.wording.facts import facts_of
from panager.when.wording.korean import in_korean


def describe(
    recurrence: Recurrence,
    *,
    language: Literal["ko", "en"],
    zone: ZoneInfo | None = None,
    now: datetime | None = None,
) -> str:
    """ "매주 월·수·금 오전 8:00" or "every Mon, Wed and Fri at 8:00 AM".

    Dates of another year than that of `now` are said with it. A rule of a kind that people do not
    say ("FREQ=YEARLY;BYWEEKNO=20") comes back as its text. `zone` places an end in UTC.
    """
    facts = facts_of(recurrence, zone)
    if facts is None:
        return recurrence.rrule
    local = now.astimezone(zone) if now is not None else None
    year = None if local is None else local.year
    return in_korean(facts, year) if language == "ko" else in_english(facts, year)
