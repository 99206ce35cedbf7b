"""Places that people name a time zone by, in English and Korean."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_NEW_YORK, _CHICAGO, _DENVER, _LOS_ANGELES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)
# Beside the cities of the zone database. A country with several zones is no answer.
_ENGLISH = {
    "eastern": _NEW_YORK,
    "east coast": _NEW_YORK,
    "boston": _NEW_YORK,
    "washington": _NEW_YORK,
    "miami": _NEW_YORK,
    "atlanta": _NEW_YORK,
    "philadelphia": _NEW_YORK,
    "nyc": _NEW_YORK,
    "central": _CHICAGO,
    "dallas": _CHICAGO,
    "houston": _CHICAGO,
    "austin": _CHICAGO,
    "texas": _CHICAGO,
    "mountain": _DENVER,
    "pacific": _LOS_ANGELES,
    "west coast": _LOS_ANGELES,
    "california": _LOS_ANGELES,
    "san francisco": _LOS_ANGELES,
    "seattle": _LOS_ANGELES,
    "san diego": _LOS_ANGELES,
    "las vegas": _LOS_ANGELES,
    "la": _LOS_ANGELES,
    "sf": _LOS_ANGELES,
    "bay area": _LOS_ANGELES,
    "ny": _NEW_YORK,
    "hawaii": "Pacific/Honolulu",
    "alaska": "America/Anchorage",
    "atlantic": "America/Halifax",
    "montreal": "America/Toronto",
    "rio de janeiro": "America/Sao_Paulo",
    "korea": "Asia/Seoul",
    "korean": "Asia/Seoul",
    "korea standard": "Asia/Seoul",
    "busan": "Asia/Seoul",
    "japan": "Asia/Tokyo",
    "japanese": "Asia/Tokyo",
    "osaka": "Asia/Tokyo",
    "china": "Asia/Shanghai",
    "chinese": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata",
    "chennai": "Asia/Kolkata",
    "thailand": "Asia/Bangkok",
    "vietnam": "Asia/Ho_Chi_Minh",
    "hanoi": "Asia/Ho_Chi_Minh",
    "philippines": "Asia/Manila",
    "taiwan": "Asia/Taipei",
    "abu dhabi": "Asia/Dubai",
    "tel aviv": "Asia/Jerusalem",
    "israel": "Asia/Jerusalem",
    "uk": "Europe/London",
    "england": "Europe/London",
    "british": "Europe/London",
    "greenwich mean": "UTC",
    "coordinated universal": "UTC",
    "universal": "UTC",
    "ireland": "Europe/Dublin",
    "central european": "Europe/Berlin",
    "germany": "Europe/Berlin",
    "german": "Europe/Berlin",
    "munich": "Europe/Berlin",
    "frankfurt": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "cologne": "Europe/Berlin",
    "france": "Europe/Paris",
    "italy": "Europe/Rome",
    "milan": "Europe/Rome",
    "spain": "Europe/Madrid",
    "barcelona": "Europe/Madrid",
    "netherlands": "Europe/Amsterdam",
    "switzerland": "Europe/Zurich",
    "geneva": "Europe/Zurich",
    "austria": "Europe/Vienna",
    "poland": "Europe/Warsaw",
    "sweden": "Europe/Stockholm",
    "norway": "Europe/Oslo",
    "denmark": "Europe/Copenhagen",
    "finland": "Europe/Helsinki",
    "greece": "Europe/Athens",
    "turkey": "Europe/Istanbul",
    "eastern european": "Europe/Helsinki",
    "australian eastern": "Australia/Sydney",
    "canberra": "Australia/Sydney",
    "new zealand": "Pacific/Auckland",
}
_KOREAN = {
    "한국 대한민국 서울 부산": "Asia/Seoul",
    "일본 도쿄 동경 오사카": "Asia/Tokyo",
    "중국 베이징 북경 상하이 상해": "Asia/Shanghai",
    "홍콩": "Asia/Hong_Kong",
    "대만 타이베이 타이페이": "Asia/Taipei",
    "싱가포르 싱가폴": "Asia/Singapore",
    "베트남 호치민 호찌민 하노이 다낭": "Asia/Ho_Chi_Minh",
    "태국 방콕": "Asia/Bangkok",
    "필리핀 마닐라 세부": "Asia/Manila",
    "자카르타": "Asia/Jakarta",
    "발리": "Asia/Makassar",
    "말레이시아 쿠알라룸푸르": "Asia/Kuala_Lumpur",
    "인도 뭄바이 델리 뉴델리": "Asia/Kolkata",
    "두바이 아부다비": "Asia/Dubai",
    "이스라엘": "Asia/Jerusalem",
    "영국 런던": "Europe/London",
    "독일 베를린 프랑크푸르트 뮌헨": "Europe/Berlin",
    "프랑스 파리": "Europe/Paris",
    "이탈리아 로마 밀라노": "Europe/Rome",
    "스페인 마드리드 바르셀로나": "Europe/Madrid",
    "네덜란드 암스테르담": "Europe/Amsterdam",
    "스위스 취리히 제네바": "Europe/Zurich",
    "오스트리아 비엔나 빈": "Europe/Vienna",
    "체코 프라하": "Europe/Prague",
    "폴란드 바르샤바": "Europe/Warsaw",
    "스웨덴 스톡홀름": "Europe/Stockholm",
    "핀란드 헬싱키": "Europe/Helsinki",
    "튀르키예 터키 이스탄불": "Europe/Istanbul",
    "모스크바": "Europe/Moscow",
    "이집트 카이로": "Africa/Cairo",
    "미국동부 뉴욕 보스턴 워싱턴 애틀랜타 동부": _NEW_YORK,
    "미국중부 시카고 댈러스 휴스턴 중부": _CHICAGO,
    "덴버": _DENVER,
    "미국서부 로스앤젤레스 엘에이 샌프란시스코 시애틀 라스베이거스": _LOS_ANGELES,
    "캘리포니아 실리콘밸리 서부": _LOS_ANGELES,
    "하와이": "Pacific/Honolulu",
    "괌": "Pacific/Guam",
    "토론토": "America/Toronto",
    "밴쿠버": "America/Vancouver",
    "멕시코시티": "America/Mexico_City",
    "상파울루": "America/Sao_Paulo",
    "시드니": "Australia/Sydney",
    "멜버른": "Australia/Melbourne",
    "브리즈번": "Australia/Brisbane",
    "뉴질랜드 오클랜드": "Pacific/Auckland",
    "그리니치 세계협정 협정세계": "UTC",
}


def zone_of_place(name: str) -> str | None:
    """The key of the zone of a city, region or country; None for one that is not known."""
    return _places().get(" ".join(name.lower().split())) or _places().get(name.replace(" ", ""))


def places_like(typed: str, *, limit: int) -> list[tuple[str, str]]:
    """Names of places with these letters, beginnings first, each with the key of its zone.

    A zone comes once, by the name that fits best; its key is a name as well.
    """
    wanted = _plain(typed)
    names = {key: key for key in _keys().values() if "/" in key} | _places()
    fitting = sorted(
        (not _plain(name).startswith(wanted), name) for name in names if wanted in _plain(name)
    )
    by_key: dict[str, str] = {}
    for _, name in fitting:
        by_key.setdefault(names[name], name)
    return [(name, key) for key, name in by_key.items()][:limit]


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def zone_key(name: str) -> str | None:
    """The key as the zone database writes it: "europe/berlin" is "Europe/Berlin"."""
    return _keys().get(name.lower().replace(" ", "_"))


@cache
def zone_info(key: str) -> ZoneInfo:
    """The zone; the key comes from here."""
    return ZoneInfo(key)


@cache
def _keys() -> dict[str, str]:
    return {key.lower(): key for key in available_timezones()}


@cache
def _places() -> dict[str, str]:
    regions = (
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Pacific",
    )
    cities = {
        key.rsplit("/", 1)[-1].replace("_", " ").lower(): key
        for key in sorted(available_timezones(), reverse=True)
        if key.startswith(regions)
    }
    korean = {name: key for names, key in _KOREAN.items() for name in names.split()}
    return cities | _ENGLISH | korean
