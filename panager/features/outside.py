"""What is looked up outside Panager, if the settings say where."""

from panager.contracts.names import Queue
from panager.features.feature import Activities, Activity, Feature, Parts, Tools


class Outside(Feature):
    """The web and the weather."""

    def tools(self) -> Tools:
        """Each is there only with its address."""
        from activities.tools.declared_tools import WEATHER, WEB_SEARCH

        return [WEB_SEARCH, WEATHER]

    def activities(self, parts: Parts) -> Activities:
        """Those of the tools that are enabled."""
        from activities.tools.weather import WeatherTool
        from activities.tools.web_search import WebSearchTool

        db, settings, tools = parts.db, parts.settings, list[Activity]()
        if settings.search_url is not None:
            tools.append(WebSearchTool(db, str(settings.search_url)).web_search)
        if settings.weather_url is not None:
            forecasts, places = str(settings.weather_url), str(settings.geocoding_url)
            tools.append(WeatherTool(db, forecasts=forecasts, places=places).weather)
        return {Queue.CHAT: tools}
