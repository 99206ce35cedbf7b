"""English recurrences, as people say them on Saturday, 21 November 2026 at 14:00 in Seoul."""

import pytest

from panager.when import Kind
from tests.unit.when.recurrence.support import heard, table
from tests.unit.when.support import wall

# A rule with its first occurrence, and below it what people say for it.
PHRASES = table("""
FREQ=DAILY 2026-11-22 00:00
    every day
FREQ=DAILY;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am
    starting tomorrow every day at 8am
    every day at 8am starting tomorrow
    mornings at 8
    at 8am every day
FREQ=DAILY;BYHOUR=9;BYMINUTE=0 2026-11-22 09:00
    daily at 9am
    every morning
    once a day at 9am
    remind me to take my pills every day at 9am
    remind me every day to drink water at 9am
    daily standup at 9am
    in the mornings
FREQ=DAILY;BYHOUR=19;BYMINUTE=0 2026-11-21 19:00
    every evening at 7
FREQ=DAILY;BYHOUR=21;BYMINUTE=0 2026-11-21 21:00
    every night
FREQ=DAILY;BYHOUR=7;BYMINUTE=30 2026-11-22 07:30
    every morning at 7:30
FREQ=WEEKLY;BYDAY=MO 2026-11-23 00:00
    every Monday
FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    every Monday at 9am
    on Mondays at 9am
    once a week on Monday at 9am
FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=19;BYMINUTE=0 2026-11-23 19:00
    every Monday and Thursday at 7pm
    remind me every Monday and Thursday at 7pm to water the plants
    water the plants every Monday and Thursday at 7pm
FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=0 2026-11-23 08:00
    every Mon, Wed and Fri at 8am
FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=17;BYMINUTE=0 2026-11-23 17:00
    on Mondays and Fridays at 5pm
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=0 2026-11-23 08:00
    on weekdays at 8am
    every day at 8am except on weekends
    every Monday to Friday at 8am
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30 2026-11-23 08:30
    every weekday at 8:30am
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=12;BYMINUTE=0 2026-11-23 12:00
    weekdays at noon
FREQ=WEEKLY;BYDAY=SA,SU 2026-11-22 00:00
    every weekend
FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10;BYMINUTE=0 2026-11-22 10:00
    every weekend at 10am
    weekends at 10am
FREQ=WEEKLY;BYDAY=SA;BYHOUR=9;BYMINUTE=0 2026-11-28 09:00
    every Saturday morning
    Saturday mornings
FREQ=DAILY;INTERVAL=2;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every other day at 8am
FREQ=WEEKLY;INTERVAL=2 2026-11-28 00:00
    every other week
FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=17;BYMINUTE=0 2026-11-27 17:00
    every other Friday at 5pm
    every two weeks on Friday at 5pm
    biweekly on Friday at 5pm
FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;BYHOUR=15;BYMINUTE=0 2026-11-24 15:00
    every second Tuesday at 3pm
FREQ=DAILY;INTERVAL=3;BYHOUR=9;BYMINUTE=0 2026-11-22 09:00
    every 3 days at 9am
FREQ=DAILY;INTERVAL=3 2026-11-22 00:00
    every three days
FREQ=MINUTELY;INTERVAL=30 2026-11-21 14:30
    every 30 minutes
    every half hour
FREQ=HOURLY 2026-11-21 15:00
    every hour
    hourly
FREQ=HOURLY;BYMINUTE=0 2026-11-21 15:00
    every hour on the hour
FREQ=HOURLY;INTERVAL=2 2026-11-21 16:00
    every 2 hours
    every couple of hours
    remind me every 2 hours to stand up
FREQ=MINUTELY;INTERVAL=90 2026-11-21 15:30
    every hour and a half
FREQ=MINUTELY;INTERVAL=15 2026-11-21 14:15
    every 15 mins
FREQ=DAILY;INTERVAL=3;BYHOUR=12;BYMINUTE=0 2026-11-22 12:00
    once every 3 days at noon
FREQ=MONTHLY 2026-12-21 00:00
    every month
FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15 00:00
    every month on the 15th
FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0 2026-12-15 10:00
    every month on the 15th at 10am
    the 15th of every month at 10am
    every 15th at 10am
FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    on the 1st and 15th of each month at 9am
FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    monthly on the 1st at 9am
    every 1st of the month at 9am
FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9;BYMINUTE=0 2026-12-07 09:00
    the first Monday of every month at 9am
    every first Monday of the month at 9am
FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=17;BYMINUTE=0 2026-11-27 17:00
    the last Friday of each month at 5pm
FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=18;BYMINUTE=0 2026-11-30 18:00
    the last day of every month at 6pm
    on the last day of the month every month at 6pm
FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=17;BYMINUTE=0 2026-11-30 17:00
    every month end at 5pm
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=17;BYMINUTE=0 2026-11-30 17:00
    the last weekday of every month at 5pm
FREQ=MONTHLY;BYDAY=2TU;BYHOUR=14;BYMINUTE=0 2026-12-08 14:00
    second Tuesday of each month 2pm
FREQ=YEARLY 2027-11-21 00:00
    every year
FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0 2027-03-05 09:00
    every year on March 5 at 9am
    every March 5th at 9am
FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5 2027-03-05 00:00
    yearly on March 5th
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25 2026-12-25 00:00
    annually on December 25
FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;BYHOUR=10;BYMINUTE=0 2027-05-09 10:00
    every year on the second Sunday of May at 10am
FREQ=MONTHLY;INTERVAL=6 2026-12-21 00:00
    every 6 months
FREQ=MONTHLY;INTERVAL=3 2026-12-21 00:00
    every quarter
FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1 2026-12-01 00:00
    quarterly on the 1st
FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0 2026-11-21 20:00
    every day at 8am and 8pm
    every day at 8 and 20
FREQ=DAILY;BYHOUR=9,13,18;BYMINUTE=0 2026-11-21 18:00
    every day at 9, 13 and 18:00
FREQ=DAILY;BYHOUR=8,12,18;BYMINUTE=0 2026-11-21 18:00
    every day at 8, 12 and 6pm
FREQ=DAILY;BYHOUR=0,12;BYMINUTE=0 2026-11-22 00:00
    every day at noon and midnight
FREQ=DAILY;BYHOUR=9,12,15,18;BYMINUTE=0 2026-11-21 15:00
    every 3 hours between 9 and 18
    every 3 hours from 9am to 6pm
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,10,11,12,13,14,15,16,17;BYMINUTE=0 2026-11-23 09:00
    every hour between 9am and 5pm on weekdays
FREQ=DAILY;UNTIL=20261231T235959;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am until Dec 31
FREQ=DAILY;UNTIL=20261127T235959;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am until Friday
FREQ=WEEKLY;UNTIL=20261231T235959;BYDAY=MO;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    every Monday at 9am until the end of the year
FREQ=DAILY;COUNT=10;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am for 10 days
    for the next 10 days every day at 8am
    every day at 8am 10 times
FREQ=DAILY;COUNT=14;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am for two weeks
FREQ=WEEKLY;UNTIL=20270222T235959;BYDAY=MO;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    every Monday at 9am for 3 months
FREQ=WEEKLY;COUNT=5;BYDAY=MO;BYHOUR=10;BYMINUTE=0 2026-11-23 10:00
    every Monday at 10am, 5 times
FREQ=WEEKLY;BYDAY=FR;BYHOUR=17;BYMINUTE=0 2026-11-27 17:00
    every Friday at 5pm starting next week
FREQ=DAILY;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    every day from December 1st at 9am
FREQ=DAILY;UNTIL=20261224T235959;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    every day from Dec 1 to Dec 24 at 9am
FREQ=HOURLY;INTERVAL=2 2026-11-22 09:00
    every 2 hours starting at 9am
FREQ=MINUTELY;INTERVAL=30;UNTIL=20261121T180000 2026-11-21 14:30
    every 30 minutes until 6pm
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA,SU;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day except Fridays at 8am
    every day at 8am except Fridays
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=7;BYMINUTE=0 2026-11-23 07:00
    every day at 7am but not on Sundays
FREQ=DAILY;BYHOUR=22;BYMINUTE=0 2026-11-21 22:00
    every day remind me at 10pm to floss
FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=18;BYMINUTE=0 2026-11-24 18:00
    every Tuesday and Thursday I have yoga at 6pm
    every tue/thu at 6pm
FREQ=WEEKLY;BYDAY=FR;BYHOUR=16;BYMINUTE=0 2026-11-27 16:00
    weekly report every Friday at 4pm
FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=0 2026-11-22 20:00
    take out the trash every Sunday evening at 8
FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;BYHOUR=9;BYMINUTE=0 2027-08-13 09:00
    every Friday the 13th at 9am
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    Monday through Friday at 9am every week
FREQ=WEEKLY;BYDAY=WE;BYHOUR=15;BYMINUTE=0 2026-11-25 15:00
    each Wednesday at 3pm
    every wed at 3pm
FREQ=DAILY;BYHOUR=23;BYMINUTE=0 2026-11-21 23:00
    nightly at 11pm
    every day at 9am EST
FREQ=DAILY;BYHOUR=0;BYMINUTE=0 2026-11-22 00:00
    every day at midnight
FREQ=MINUTELY;INTERVAL=5;UNTIL=20261121T160000 2026-11-21 14:05
    every 5 minutes for 2 hours
FREQ=DAILY;BYHOUR=7;BYMINUTE=0 2026-11-22 07:00
    do 10 pushups 5 times every day at 7am
FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=50 2026-11-23 08:50
    remind me 10 minutes before every Monday at 9am
FREQ=WEEKLY;BYDAY=TH;BYHOUR=19;BYMINUTE=0 2026-11-26 19:00
    every thursday evening
FREQ=DAILY;BYHOUR=6;BYMINUTE=0 2026-11-22 06:00
    every single day at 6 am
    everyday at 6 am
FREQ=DAILY;BYHOUR=17;BYMINUTE=0 2026-11-21 17:00
    each day at 17:00
FREQ=MONTHLY;BYDAY=3TH;BYHOUR=16;BYMINUTE=0 2026-12-17 16:00
    every third Thursday of the month at 4pm
""")


@pytest.mark.parametrize(("text", "rrule", "first"), PHRASES)
def test_phrase_is_a_rule(text: str, rrule: str, first: str) -> None:
    meaning = heard(text)

    assert meaning.kind is Kind.RECURRENCE
    assert meaning.recurrence is not None
    assert (meaning.recurrence.rrule, wall(meaning.at)) == (rrule, first)
