"""What a sentence says about a recurrence, sorted by what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panager.when.model.components import (
    Before,
    Clock,
    Component,
    Date,
    DayPart,
    Length,
    Weekday,
    Zone,
)
from panager.when.model.named_days import Offset
from panager.when.model.series_parts import (
    Between,
    Bound,
    ByMoon,
    Count,
    DayOfMoon,
    Every,
    MonthDays,
    Months,
    Nth,
    OnDays,
    Times,
    Unit,
)
from panager.when.parse.combine import Span

DAYS: tuple[type[Component], ...] = (Weekday, OnDays, Date, MonthDays, Nth, Months, DayOfMoon)
TIMES: tuple[type[Component], ...] = (Clock, DayPart, Times, Between)


@dataclass(slots=True)
class Series:
    """What a sentence says about a recurrence, sorted by what it is for."""

    every: list[Every] = field(default_factory=list)
    days: list[Component] = field(default_factory=list)
    times: list[tuple[Component, ...]] = field(default_factory=list)
    """By piece, in the order of the text."""
    between: Between | None = None
    steps: Length | None = None
    """The length of "every 3 hours"."""
    lasting: Length | None = None
    count: int | None = None
    zone: Zone | None = None
    before: Before | None = None
    offset: int = 0
    """Days from those that are named: "추석 전날" is -1."""
    by_moon: ByMoon | None = None
    bounds: dict[Bound, list[Component]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    order: str = ""
    """Of "every" (e), the days (d) and the times (t), as they came."""
    unsayable: bool = False
    """A day was said that no rule can name: "매년 설날"."""

    @property
    def units(self) -> list[Unit]:
        """The units that were said."""
        return [one.unit for one in self.every if one.unit is not None]


def sort(components: Sequence[Component], series: Series) -> None:
    """Puts the components of one piece where they belong."""
    times = tuple(one for one in components if isinstance(one, Clock | DayPart))
    if times:
        series.times.append(times)
    series.order += "e" * any(isinstance(one, Every) and not one.after for one in components)
    series.order += "d" * any(isinstance(one, DAYS) for one in components)
    series.order += "t" * any(isinstance(one, TIMES) for one in components)
    for one in components:
        if isinstance(one, DAYS):
            series.days.append(one)
        else:
            _sort_other(one, series)


def _sort_other(component: Component, series: Series) -> None:
    match component:
        case Every():
            series.every.append(component)
        case Times():
            series.times.extend(component.groups)
        case Between():
            series.between = component
        case Count():
            series.count = component.number
        case Zone():
            series.zone = component
        case Before():
            series.before = component
        case Offset(working=False):
            series.offset += component.days
        case ByMoon():
            series.by_moon = component
        case _:
            pass
