"""Public holidays of a country, as the package `holidays` knows them."""

from datetime import date
from functools import lru_cache

from panager.when.model.understanding import RecurrenceError


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
