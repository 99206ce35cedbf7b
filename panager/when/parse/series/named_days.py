"""Days with a name or a number, in the parts that a rule has for them."""

from collections.abc import Sequence

from panager.when.calendars.holidays import HOLIDAYS, FixedDay, LunarDay, NthWeekday
from panager.when.model.components import Component, Date, Weekday
from panager.when.model.named_days import Counted, Holiday, LunarDate, Offset, Ordinal, StageOf
from panager.when.model.series_parts import DayOfMoon, MonthDays, Nth


def days_named(components: Sequence[Component]) -> tuple[Component, ...] | None:
    """The same days as a rule says them; None if it cannot.

    Christmas is a date of every year, Chuseok one of every lunar year, Thanksgiving has BYDAY;
    no rule names Easter.
    """
    weekday = next((one for one in components if isinstance(one, Weekday)), None)
    named: list[Component] = []
    for one in components:
        match one:
            case Holiday(off=False):
                day = _holiday(one.name)
                if day is None:
                    return None
                named += day
            case LunarDate(year=None):
                named.append(DayOfMoon(one.month, one.day or -1, leap=one.leap))
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


def _holiday(name: str) -> tuple[Component, ...] | None:
    match HOLIDAYS[name]:
        case FixedDay(month, day):
            return (Date(None, month, day),)
        case NthWeekday(month, number, weekday, plus):
            return (Date(None, month, None), Nth(number, (weekday,)), *_beside(plus))
        case LunarDay(month, day, plus):
            return (DayOfMoon(month, day), *_beside(plus))
        case _:
            return None


def _beside(plus: int) -> tuple[Component, ...]:
    return (Offset(plus),) if plus else ()
