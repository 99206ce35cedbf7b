"""The tool that searches the web, at a SearXNG server or any that answers alike."""

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
from panager.llm.tools import WebSearch
from panager.replies.results import Page, Status, ToolResult

MOST_PAGES: Final = 5
_LONGEST: Final = {"title": 200, "url": 500, "content": 600}
"""Characters."""


class _Hit(BaseModel):
    title: str | None = None
    url: str | None = None
    content: str | None = None


class _Found(BaseModel):
    results: list[_Hit]


class WebSearchTool:
    """The tool `web_search`."""

    def __init__(self, db: Database, url: str) -> None:
        """`url` is the operator's; `?q=…&format=json` is added."""
        self._db = db
        self._url = url

    @activity.defn(name=tool_activity("web_search"))
    async def web_search(self, input: ToolInput) -> None:
        """A few pages, in short."""
        await run_tool(self._db, input, declared_tools.WEB_SEARCH, self._search)

    async def _search(self, call: Call[WebSearch]) -> ToolResult:
        query = {"q": call.args.query, "format": "json"}
        try:
            found = await http_json.ask(self._url, query, _Found)
        except OutsideError as error:
            return ToolResult(status=Status.FAILED, detail=str(error))
        hits = [hit for hit in found.results if (hit.url or "").startswith(("http://", "https://"))]
        return ToolResult(status=Status.FOUND, pages=[_page(hit) for hit in hits[:MOST_PAGES]])


def _page(hit: _Hit) -> Page:
    said = hit.model_dump()
    return Page(
        **{name: " ".join((said[name] or "").split())[:most] for name, most in _LONGEST.items()}
    )
