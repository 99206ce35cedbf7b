"""Rules as text: one normal form, and what no reminder can follow is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panager.when import RecurrenceError, parse_rrule


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("FREQ=DAILY;INTERVAL=1", "FREQ=DAILY"),
        ("RRULE:freq=weekly;byday=fr,mo", "FREQ=WEEKLY;BYDAY=MO,FR"),
        (
            "BYMINUTE=0;BYHOUR=20,8;FREQ=DAILY;COUNT=10",
            "FREQ=DAILY;COUNT=10;BYHOUR=8,20;BYMINUTE=0",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15;", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231T235959"),
        ("FREQ=DAILY;UNTIL=20261231T235959Z", "FREQ=DAILY;UNTIL=20261231T235959Z"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ("FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=OMIT", "FREQ=MONTHLY"),
        (
            "freq=yearly;bymonth=5l,8,5;bymonthday=-1;rscale=dangi;skip=omit",
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=5,8,5L;BYMONTHDAY=-1",
        ),
        (
            "SKIP=BACKWARD;RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=30",
            "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=30;SKIP=BACKWARD",
        ),
    ],
)
def test_rule_has_one_normal_form(text: str, normal: str) -> None:
    assert parse_rrule(text) == normal
    assert parse_rrule(normal) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DAILY",
        "INTERVAL=2",
        "FREQ=SECONDLY",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=DAILY;COUNT=ten",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=3;UNTIL=20261231",
        "FREQ=DAILY;UNTIL=20261301",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=",
        "FREQ=DAILY;BYSECOND=0,30",
        "FREQ=MINUTELY;BYSECOND=0",
        "FREQ=HOURLY;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=DAILY;BYYEARDAY=3",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=DAILY;X-NAME=1",
        "FREQ=DAILY;WKST=1",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "RSCALE=DANGI;FREQ=DAILY",
        "RSCALE=DANGI;FREQ=WEEKLY",
        "RSCALE=DANGI;FREQ=MONTHLY;BYMONTH=8",
        "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=31",
        "RSCALE=DANGI;FREQ=MONTHLY;BYDAY=MO",
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=13",
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=L",
        "RSCALE=DANGI;FREQ=YEARLY;BYYEARDAY=1",
        "RSCALE=DANGI;FREQ=YEARLY;SKIP=FORWARD",
        "FREQ=YEARLY;BYMONTH=5L",
        "FREQ=YEARLY;SKIP=OMIT",
        "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD",
        "FREQ=DAILY\nFREQ=DAILY",
        "FREQ=DAILY;" + "BYHOUR=1;" * 100,
    ],
)
def test_what_no_reminder_can_follow_is_refused(text: str) -> None:
    with pytest.raises(RecurrenceError):
        parse_rrule(text)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text("FREQDAILYBYHU=;,0123456789-", max_size=60))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        normal = parse_rrule(text)
    except RecurrenceError:
        return
    assert parse_rrule(normal) == normal
