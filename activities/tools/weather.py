"""The tool that tells the weather, of open-meteo."""

from datetime import date, datetime, time
from typing import Final

from pydantic import BaseModel
from temporalio import activity

from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.tools import declared_tools, http_json
from activities.tools.http_json import OutsideError
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db.pool import Database
from panager.llm.tools import GetWeather
from panager.replies.results import Status, ToolResult, Weather
from panager.sentences import Language, say

DAYS: Final = 3
_DAILY: Final = "weather_code,temperature_2m_min,temperature_2m_max,precipitation_probability_max"
_LONGEST: Final = 100
"""Characters of a name."""
_SKIES: Final = (
    (range(2), "clear"),
    (range(2, 3), "partly"),
    (range(3, 4), "overcast"),
    (range(45, 49), "fog"),
    (range(51, 58), "drizzle"),
    (range(61, 68), "rain"),
    (range(71, 78), "snow"),
    (range(80, 83), "rain"),
    (range(85, 87), "snow"),
    (range(95, 100), "thunder"),
)
"""WMO weather codes, as open-meteo lists them (https://open-meteo.com/en/docs)."""


class _Place(BaseModel):
    name: str
    country: str = ""
    latitude: float
    longitude: float


class _Places(BaseModel):
    results: list[_Place] = []


class _Daily(BaseModel):
    time: list[date]
    weather_code: list[int | None]
    temperature_2m_min: list[float | None]
    temperature_2m_max: list[float | None]
    precipitation_probability_max: list[int | None] = []


class _Forecast(BaseModel):
    daily: _Daily


class WeatherTool:
    """The tool `weather`."""

    def __init__(self, db: Database, *, forecasts: str, places: str) -> None:
        """The operator's addresses; `/forecast` and `/search` are added."""
        self._db = db
        self._forecasts = f"{forecasts.rstrip('/')}/forecast"
        self._places = f"{places.rstrip('/')}/search"

    @activity.defn(name=tool_activity("weather"))
    async def weather(self, input: ToolInput) -> None:
        """Of today and the next days."""
        await run_tool(self._db, input, declared_tools.WEATHER, self._tell)

    async def _tell(self, call: Call[GetWeather]) -> ToolResult:
        try:
            place = await self._find(call.args.place, call.language)
            if place is None:
                return ToolResult(status=Status.FAILED, detail="no place has this name")
            forecast = await self._forecast(place)
        except OutsideError as error:
            return ToolResult(status=Status.FAILED, detail=str(error))
        name = f"{place.name[:_LONGEST]}, {place.country[:_LONGEST]}".rstrip(", ")
        return ToolResult(status=Status.FORECAST, place=name, days=_days(call, forecast.daily))

    async def _find(self, name: str, language: Language) -> _Place | None:
        asked = {"name": name, "count": "1", "language": language, "format": "json"}
        found = await http_json.ask(self._places, asked, _Places)
        return next(iter(found.results), None)

    async def _forecast(self, place: _Place) -> _Forecast:
        asked = {
            "latitude": f"{place.latitude:.4f}",
            "longitude": f"{place.longitude:.4f}",
            "daily": _DAILY,
            "timezone": "auto",
            "forecast_days": str(DAYS),
        }
        return await http_json.ask(self._forecasts, asked, _Forecast)


def _days(call: Call, daily: _Daily) -> list[Weather]:
    # The chance of rain may be missing, or be shorter.
    rain = [*daily.precipitation_probability_max, *[None] * len(daily.time)]
    rows = zip(
        daily.time,
        daily.weather_code,
        daily.temperature_2m_min,
        daily.temperature_2m_max,
        rain,
        strict=False,
    )
    return [
        Weather(
            day=call.render(datetime.combine(day, time(), tzinfo=call.person.zone), whole=True),
            sky=_sky(code, call.language),
            low=low,
            high=high,
            rain_percent=chance,
        )
        for day, code, low, high, chance in list(rows)[:DAYS]
        if low is not None and high is not None
    ]


def _sky(code: int | None, language: Language) -> str:
    key = next((key for codes, key in _SKIES if code in codes), "unknown")
    return say(language, f"sky.{key}")
