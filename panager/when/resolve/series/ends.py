"""When a recurrence is over: COUNT or UNTIL."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from panager.when.calendars.arithmetic import add_months
from panager.when.model.components import Amount
from panager.when.model.context import Context
from panager.when.parse.series.series import Said
from panager.when.resolve.series.bounds import Bounds
from panager.when.rrule.parse import MAX_COUNT
from panager.when.rrule.rule import Frequency, Rule

_SECOND = timedelta(seconds=1)


def with_end(rule: Rule, start: datetime, bounds: Bounds, said: Said, context: Context) -> Rule:
    """The rule with the end that was said; of two the number of times counts."""
    if said.count is not None:
        return replace(rule, count=min(said.count, MAX_COUNT))
    if bounds.until is not None:
        return replace(rule, until=bounds.until)
    if said.lasting is None:
        return rule
    amount = said.lasting.amount
    daily = rule.freq is Frequency.DAILY and rule.interval == 1
    if daily and amount.days and not amount.months and not amount.seconds:
        times = max(1, len(rule.by_hour)) * max(1, len(rule.by_minute))
        chosen = len(rule.by_set_pos) or times
        return replace(rule, count=min(amount.days * chosen, MAX_COUNT))
    return replace(rule, until=_after(amount, start, rule, bounds, context))


def _after(
    amount: Amount, start: datetime, rule: Rule, bounds: Bounds, context: Context
) -> datetime:
    """The last moment of so much time from the beginning on."""
    if rule.freq.sub_daily and not (amount.days or amount.months):
        begin = bounds.start or context.now.replace(tzinfo=None, fold=0, microsecond=0)
        return begin + timedelta(seconds=amount.seconds)
    day = add_months(start.date(), amount.months) + timedelta(days=amount.days)
    return datetime.combine(day, time()) + timedelta(seconds=amount.seconds) - _SECOND
