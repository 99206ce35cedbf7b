"""Days that are said by others near them: the Friday between the 23rd and the 29th."""

from dataclasses import replace

from panager.when.rrule.rule import Rule

_WEEK = 7
_LATEST = 2
_LAST_ALWAYS = 4
"""The fourth weekday is there in every month, the fifth is not."""


def anchored(rule: Rule) -> tuple[Rule, int]:
    """The rule of the days by which people say it, and how many days after them it is.

    A Friday between the 23rd and the 29th is the day after the fourth Thursday, the third last
    day of a month two days before the last.
    """
    days = rule.by_month_day
    if len(days) == 1 and days[0] < -1 and not rule.by_day:
        return replace(rule, by_month_day=(-1,)), days[0] + 1
    if len(days) != _WEEK or len(rule.by_day) != 1 or rule.by_day[0].nth is not None:
        return rule, 0
    first = min(days)
    if sorted(days) != list(range(first, first + _WEEK)):
        return rule, 0
    return _of_week(rule, first)


def _of_week(rule: Rule, first: int) -> tuple[Rule, int]:
    if first > 0:
        nth, after = (first - 1) // _WEEK + 1, (first - 1) % _WEEK
        if after > _LATEST:
            nth, after = nth + 1, after - _WEEK
    else:
        nth, after = -1, first + _WEEK
    if not nth <= _LAST_ALWAYS or (nth < 0 and not -_WEEK < after <= 0):
        return rule, 0
    day = rule.by_day[0]
    anchor = replace(day, weekday=(day.weekday - after) % _WEEK, nth=nth)
    return replace(rule, by_day=(anchor,), by_month_day=()), after
