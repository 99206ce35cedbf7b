"""Recurrences put together from several parts, in both languages; the table is as in the others."""

import pytest

from panager.when import Kind
from tests.unit.when.recurrence.support import heard, table
from tests.unit.when.support import wall

PHRASES = table("""
FREQ=DAILY;BYHOUR=17;BYMINUTE=0 2026-11-21 17:00
    run 5pm each day
FREQ=DAILY;BYHOUR=20;BYMINUTE=0 2026-11-21 20:00
    swim on evenings at 8
    every day by 8pm
FREQ=WEEKLY;BYDAY=SA;BYHOUR=7;BYMINUTE=0 2026-11-28 07:00
    gym at 7am Saturdays
FREQ=YEARLY 2027-11-21 00:00
    pay the tax once a year
FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20 2027-06-20 00:00
    pay rent each 6/20
FREQ=WEEKLY;BYDAY=WE 2026-11-25 00:00
    weekly on Wednesdays
FREQ=WEEKLY;INTERVAL=3;BYDAY=MO 2026-11-23 00:00
    every 3 weeks on mon
FREQ=MONTHLY;BYMONTHDAY=4,10 2026-12-04 00:00
    every 4th and 10th of the month
FREQ=MONTHLY;BYDAY=1FR,3FR;BYHOUR=17;BYMINUTE=0 2026-12-04 17:00
    the first and third Friday of each month at 5pm
FREQ=MONTHLY;BYDAY=-2FR 2026-12-18 00:00
    every month on the 2nd last Friday
FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0 2026-12-05 09:00
    every other month on the 5th at 9am
FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1 2027-01-01 00:00
    every January
    내년부터 매년 1월 1일
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;BYHOUR=9;BYMINUTE=0 2026-12-25 09:00
    every Christmas at 9am
    매년 크리스마스 아침 9시
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=7;BYMINUTE=0 2026-11-23 07:00
    every weekday morning at 7
    weekday mornings at 7
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    Mon-Fri at 9am
    Monday through Friday 9am
    월~금 오전 9시
    매주 월요일부터 금요일까지 오전 9시
FREQ=MINUTELY;INTERVAL=90 2026-11-21 15:30
    every 1.5 hours
FREQ=HOURLY;BYMINUTE=30 2026-11-21 14:30
    every hour at :30
    매시 30분
FREQ=DAILY;UNTIL=20261127T235959;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am until next Friday
    every day at 8am through Friday
FREQ=DAILY;COUNT=7;BYHOUR=9;BYMINUTE=0 2026-11-22 09:00
    every day at 9am for the next week
FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0 2027-01-04 09:00
    every Monday at 9am starting in January
FREQ=WEEKLY;UNTIL=20270104T235959;BYDAY=TU;BYHOUR=10;BYMINUTE=0 2026-11-24 10:00
    every Tuesday for 6 weeks at 10am
FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=11;BYMINUTE=0 2026-11-22 11:00
    토일 오전 11시
FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=7;BYMINUTE=0 2026-11-23 07:00
    월, 수, 금 오전 7시마다
    월요일, 수요일, 금요일마다 오전 7시에
FREQ=WEEKLY;BYDAY=MO;BYHOUR=16;BYMINUTE=0 2026-11-23 16:00
    월요일 오후 4시마다 회의
FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15 2027-04-15 00:00
    4월 15일마다
FREQ=MONTHLY;BYDAY=1MO,3MO;BYHOUR=9;BYMINUTE=0 2026-12-07 09:00
    매월 첫째, 셋째 월요일 오전 9시
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    매월 첫 영업일 오전 9시
FREQ=MONTHLY;BYMONTHDAY=10,20,30;BYHOUR=9;BYMINUTE=0 2026-11-30 09:00
    매월 10일, 20일, 30일 오전 9시
FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5;BYHOUR=10;BYMINUTE=0 2027-05-05 10:00
    매년 어린이날 오전 10시
FREQ=DAILY;BYHOUR=9,12,19;BYMINUTE=0 2026-11-21 19:00
    매일 아침 점심 저녁 약 먹기
FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0 2026-11-21 20:00
    하루에 두 번 아침 8시 저녁 8시
FREQ=DAILY;COUNT=5;BYHOUR=7;BYMINUTE=0 2026-11-22 07:00
    매일 아침 7시에 5번만
FREQ=DAILY;COUNT=3;BYHOUR=7;BYMINUTE=0 2026-11-22 07:00
    3번만 매일 아침 7시
FREQ=HOURLY;BYMINUTE=0 2026-11-21 15:00
    매 시간 정각에
FREQ=HOURLY 2026-11-21 15:00
    1시간에 한 번씩
FREQ=HOURLY;INTERVAL=2 2026-11-22 09:00
    내일 아침 9시부터 2시간마다
FREQ=MINUTELY;INTERVAL=30;UNTIL=20261121T180000 2026-11-21 14:30
    오후 6시까지 30분마다
FREQ=HOURLY;UNTIL=20261121T220000 2026-11-21 15:00
    오늘 밤 10시까지 한 시간마다
FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    다음 달부터 매달 1일 오전 9시
FREQ=DAILY;UNTIL=20261231T235959;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    다음 달까지 매일 아침 8시
FREQ=DAILY;UNTIL=20261130T235959;BYHOUR=21;BYMINUTE=0 2026-11-21 21:00
    이번 달 말까지 매일 저녁 9시
FREQ=DAILY;UNTIL=20261220T235959;BYHOUR=21;BYMINUTE=0 2026-11-21 21:00
    한 달간 매일 저녁 9시
FREQ=DAILY;COUNT=7;BYHOUR=7;BYMINUTE=0 2026-11-22 07:00
    매일 아침 7시 일주일 동안
FREQ=MONTHLY;INTERVAL=3 2026-12-21 00:00
    석 달에 한 번 치과
FREQ=DAILY;INTERVAL=2;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    하루 걸러 아침 8시
""")


@pytest.mark.parametrize(("text", "rrule", "first"), PHRASES)
def test_parts_make_one_rule(text: str, rrule: str, first: str) -> None:
    meaning = heard(text)

    assert meaning.kind is Kind.RECURRENCE
    assert meaning.recurrence is not None
    assert (meaning.recurrence.rrule, wall(meaning.at)) == (rrule, first)
