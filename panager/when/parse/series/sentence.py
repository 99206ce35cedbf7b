"""Finds the recurrence in a sentence: which pieces belong to it, and which go with them."""

import re
from collections.abc import Iterator, Sequence

from panager.when.grammar.english.lexicon import WEEKDAY_STARTS
from panager.when.grammar.english.series_bounds import ENGLISH_BOUND_RULES, ENGLISH_TIME_RULES
from panager.when.grammar.english.series_dates import ENGLISH_DATE_RULES
from panager.when.grammar.english.series_rules import ENGLISH_RULES
from panager.when.grammar.korean.lexicon import WEEKDAYS
from panager.when.grammar.korean.series_bounds import KOREAN_BOUND_RULES, KOREAN_TIME_RULES
from panager.when.grammar.korean.series_rules import KOREAN_RULES
from panager.when.model.components import (
    Before,
    Component,
    Date,
    DayShift,
    Length,
    PeriodShift,
    Phrase,
    Weekday,
    Zone,
)
from panager.when.model.series_parts import (
    Between,
    Bound,
    ByMoon,
    Count,
    Every,
    Mark,
    MonthDays,
    Nth,
    OnDays,
    Unit,
)
from panager.when.parse.combine import Cluster, belongs_to_noun
from panager.when.parse.scan import Piece, scan
from panager.when.parse.series.reading import KNOWN, lasts, mark_of, read, read_bound, says
from panager.when.parse.series.series import TIMES, Series, sort

_HINT = re.compile(
    r"매|마다|격[일주월년]|평일|주중|근무일|영업일|업무일|아침\s?저녁으로|간격|꼴로|걸러|하루|분기별|에\s?(?:한|[1-9]|두|세|네)\s?번|"
    r"주에?\s?[0-9한두세네]\s?[번회]|"
    rf"[{WEEKDAYS}](?:요일)?\s?[,·/、・~–-]?\s?[{WEEKDAYS}]|내내|동안|"
    rf"\b(?:{WEEKDAY_STARTS})[a-z]*\.?\s*(?:-|–|/|,|through|thru|\s(?={WEEKDAY_STARTS}))\s*[mtwfs]|\bmwf\b|[짝홀]수|\d\s?x\b|"
    r"\b(?:every|each|daily|weekly|monthly|yearly|annually|hourly|nightly|quarterly|fortnightly|"
    r"bi-?weekly|alternate|once|twice|times|week\s?days|work(?:ing)?\s?days|business\s+days|weekends|"
    rf"mornings|afternoons|evenings|nights|(?:{WEEKDAY_STARTS})[a-z]*s)\b|everyday",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?:[\s,()@&/·]|에는|에도|에|의|은|는|엔|도|쯤|경|날|중|과|와|이랑|랑|하고|및|씩|으로|로|이나|나|그리고|"
    r"\b(?:at|on|in|the|of|around|about|by|for|and|or|sharp|once|then|also|only|just|both)\b)*",
    re.IGNORECASE,
)
_MAX_GLUE = 12
_KOREAN_RULES = (*KOREAN_RULES, *KOREAN_TIME_RULES, *KOREAN_BOUND_RULES)
_ALL_RULES = (
    *ENGLISH_RULES,
    *ENGLISH_DATE_RULES,
    *ENGLISH_TIME_RULES,
    *ENGLISH_BOUND_RULES,
    *_KOREAN_RULES,
)
_LATIN = re.compile("[A-Za-z]")
_ONLY = re.compile("만|까지|총")
_ONLY_SO_OFTEN = re.compile(r"만|까지|총|\b(?:times|only|total)", re.IGNORECASE)
_EVERY_BEFORE = re.compile(r"\b(?:every|each)\s+$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"[0-9]{1,2}\s?일\s*전\s?날")
_TIMES = re.compile(r"\s+(?:times|occurrences)\b", re.IGNORECASE)
_SAID_BOUND = re.compile(r"(?:until|till|from|starting)\b", re.IGNORECASE)


def find_recurrence(text: str, own_zones: frozenset[str]) -> Series | None:
    """The recurrence that the sentence is about, if there is a word for one."""
    if not _HINT.search(text):
        return None
    rules = _ALL_RULES if _LATIN.search(text) else _KOREAN_RULES
    pieces = scan(text, own_zones, rules, lambda one: _is_known(text, one))
    runs = list(_runs(text, pieces))
    anchored = sorted(filter(_is_anchored, runs), key=_is_adjective)
    if not anchored:
        return None
    main = anchored[0]
    series = read(text, _trimmed(text, main))
    if series is None or _is_nothing(series) or _is_once(series, pieces):
        return None
    for run in runs:
        if run is not main:
            _adopt(text, series, run)
    series.spans.sort()
    return series


def _is_known(text: str, piece: Piece) -> bool:
    """Whether a recurrence can use it; "until Friday" is a mark and then a day."""
    if not all(isinstance(one, KNOWN) for one in piece.components):
        return False
    if any(isinstance(one, Weekday) and one.plus_days for one in piece.components):
        return False  # "every two weeks on Friday" is no Friday in two weeks
    if says(piece, Before) and _EVERY_BEFORE.search(text, 0, piece.start):
        return False  # nor is "every 3 hours from 9am" three hours after nine
    if says(piece, Before) and _DAY_BEFORE.match(text, piece.start):
        return False  # nor "10일 전날" ten days before
    if says(piece, Date) and _TIMES.match(text, piece.end):
        return False  # nor "January, 10 times" the tenth
    own = any(isinstance(one, Mark | Between) for one in piece.components)
    return own or not _SAID_BOUND.match(text, piece.start)


def _runs(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces with nothing but small words between them."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _is_glue(text[run[-1].end : piece.start]):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _is_glue(gap: str) -> bool:
    return len(gap) <= _MAX_GLUE and bool(_GLUE.fullmatch(gap))


def _is_anchored(run: Sequence[Piece]) -> bool:
    every = [one for piece in run for one in piece.components if isinstance(one, Every)]
    # "twice" says how often only beside another word: not in "check it Friday twice".
    return any(one.times == 1 or not one.adjective for one in every)


def _is_adjective(run: Sequence[Piece]) -> bool:
    """Whether it may only describe a thing: "weekly report every Friday"."""
    every = [one for piece in run for one in piece.components if isinstance(one, Every)]
    return all(one.adjective for one in every)


def _trimmed(text: str, run: list[Piece]) -> list[Piece]:
    """Without a count that stands before the recurrence: "do 10 pushups 5 times every day"."""
    while run and says(run[0], Count) and not _ONLY.search(text, run[0].start, run[0].end):
        run = run[1:]
    return run


def _is_nothing(series: Series) -> bool:
    """Whether no time stands beside the word: "call each client at 5pm"."""
    beside = series.units or series.days or series.times or series.steps or series.unsayable
    return not beside and all(one.times == 1 for one in series.every)


def _is_once(series: Series, pieces: Sequence[Piece]) -> bool:
    """Whether "daily" only describes a thing: "daily standup tomorrow at 9"."""
    if not all(one.adjective for one in series.every):
        return False
    used = {id(one) for bound in series.bounds.values() for one in bound}
    others = (one for piece in pieces for one in piece.components if id(one) not in used)
    return any(isinstance(one, DayShift | PeriodShift) for one in others)


def _adopt(text: str, series: Series, run: Sequence[Piece]) -> None:
    """Takes in what is said elsewhere: "매일 물 마시라고 아침 9시에 알려줘"."""
    cluster = Cluster(Phrase(()), ((run[0].start, run[-1].end),), weak=False)
    if any(mark_of(piece) for piece in run):
        _adopt_bounds(text, series, run)
        return
    if len(run) == 1 and says(run[0], ByMoon):
        sort(run[0].components, series)  # "음력 생일 3월 3일 매년"
        series.spans.append((run[0].start, run[0].end))
        return
    if series.before is None and says(run[0], Before) and len(run) == 1:
        sort(run[0].components, series)
        series.spans.append((run[0].start, run[0].end))
        return
    if len(run) == 1 and _adopt_end(text, series, run[0]):
        series.spans.append((run[0].start, run[0].end))
        return
    if all(piece.weak for piece in run) or belongs_to_noun(text, cluster):
        return
    kinds = [one for piece in run for one in piece.components]
    wanted = [] if series.days else list(_wanted_days(series))
    if _is_its_day(kinds, series) and all(isinstance(one, (*TIMES, *wanted)) for one in kinds):
        sort(tuple(kinds), series)
        series.spans.append((run[0].start, run[-1].end))
        return
    if series.times or series.between or not any(isinstance(one, TIMES) for one in kinds):
        return
    if all(isinstance(one, (*TIMES, Zone, *wanted)) for one in kinds):
        sort(tuple(kinds), series)
        series.spans.append((run[0].start, run[-1].end))
        # "매년 아빠 생일 9시": the day has a name that nobody told us.
        series.unsayable = series.unsayable or (not series.days and series.units == [Unit.YEAR])


def _adopt_end(text: str, series: Series, piece: Piece) -> bool:
    """How often or how long altogether: "매일 9시에 약 먹으라고 3번만", "… for 5 days"."""
    if series.count is not None or series.lasting is not None or Bound.UNTIL in series.bounds:
        return False
    words = text[piece.start : piece.end]
    if says(piece, Count) and _ONLY_SO_OFTEN.search(words):
        sort(piece.components, series)
        return True
    length = next((one for one in piece.components if isinstance(one, Length)), None)
    if length is None or length.amount.sub_day or not lasts(words):
        return False
    series.lasting = length
    return True


def _is_its_day(kinds: Sequence[Component], series: Series) -> bool:
    """Whether it is the day of a year or month of which none was said: "매년 엄마 생신 3월 5일"."""
    if series.days or not set(series.units) & {Unit.MONTH, Unit.YEAR}:
        return False
    dates = [one for one in kinds if isinstance(one, Date)]
    named = any(isinstance(one, MonthDays | Nth) for one in kinds)
    return named or any(date.month and date.day for date in dates)


def _wanted_days(series: Series) -> tuple[type[Component], ...]:
    units = series.units
    if Unit.WEEK in units:
        return (Weekday, OnDays)
    if Unit.MONTH in units:
        return (MonthDays, Nth)
    return (Date,) if Unit.YEAR in units else ()


def _adopt_bounds(text: str, series: Series, run: Sequence[Piece]) -> None:
    taken = read_bound(text, run, 0, series)
    if not taken:
        return
    end = taken
    rest = [one for piece in run[taken:] for one in piece.components]
    if rest and not series.times and all(isinstance(one, TIMES) for one in rest):
        sort(tuple(rest), series)
        end = len(run)
    series.spans.append((run[0].start, run[end - 1].end))
