"""What models are told about the tools."""

import pytest
from pydantic import HttpUrl

from panager.features import registry
from panager.llm.tool_declaration import Policy, tool_schemas
from panager.replies.results import ReminderView, Status, ToolResult, capped
from panager.sentences import LANGUAGES, Language, catalogue
from panager.settings import Settings

TOOLS = registry.all_tools()
ENABLED = registry.enabled_tools(Settings.model_construct())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_is_described_in_the_persons_language(language: Language) -> None:
    described = {
        key.removeprefix("tool_description.")
        for key in catalogue(language)
        if key.startswith("tool_description.")
    }

    assert described == set(TOOLS)


def test_a_schema_has_the_description_and_the_arguments() -> None:
    [search] = [
        schema["function"]
        for schema in tool_schemas(TOOLS, "ko")
        if schema["function"]["name"] == "web_search"
    ]

    assert search["description"] == catalogue("ko")["tool_description.web_search"]
    assert set(search["parameters"]) == {"type", "properties", "required"}


def test_optional_tools_are_there_only_when_they_are_enabled() -> None:
    weather = Settings.model_construct(weather_url=HttpUrl("http://weather.test"))

    assert ENABLED.keys() == TOOLS.keys() - {"web_search", "weather"}
    assert registry.enabled_tools(weather).keys() == TOOLS.keys() - {"web_search"}


def test_what_changes_nothing_asks_for_nothing_and_cannot_be_undone() -> None:
    assert not any(tool.can_undo for tool in TOOLS.values() if tool.policy is Policy.READ)
    assert all(tool.policy is Policy.READ for tool in TOOLS.values() if tool.is_outside)


def test_a_list_is_cut_to_what_a_model_should_read() -> None:
    views = [ReminderView(number=n, text="약 먹기 " * 20, due="내일") for n in range(1, 201)]
    ids = [str(n) for n in range(200)]

    cut = capped(ToolResult(status=Status.LISTED, reminders=views, offered=ids))

    assert len(cut.model_dump_json(exclude_defaults=True, exclude={"offered"})) <= 8000
    assert cut.reminders == views[: len(cut.reminders)]
    assert len(cut.reminders) + cut.more == 200
    assert cut.offered == ids
