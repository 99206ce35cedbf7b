"""The tools that are there only if the settings say where they find what they need."""

from collections.abc import Callable
from typing import Any

from activities.tools.weather import WeatherTool
from activities.tools.web_search import WebSearchTool
from panager.db.pool import Database
from panager.settings import Settings


def optional_tools(db: Database, settings: Settings) -> dict[str, Callable[..., Any]]:
    """Their activities, by the name of the tool."""
    tools: dict[str, Callable[..., Any]] = {}
    if settings.search_url is not None:
        tools["web_search"] = WebSearchTool(db, str(settings.search_url)).web_search
    if settings.weather_url is not None:
        weather = WeatherTool(
            db, forecasts=str(settings.weather_url), places=str(settings.geocoding_url)
        )
        tools["weather"] = weather.weather
    return tools
