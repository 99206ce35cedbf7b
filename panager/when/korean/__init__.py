"""The Korean grammar."""

from panager.when.korean.amounts import AMOUNT_RULES
from panager.when.korean.clock import CLOCK_RULES
from panager.when.korean.dates import DATE_RULES
from panager.when.korean.days import DAY_RULES
from panager.when.korean.holidays import HOLIDAY_RULES
from panager.when.korean.ordinals import ORDINAL_RULES
from panager.when.korean.workdays import WORKDAY_RULES
from panager.when.rules import Rule

KOREAN_RULES: tuple[Rule, ...] = (
    *DAY_RULES,
    *DATE_RULES,
    *HOLIDAY_RULES,
    *ORDINAL_RULES,
    *WORKDAY_RULES,
    *CLOCK_RULES,
    *AMOUNT_RULES,
)
