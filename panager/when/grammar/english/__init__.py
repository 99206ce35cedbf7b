"""The English grammar."""

from panager.when.grammar.english.clock import CLOCK_RULES
from panager.when.grammar.english.dates import DATE_RULES
from panager.when.grammar.english.days import DAY_RULES
from panager.when.grammar.english.holidays import BESIDE_RULES
from panager.when.grammar.english.lengths import LENGTH_RULES
from panager.when.grammar.english.named import NAMED_RULES
from panager.when.grammar.english.parts import PART_RULES
from panager.when.grammar.english.ranges import RANGE_RULES, STRETCH_RULES
from panager.when.grammar.english.workdays import QUARTER_RULES, WORKDAY_RULES
from panager.when.grammar.rules import Rule

ENGLISH_RULES: tuple[Rule, ...] = (
    *STRETCH_RULES,
    *RANGE_RULES,
    *CLOCK_RULES,
    *BESIDE_RULES,
    *WORKDAY_RULES,
    *QUARTER_RULES,
    *LENGTH_RULES,
    *DAY_RULES,
    *DATE_RULES,
    *NAMED_RULES,
    *PART_RULES,
)
