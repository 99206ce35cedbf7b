"""The English grammar."""

from panager.when.english.amounts import AMOUNT_RULES
from panager.when.english.clock import CLOCK_RULES
from panager.when.english.days import DAY_RULES
from panager.when.rules import Rule

ENGLISH_RULES: tuple[Rule, ...] = (*AMOUNT_RULES, *DAY_RULES, *CLOCK_RULES)
