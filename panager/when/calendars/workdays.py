"""Working days: from Monday to Friday, in a country that is known without its public holidays."""

from datetime import date
from functools import lru_cache

from panager.when.calendars.arithmetic import DateRange, add_days
from panager.when.model.understanding import RecurrenceError

_SATURDAY = 5


def back_to_work(end: date) -> date:
    """The first Korean working day from here on: a day in lieu lengthens days off."""
    return add_workdays(add_days(end, -1), 1, "KR")


def add_workdays(day: date, number: int, country: str | None) -> date:
    """The nth working day after this day, which itself does not count, or before it."""
    step = 1 if number > 0 else -1
    for _ in range(abs(number)):
        day = add_days(day, step)
        while not _is_working(day, country):
            day = add_days(day, step)
    return day


def nth_workday_in(span: DateRange, number: int, country: str) -> date | None:
    """The first (1), second, … or last (-1) working day of it."""
    outside = add_days(span[0], -1) if number > 0 else span[1]
    day = add_workdays(outside, number, country)
    return day if span[0] <= day < span[1] else None


def _is_working(day: date, country: str | None) -> bool:
    if day.weekday() >= _SATURDAY:
        return False
    if country is None:
        return True
    return not is_public_holiday(day, country)


def is_public_holiday(day: date, country: str) -> bool:
    """Whether everybody in the country (ISO 3166: "KR") is off that day."""
    return day in _of_year(country, day.year)


# Building one takes milliseconds: a rule asks for every day of a year.
@lru_cache(maxsize=512)
def _of_year(country: str, year: int) -> frozenset[date]:
    import holidays  # a quarter of a second, which only rules that except holidays should cost

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        raise RecurrenceError(f"The public holidays of {country[:20]!r} are not known.") from None


_BY_ZONE = {
    "Asia/Seoul": "KR",
    "Asia/Tokyo": "JP",
    "Asia/Shanghai": "CN",
    "Asia/Taipei": "TW",
    "Asia/Hong_Kong": "HK",
    "Asia/Singapore": "SG",
    "Asia/Kolkata": "IN",
    "Asia/Ho_Chi_Minh": "VN",
    "Asia/Bangkok": "TH",
    "Asia/Jakarta": "ID",
    "Asia/Manila": "PH",
    "America/New_York": "US",
    "America/Detroit": "US",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Boise": "US",
    "America/Phoenix": "US",
    "America/Los_Angeles": "US",
    "America/Anchorage": "US",
    "Pacific/Honolulu": "US",
    "America/Toronto": "CA",
    "America/Vancouver": "CA",
    "America/Montreal": "CA",
    "America/Edmonton": "CA",
    "America/Winnipeg": "CA",
    "America/Halifax": "CA",
    "America/Mexico_City": "MX",
    "America/Sao_Paulo": "BR",
    "America/Argentina/Buenos_Aires": "AR",
    "America/Santiago": "CL",
    "America/Bogota": "CO",
    "America/Lima": "PE",
    "Europe/London": "GB",
    "Europe/Dublin": "IE",
    "Europe/Paris": "FR",
    "Europe/Berlin": "DE",
    "Europe/Madrid": "ES",
    "Europe/Lisbon": "PT",
    "Europe/Rome": "IT",
    "Europe/Amsterdam": "NL",
    "Europe/Brussels": "BE",
    "Europe/Luxembourg": "LU",
    "Europe/Zurich": "CH",
    "Europe/Vienna": "AT",
    "Europe/Prague": "CZ",
    "Europe/Warsaw": "PL",
    "Europe/Budapest": "HU",
    "Europe/Copenhagen": "DK",
    "Europe/Stockholm": "SE",
    "Europe/Oslo": "NO",
    "Europe/Helsinki": "FI",
    "Europe/Athens": "GR",
    "Europe/Bucharest": "RO",
    "Europe/Kyiv": "UA",
    "Europe/Istanbul": "TR",
    "Australia/Sydney": "AU",
    "Australia/Melbourne": "AU",
    "Australia/Brisbane": "AU",
    "Australia/Perth": "AU",
    "Australia/Adelaide": "AU",
    "Pacific/Auckland": "NZ",
    "Africa/Johannesburg": "ZA",
    "Africa/Cairo": "EG",
}


def country_of(zone: str | None) -> str | None:
    """The country (ISO 3166) of a zone; None where it is not known, as for "UTC"."""
    return _BY_ZONE.get(zone or "")
