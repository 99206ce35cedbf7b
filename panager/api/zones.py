"""Time zones that a request names."""

from zoneinfo import ZoneInfo

from panager.errors import PanagerError
from panager.when.calendars import places


class ZoneError(PanagerError):
    """No time zone is called so."""

    http_status = 422


def find_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, in any case, or of a city or country that we know."""
    key = places.zone_key(name) or places.zone_of_place(name)
    if key is None:
        raise ZoneError("There is no such time zone; send an IANA name such as Asia/Seoul.")
    return ZoneInfo(key)
