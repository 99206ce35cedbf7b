"""Texts that say very much about time cost no more for each word than short ones."""

import time
from collections.abc import Iterator

import pytest

from panager.when import understand
from tests.unit.when.support import NOW, SEOUL

SHORT, LONG = 240, 960
MOST_TIMES = 9
"""How many times longer it takes for four times the letters: four, where every pair of words is
looked at sixteen."""
TRIES = 3
WORDS = [
    *("밤", "월", "평일", "9시", "오전 ", "내일 ", "하루에 ", "1일 제외 ", "매주 월요일 ", "십"),
    *("9시부터 ", "30분 뒤 ", "다음 주 화요일 ", "가나다 ", "1h30m", "mon,", "twenty ", "every "),
    *("every day at 9 ", "at 9 ", "from 9 to ", "the day after ", "except ", "in 2 hours "),
    *("2026-", "1/", "9:", " ", "a"),
]


def seconds_of(text: str) -> Iterator[float]:
    """Of a core, not of the clock: others may be at work."""
    for _ in range(TRIES):
        before = time.process_time()
        understand(text, zone=SEOUL, now=NOW)
        yield time.process_time() - before


@pytest.mark.parametrize("word", WORDS, ids=repr)
def test_time_for_a_text_grows_with_its_length(word: str) -> None:
    understand(word, zone=SEOUL, now=NOW)
    short, long = ((word * LONG)[:length] for length in (SHORT, LONG))

    assert min(seconds_of(long)) < MOST_TIMES * min(seconds_of(short))
