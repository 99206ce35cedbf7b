"""The Korean grammar."""

from panager.when.grammar.korean.amounts import AMOUNT_RULES
from panager.when.grammar.korean.clock import CLOCK_RULES
from panager.when.grammar.korean.dates import DATE_RULES
from panager.when.grammar.korean.days import DAY_RULES
from panager.when.grammar.korean.holidays import HOLIDAY_RULES
from panager.when.grammar.korean.ordinals import ORDINAL_RULES, WORKDAY_RULES
from panager.when.grammar.rules import Rule

KOREAN_RULES: tuple[Rule, ...] = (
    *DAY_RULES,
    *DATE_RULES,
    *HOLIDAY_RULES,
    *ORDINAL_RULES,
    *WORKDAY_RULES,
    *CLOCK_RULES,
    *AMOUNT_RULES,
)
