"""Days with a name or a number, in the parts that a rule has for them."""

from collections.abc import Sequence

from panager.when.components import Component, Date, Weekday
from panager.when.holidays import fixed_date
from panager.when.named_days import Counted, Holiday, LunarDate, Ordinal, StageOf
from panager.when.recurrence.said.parts import MonthDays, Nth


def days_named(components: Sequence[Component]) -> tuple[Component, ...] | None:
    """The same days as a rule says them; None if it cannot.

    Christmas is a date of every year, "the second Sunday of May" has BYDAY; no rule of the solar
    calendar names Seollal.
    """
    weekday = next((one for one in components if isinstance(one, Weekday)), None)
    named: list[Component] = []
    for one in components:
        match one:
            case Holiday(off=False) if (date := fixed_date(one.name)) is not None:
                named.append(Date(None, *date))
            case Ordinal(of=Counted.WEEKDAY) if weekday is not None:
                named.append(Nth(one.number, (weekday.day,)))
            case Ordinal(of=Counted.DAY):
                named.append(MonthDays((one.number,)))
            case Holiday() | LunarDate() | Ordinal() | StageOf():
                return None
            case Weekday() if any(isinstance(other, Ordinal) for other in components):
                pass
            case _:
                named.append(one)
    return tuple(named)
