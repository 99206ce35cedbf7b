"""The English grammar."""

from panager.when.english.beside import BESIDE_RULES
from panager.when.english.clock import CLOCK_RULES
from panager.when.english.dates import DATE_RULES
from panager.when.english.days import DAY_RULES
from panager.when.english.lengths import LENGTH_RULES
from panager.when.english.named import NAMED_RULES
from panager.when.english.parts import PART_RULES
from panager.when.english.quarters import QUARTER_RULES
from panager.when.english.ranges import RANGE_RULES
from panager.when.english.stretches import STRETCH_RULES
from panager.when.english.workdays import WORKDAY_RULES
from panager.when.rules import Rule

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
