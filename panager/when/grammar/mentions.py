"""Patterns for who needs to know only that words of time stand in a text, and where.

What the words mean is a matter of `understand`; these take their words from the lexicons.
"""

import re
from typing import Final

from panager.when.grammar import numbers
from panager.when.grammar.english.lexicon import SHORT_MONTHS, WEEKDAY_STARTS
from panager.when.grammar.korean.lexicon import PART

KOREAN_PART: Final = PART
"""Parts of the day, as alternatives of a pattern."""
ENGLISH_PART: Final = (
    r"a\.?m\b\.?|p\.?m\b\.?|(?:in the )?(?:morning|afternoon|evening)|(?:at )?(?:night|noon)"
)
KOREAN_HOUR: Final = rf"(?:\d{{1,2}}|{numbers.NATIVE})\s*시(?!간)"
KOREAN_CLOCK: Final = rf"(?:(?:{PART})(?:에)?\s*)?{KOREAN_HOUR}(?:\s*(?:반|\d{{1,2}}\s*분))?"
CLOCK: Final = re.compile(
    rf"{KOREAN_CLOCK}(?:에)?|"
    r"(?:\bat\s+)?\b\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?|o'clock)|\b\d{1,2}:\d{2}\b|"
    r"\bat\s+\d{1,2}\b",
    re.IGNORECASE,
)
"""A time of day."""
DAY: Final = re.compile(
    r"오늘|내일|모레|글피|어제|요일|\d\s*월|\d\s*일|다음|이번|담\s*주|주말|뒤|(?<!오)후|있다가|"
    r"이따|"
    rf"\b(?:today|tonight|tomorrow|{WEEKDAY_STARTS})\w*|\bnext\b|\bthis\b|\bin\b(?! the)|"
    rf"\b(?:{SHORT_MONTHS})\w*|\d[/.-]\d|\blater\b|\bfrom now\b|"
    r"\d(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""A word of a day, or of an amount from now on."""
