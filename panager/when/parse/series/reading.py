"""Reads neighbouring pieces: which of them are the rule, its times, its start, end, exceptions."""

import re
from collections.abc import Sequence

from panager.when.grammar.text import is_hangul
from panager.when.model.components import (
    Before,
    Clock,
    Component,
    Date,
    DayPart,
    DayShift,
    Length,
    PeriodShift,
    Weekday,
    Zone,
)
from panager.when.model.named_days import Holiday, LunarDate, Offset, Ordinal, StageOf
from panager.when.model.series_parts import (
    Bound,
    ByMoon,
    Count,
    During,
    Every,
    Mark,
    MonthDays,
    PeriodEnd,
    PublicHolidays,
    Unit,
)
from panager.when.parse.scan import Piece
from panager.when.parse.series.named_days import days_named
from panager.when.parse.series.series import DAYS, TIMES, Series, sort

_NO_RULE: tuple[type[Component], ...] = (DayShift, PeriodShift, PeriodEnd, PublicHolidays)
_UNSAYABLE: tuple[type[Component], ...] = (Holiday, LunarDate, Ordinal, StageOf)
_BESIDE: tuple[type[Component], ...] = (
    Every,
    Mark,
    Count,
    During,
    Length,
    Before,
    Offset,
    ByMoon,
    Zone,
)
KNOWN = (*DAYS, *TIMES, *_NO_RULE, *_UNSAYABLE, *_BESIDE)
"""What may be a part of a recurrence."""
_SAID_FOR = re.compile(r"(?:for|over|during)\b", re.IGNORECASE)
_SAID_EXCEPT = re.compile(r"(?:except|excluding)", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|·|/|과|와|이?랑|하고|및|이?나)\s*")
_DURING = re.compile(r"동안|(?<!시)간$")
_LONGEST_LIST = 40
"""Days that one mark is for: all of a month, and some."""


def read(text: str, run: Sequence[Piece]) -> Series | None:
    """What the pieces say, up to the first that has no place in a recurrence."""
    series = Series()
    index = 0
    while index < len(run):
        taken = read_bound(text, run, index, series) or _read_plain(text, run, index, series)
        if not taken:
            # What is left out was not understood: "except each second Monday in March".
            series.unsayable |= bool(_SAID_EXCEPT.match(text, run[index].start))
            break
        index += taken
    if not series.every:
        return None
    series.spans.append((run[0].start, run[index - 1].end))
    return series


def read_bound(text: str, run: Sequence[Piece], index: int, series: Series) -> int:
    """How many pieces here are the days of a start, an end or an exception, with their mark."""
    mark = mark_of(run[index])
    if mark is None:
        return _read_before_mark(text, run, index, series)
    length = 0 if mark.after else _extent_after(run, index + 1, mark.bound)
    if length:
        _bind(series, mark.bound, run[index + 1 : index + 1 + length])
    return 1 + length if length else 0


def _extent_after(run: Sequence[Piece], index: int, bound: Bound) -> int:
    """How many pieces say one day, or several days for an exception, or else a time."""
    length = 0
    while index + length < len(run) and _says_day(run[index + length]):
        if length and _is_month(run[index + length - 1]) and says(run[index + length], MonthDays):
            break  # "every month except December on the 1st"
        length += 1
        narrowed = says(run[index + length - 1], PeriodShift)
        if bound is not Bound.EXCEPT and not narrowed:
            break
    if length or bound is Bound.EXCEPT:
        return length
    return int(index < len(run) and says(run[index], Clock, DayPart))


def _is_month(piece: Piece) -> bool:
    return any(isinstance(one, Date) and one.day is None for one in piece.components)


def _read_before_mark(text: str, run: Sequence[Piece], index: int, series: Series) -> int:
    """Korean: what the mark is for stands before it, maybe after days of the rule itself."""
    end = index
    while end < min(len(run), index + _LONGEST_LIST) and _may_be_bound(run[end]):
        end += 1
    mark = mark_of(run[end]) if index < end < len(run) else None
    if mark is None or not mark.after:
        return 0
    first = end - 1
    while first > index and _belongs(text, run[first - 1], run[first], mark.bound):
        first -= 1
    if first > index or not (mark.bound is not Bound.EXCEPT or _says_day(run[first])):
        return 0
    _bind(series, mark.bound, run[first:end])
    return end - first + 1


def _belongs(text: str, first: Piece, second: Piece, bound: Bound) -> bool:
    """Whether the two say one day ("다음 주" and "월요일"), or a list of exceptions."""
    if bound is Bound.EXCEPT:
        listed = _LISTED.fullmatch(text[first.end : second.start])
        return _says_day(first) and bool(
            listed
            # "12월 1일 12월 1일 제외" is a day of the rule and the one that is left out.
            or (first.components[0] == second.components[0] and not says(second, Date))
            or (says(first, Weekday) and says(second, Weekday))
        )
    if says(second, Clock, DayPart):
        return True
    return says(first, PeriodShift) and _says_day(second)


def _may_be_bound(piece: Piece) -> bool:
    return _says_day(piece) or says(piece, Clock, DayPart)


def _says_day(piece: Piece) -> bool:
    anchors = [one for one in piece.components if isinstance(one, Every) and one.unit is not None]
    return says(piece, *DAYS, *_NO_RULE, Holiday) and not anchors


def says(piece: Piece, *kinds: type[Component]) -> bool:
    """Whether it has a component of one of these types."""
    return any(isinstance(one, kinds) for one in piece.components)


def mark_of(piece: Piece) -> Mark | None:
    """The mark, if it is one."""
    return next((one for one in piece.components if isinstance(one, Mark)), None)


def _bind(series: Series, bound: Bound, pieces: Sequence[Piece]) -> None:
    series.bounds.setdefault(bound, []).extend(one for piece in pieces for one in piece.components)


def _read_plain(text: str, run: Sequence[Piece], index: int, series: Series) -> int:
    """1 if the piece belongs to the rule itself, 0 if the recurrence ends before it."""
    piece = run[index]
    length = next((one for one in piece.components if isinstance(one, Length)), None)
    if length is not None:
        return int(_read_length(text[piece.start : piece.end], length, run, index, series))
    if during := next((one for one in piece.components if isinstance(one, During)), None):
        month = Date(None, during.month, None)
        for bound in (Bound.START, Bound.UNTIL):
            series.bounds.setdefault(bound, []).append(month)
        return 1
    if says(piece, *_UNSAYABLE):
        _read_named(piece, series)
        return 1
    if (span := _span_of_days(text, run, index)) is not None:
        for bound in (Bound.START, Bound.UNTIL):
            series.bounds.setdefault(bound, []).append(span)
        return 1
    if says(piece, Mark, *_NO_RULE) or (says(piece, Offset) and not _names_days(run)):
        return 0
    sort(piece.components, series)
    return 1


def _span_of_days(text: str, run: Sequence[Piece], index: int) -> Component | None:
    """The week, month or year in which it is every day: "다음 주 매일", "every day this week"."""
    before, after = run[max(0, index - 1) : index], run[index + 1 : index + 2]
    # "매일 이번 주 목표 확인" is about the goals of this week.
    near = after if is_hangul(text[run[index].start]) else before
    daily = [one for piece in near for one in piece.components if isinstance(one, Every)]
    if not any(one.unit is Unit.DAY for one in daily) or len(run[index].components) > 1:
        return None
    shift = run[index].components[0]
    return shift if isinstance(shift, PeriodShift) and shift.count >= 0 else None


def _names_days(run: Sequence[Piece]) -> bool:
    """Whether "the day after" has a day to be after: "매일 전날 매출 확인" has none."""
    return any(says(piece, *DAYS, *_UNSAYABLE) for piece in run)


def _read_named(piece: Piece, series: Series) -> None:
    days = days_named(piece.components)
    if days is None:
        series.unsayable = True
        days = tuple(one for one in piece.components if isinstance(one, Every))
    sort(days, series)


def lasts(words: str) -> bool:
    """Whether a length is how long it goes on: "for 5 days", "한 달 동안"."""
    return bool(_SAID_FOR.match(words) or _DURING.search(words))


def _read_length(
    words: str, length: Length, run: Sequence[Piece], index: int, series: Series
) -> bool:
    if lasts(words):
        series.lasting = length
        return True
    near = (*run[max(0, index - 1) : index], *run[index + 1 : index + 2])
    bare = any(
        isinstance(one, Every) and one.unit is None for piece in near for one in piece.components
    )
    if series.steps is not None or not bare:
        return False
    series.steps = length
    return True
