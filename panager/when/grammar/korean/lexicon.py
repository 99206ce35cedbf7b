"""Korean words of time: what all Korean rules, guards and patterns take theirs from."""

import re

from panager.when.grammar import numbers
from panager.when.model.components import Before, Clock, Date, DayShift, Later, Part, Weekday

WEEKDAYS = "월화수목금토일"
WEEKDAY = rf"([{WEEKDAYS}])(?:요일|욜)"
PARTS = {
    "오전": Part.AM,
    "오후": Part.PM,
    "새벽": Part.DAWN,
    "아침": Part.MORNING,
    "점심": Part.LUNCH,
    "낮": Part.LUNCH,
    "저녁": Part.EVENING,
    "밤": Part.NIGHT,
}
PART = "|".join(PARTS)
"""A part of the day; the longer words around them are those of the clock."""
WHICH = r"(지{0,3}지난|저{0,3}저\s?번|요번|이\s?번|다음\s?다음|다{0,3}다음|다{0,3}담)"
"""This, the next, the last …; `count` says how many units away."""
COMING = r"(?:오는|돌아오는|다가오는)"

_MONTHS = "일이삼사오유칠팔구시"
_MONTH_WORD = rf"십[일이]|[{_MONTHS}육십]"
MONTH = rf"([0-9]{{1,2}}|{_MONTH_WORD})\s?월(?:달)?"
DAY = rf"([0-9]{{1,2}}|{numbers.SINO})\s?일(?!\s?요일|욜)"
YEAR = rf"(?:('?[0-9]{{2}}|[0-9]{{4}}|{numbers.SINO_LONG})\s?년도?|([0-9]{{4}}))"
_LATEST_SHORT_YEAR = 69


def count(which: str) -> int:
    """ "지지난" is -2, "이번" 0, "다다음" 2."""
    plain = re.sub(r"\s", "", which)
    if plain in ("이번", "요번"):
        return 0
    if plain == "다음다음":
        return 2
    if plain.endswith("난"):
        return -plain.count("지")
    if plain.endswith("번"):
        return -plain.count("저")
    return plain.count("다") + plain.endswith("담")


def month(text: str) -> int | None:
    """The number of a month as written before "월": "3", "십이", "유" (June), "시" (October)."""
    irregular = {"유": 6, "시": 10}
    return irregular.get(text, numbers.whole(text))


def day(text: str) -> int | None:
    """The number of a day as written before "일"."""
    number = numbers.whole(text)
    return number if number is not None and 1 <= number <= 31 else None


def year(long: str | None, bare: str | None = None) -> int | None:
    """The year as written: "2027", "이천이십칠", "27" (2027) or "99" (1999)."""
    text = (long or bare or "").lstrip("'")
    number = numbers.whole(text)
    if number is None or len(text) != 2 or not text.isdigit():
        return number
    return number + (2000 if number <= _LATEST_SHORT_YEAR else 1900)


GLUED = (
    r"(?:회의|회식|미팅|약속|예약|병원|치과|은행|공항|출발|도착|출근|퇴근|출장|여행|이사|휴가|알람|알림|알려|"
    r"리마인|깨워|일어나|전화|통화|연락|문자|수업|강의|학원|과제|숙제|시험|면접|면담|상담|발표|보고|생일|제사|"
    r"결혼식|돌잔치|모임|행사|파티|세미나|스터디|마감|제출|신청|등록|접수|점검|검진|진료|배송|택배|입금|송금|"
    r"이체|결제|납부|운동|헬스|영화|공연|기차|비행기|버스|식사|시작|만나|만남|보자|가자|하자)"
)
"""Only words that go with a time: any other one may make another word of it."""
GLUEABLE = (Clock, Date, DayShift, Weekday, Later, Before)
"""What stands before them; a part of the day does not: "새벽배송", "아침운동" are things."""
