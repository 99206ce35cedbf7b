"""Every word of the lexicons works in a moment, in a series, in a range and after "until"."""

from datetime import datetime
from pathlib import Path

import pytest

import panager.when
from panager.when import Kind, Understanding, understand
from panager.when.grammar.english.lexicon import DAY_PARTS, FULL_WEEKDAY
from panager.when.grammar.korean.lexicon import PARTS, WEEKDAYS
from tests.unit.when.support import NOW, SEOUL

ENGLISH_WEEKDAYS = [
    *FULL_WEEKDAY.split("|"), "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri",
    "sat", "sun",
]  # fmt: skip
KOREAN_WEEKDAYS = [day + end for day in WEEKDAYS for end in ("요일", "욜")]
HOURS = dict(zip(PARTS, (9, 3, 5, 8, 12, 1, 7, 10), strict=True))
DAYS = [
    "글피", "다음 주 월요일", "12월 5일", "25일", "크리스마스", "추석", "설날", "내년 1월 1일",
]  # fmt: skip
ENGLISH_DAYS = [
    "next monday", "dec 5", "december 5th", "5 dec", "the 25th", "christmas", "new years eve",
    "halloween", "2027-01-05", "the day after tomorrow",
]  # fmt: skip
ZONES = [
    "UTC", "GMT", "JST", "EST", "EDT", "CST", "PST", "PDT", "MST", "CET", "CEST", "AEST", "NZST",
    "SGT", "HKT", "ET", "PT", "New York time", "London time", "Pacific time", "Europe/Berlin",
]  # fmt: skip
KOREAN_ZONES = ["뉴욕 시간", "런던 시간", "도쿄 시간", "LA시간", "PST", "UTC"]
NUMBERS = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한"]
SINO = ["오", "십", "십오", "이십", "삼십", "사십오"]
ENGLISH_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
UNITS = ["minutes", "mins", "hours", "hrs", "days", "weeks", "months", "years"]
KOREAN_UNITS = ["분", "시간", "일", "주", "달", "개월", "년"]


def moment(text: str) -> datetime:
    return first(text, Kind.INSTANT)


def series(text: str) -> datetime:
    return first(text, Kind.RECURRENCE)


def first(text: str, kind: Kind) -> datetime:
    heard = whole(text)
    assert (heard.kind, heard.at is not None) == (kind, True), text
    assert heard.at is not None
    return heard.at


def until(text: str) -> str:
    heard = whole(text)
    assert heard.recurrence is not None, text
    assert "UNTIL=" in heard.recurrence.rrule, text
    return heard.recurrence.rrule.partition("UNTIL=")[2][:8]


def whole(text: str) -> Understanding:
    """All of it counts."""
    heard = understand(text, zone=SEOUL, now=NOW, about="")
    assert heard.rest == "", text
    return heard


@pytest.mark.parametrize("day", ENGLISH_WEEKDAYS)
def test_english_weekday(day: str) -> None:
    weekday = moment(f"{day} at 3pm").weekday()

    assert series(f"every {day} at 3pm").weekday() == weekday
    assert first(f"from {day} to {'sunday' if weekday == 4 else 'friday'}", Kind.RANGE)
    last = datetime.strptime(until(f"every day at 3pm until {day}"), "%Y%m%d").date()  # noqa: DTZ007
    assert last.weekday() == weekday


@pytest.mark.parametrize("day", KOREAN_WEEKDAYS)
def test_korean_weekday(day: str) -> None:
    weekday = moment(f"{day} 오후 3시").weekday()

    assert series(f"매주 {day} 오후 3시").weekday() == weekday
    assert first(f"{day}부터 {'일요일' if weekday == 4 else '금요일'}까지", Kind.RANGE)
    last = datetime.strptime(until(f"매일 오후 3시 {day}까지"), "%Y%m%d").date()  # noqa: DTZ007
    assert last.weekday() == weekday


@pytest.mark.parametrize("part", list(PARTS))
def test_korean_part_of_the_day(part: str) -> None:
    clock = f"{part} {HOURS[part]}시"

    assert moment(f"내일 {clock}").time() == series(f"매일 {clock}").time()
    assert moment(f"내일 {part}에").time() == series(f"매일 {part}에").time()
    assert first(f"내일 {clock}부터 {clock} 30분까지", Kind.RANGE) == moment(f"내일 {clock}")
    assert until(f"1시간마다 {clock}까지")


@pytest.mark.parametrize("part", list(DAY_PARTS))
def test_english_part_of_the_day(part: str) -> None:
    assert moment(f"tomorrow {part}").time() == series(f"every {part}").time()
    assert (
        moment(f"tomorrow at 8 in the {part}").time()
        == series(f"every day at 8 in the {part}").time()
    )
    assert first(f"from tomorrow {part} to monday {part}", Kind.RANGE) == moment(f"tomorrow {part}")
    assert until(f"every 2 hours until tomorrow {part}")


@pytest.mark.parametrize("day", DAYS)
def test_korean_day(day: str) -> None:
    at = moment(f"{day} 오후 8시")

    assert until(f"매일 오후 3시 {day}까지") == f"{at:%Y%m%d}"
    assert first(f"내일부터 {day}까지", Kind.RANGE)


@pytest.mark.parametrize("day", ENGLISH_DAYS)
def test_english_day(day: str) -> None:
    at = moment(f"{day} at 8pm")

    assert until(f"every day at 3pm until {day}") == f"{at:%Y%m%d}"
    assert first(f"from tomorrow to {day}", Kind.RANGE)


@pytest.mark.parametrize("zone", ZONES)
def test_zone_beside_a_clock(zone: str) -> None:
    at = moment(f"tomorrow at 3pm {zone}").time()

    assert series(f"every day at 3pm {zone}").time() == at
    assert first(f"tomorrow from 3pm to 5pm {zone}", Kind.RANGE).time() == at
    assert until(f"every day at 3pm {zone} until friday")


@pytest.mark.parametrize("zone", KOREAN_ZONES)
def test_zone_before_a_clock(zone: str) -> None:
    assert moment(f"내일 {zone} 오후 3시").time() == series(f"매일 {zone} 오후 3시").time()


@pytest.mark.parametrize("number", NUMBERS)
def test_korean_number(number: str) -> None:
    assert moment(f"내일 오전 {number} 시").time() == series(f"매일 오전 {number} 시").time()
    assert moment(f"{number} 시간 뒤") == series(f"{number} 시간마다")


@pytest.mark.parametrize("number", SINO)
def test_sino_korean_number(number: str) -> None:
    clock = f"오전 아홉 시 {number} 분"

    assert moment(f"내일 {clock}").time() == series(f"매일 {clock}").time()
    assert moment(f"{number}분 뒤") == series(f"{number}분마다")


@pytest.mark.parametrize("number", ENGLISH_NUMBERS)
def test_english_number(number: str) -> None:
    assert moment(f"tomorrow at {number} pm").time() == series(f"every day at {number} pm").time()
    assert moment(f"in {number} hours") == series(f"every {number} hours")
    assert series(f"every day at 3pm for {number} days")


@pytest.mark.parametrize("unit", UNITS)
def test_english_unit(unit: str) -> None:
    assert moment(f"in 3 {unit}")
    assert series(f"every 3 {unit}" + ("" if unit[0] in "hm" and unit != "months" else " at 3pm"))


@pytest.mark.parametrize("unit", KOREAN_UNITS)
def test_korean_unit(unit: str) -> None:
    assert moment(f"3{unit} 뒤")
    assert series(f"3{unit}마다" + ("" if unit in ("분", "시간") else " 오후 3시"))


def test_today_in_chinese_letters_is_no_friday_and_sunday() -> None:
    assert moment("금일 오후 8시").date() == NOW.date()


@pytest.mark.parametrize("part", PARTS)
def test_korean_part_of_the_day_stands_beside_every_short_form(part: str) -> None:
    hour = HOURS[part]

    assert moment(f"토 {part} {hour}시") == moment(f"토요일 {part} {hour}시")
    assert moment(f"모래 {part} {hour}시") == moment(f"모레 {part} {hour}시")
    assert moment(f"설 {part} {hour}시") == moment(f"설날 {part} {hour}시")
    assert series(f"매 {part} {hour}시") == series(f"매일 {part} {hour}시")


@pytest.mark.parametrize("part", DAY_PARTS)
def test_english_part_of_the_day_stands_beside_a_counted_day(part: str) -> None:
    morning = {"mornin": "morning", "arvo": "afternoon", "nite": "night"}.get(part, part)

    for text in ("first monday {} of march", "the {} before christmas"):
        assert moment(text.format(part)) == moment(text.format(morning))


@pytest.mark.parametrize(
    "words", ["월화수목금토일", "mon|tue", "tues|wednes", "jan|feb", "오전|오후"]
)
def test_each_language_spells_its_lists_once(words: str) -> None:
    """Two places that know the same thing drift apart."""
    root = Path(panager.when.__file__).parent
    spelled = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if words in path.read_text(encoding="utf-8")
    }

    assert spelled <= {"grammar/korean/lexicon.py", "grammar/english/lexicon.py"}
