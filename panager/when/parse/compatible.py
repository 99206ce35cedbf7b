"""Which components may say one moment together."""

from panager.when.model.components import (
    DAY_KINDS,
    Before,
    Clock,
    Component,
    Date,
    DayPart,
    DayShift,
    Later,
    Length,
    Period,
    PeriodShift,
    Phrase,
    Range,
    Vague,
    Weekday,
    Window,
    Zone,
)
from panager.when.model.named_days import (
    DayGroup,
    Holiday,
    LunarDate,
    Now,
    Offset,
    Ordinal,
    SameTime,
    Season,
    Side,
    StageOf,
)
from panager.when.model.understanding import Grain

# An amount beside one of these counts from that day: "추석 이틀 전", "크리스마스 3일 뒤".
_ANCHORS = (Holiday, LunarDate, Date, Ordinal)


def is_compatible(phrase: Phrase, new: Component) -> bool:
    """Whether the component may be part of the same phrase."""
    if phrase.has(type(new)):
        return False
    if isinstance(new, Vague) or phrase.components in ((Vague(),), ()):
        return True
    if isinstance(new, Length | Window) or phrase.has(Length, Window):
        return False
    if isinstance(new, Before):
        return _fits_before(phrase, new)
    if (decided := _fits_special(phrase, new)) is not None:
        return decided
    if isinstance(new, Zone):
        return phrase.has(Clock, Range)
    if isinstance(new, Range) or phrase.has(Range):
        return _fits_range(phrase, new)
    return _fits_day(phrase, new)


def _fits_range(phrase: Phrase, new: Component) -> bool:
    """A day, and a part of the day, may hold for both ends: "tomorrow from 3 to 5"."""
    both = phrase.extended((new,))
    span = both.find(Range)
    if span is None or both.has(Clock, Later):
        return False
    start = Phrase(span.start)
    if start.has(Now):
        return False  # "later this week at 5pm" is on one of its days
    if start.has(Weekday, Date) and not start.has(PeriodShift):
        return isinstance(new, PeriodShift | Range) and len(both.components) == 2
    if start.says_day:
        return False
    return not (both.has(DayPart) and Phrase((*span.start, *span.end)).has(DayPart))


def _fits_special(phrase: Phrase, new: Component) -> bool | None:
    """Components that go with a few others only; None for all others."""
    if phrase.has(Before):
        return isinstance(new, (Clock, DayPart, Zone, *DAY_KINDS))
    if isinstance(new, Now) or phrase.has(Now):
        return isinstance(new, Now | Later | Clock)
    if isinstance(new, SameTime) or phrase.has(SameTime):
        return not phrase.has(Clock, DayPart) and not isinstance(new, Clock | DayPart)
    if isinstance(new, Offset):
        return phrase.says_day and not phrase.has(Later)
    if isinstance(new, Side) or phrase.components[-1:] == (Side(past=True),):
        return isinstance(new, Side | Date | LunarDate | Holiday | Season | Weekday | DayPart)
    return None


def _fits_before(phrase: Phrase, new: Before) -> bool:
    """ "크리스마스 이틀 전" and "자정 10분 전", but not "오후 4시 회의 10분 전"."""
    if new.ago or phrase.has(Later, Now):
        return False
    return phrase.says_time if new.amount.sub_day else phrase.has(*_ANCHORS)


def _is_longer_than_week(phrase: Phrase) -> bool:
    period = phrase.find(PeriodShift)
    return period is not None and period.period is not Period.WEEK and len(phrase.components) == 1


def _is_compatible_with_amount(later: Later, new: Component) -> bool:
    """ "2주 뒤 화요일", "2년 뒤 3월", "두 달 뒤 15일", "3년 후 오늘"."""
    if isinstance(new, Date):
        is_year = later.amount.grain is Grain.YEAR and new.month is not None
        is_month = later.amount.grain is Grain.MONTH and new.month is None
        return new.year is None and (is_year or is_month)
    return isinstance(new, Clock | DayPart | Weekday) or new == DayShift(0)


def _fits_day(phrase: Phrase, new: Component) -> bool:
    later = phrase.find(Later)
    if isinstance(new, Later) and phrase.has(*_ANCHORS):
        return not new.amount.sub_day and not phrase.has(Clock)
    if later is not None or isinstance(new, Later):
        other = new if later is not None else None
        amount = later or (new if isinstance(new, Later) else None)
        by_day = amount is not None and not amount.amount.sub_day
        says_other_day = phrase.has(*(kind for kind in DAY_KINDS if kind is not Weekday))
        only_time = (
            _is_compatible_with_amount(later, other) if other and later else not says_other_day
        )
        return by_day and only_time
    if (phrase.has(PeriodShift), new) == (True, DayShift(0)):
        return _is_longer_than_week(phrase)  # "내년 오늘"
    if isinstance(new, PeriodShift):
        return not phrase.has(DayShift)
    if isinstance(new, Holiday | LunarDate) or phrase.has(Holiday, LunarDate):
        is_of_week = isinstance(new, Weekday) and phrase.has(PeriodShift)
        return is_of_week or not isinstance(new, Weekday | DayGroup | Season | StageOf)
    return not (phrase.has(PeriodShift) and isinstance(new, DayShift))
