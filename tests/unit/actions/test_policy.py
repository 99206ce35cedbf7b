"""Every destructive tool asks first: its activity is one of those that only show a card."""

from temporalio import activity

from activities.actions.tools import ActionTools
from panager.contracts.names import tool_activity
from panager.features import registry
from panager.llm.tool_declaration import Policy

TOOLS = registry.all_tools()
DESTRUCTIVE = {name for name, tool in TOOLS.items() if tool.policy is Policy.DESTRUCTIVE}


def test_activities_of_destructive_tools_are_the_ones_that_show_cards() -> None:
    definitions = [
        activity._Definition.from_callable(member)
        for member in vars(ActionTools).values()
        if callable(member)
    ]

    assert {one.name for one in definitions if one} == {tool_activity(n) for n in DESTRUCTIVE}


def test_no_destructive_tool_takes_a_confirmation() -> None:
    assert not any("confirmed" in TOOLS[name].args.model_fields for name in DESTRUCTIVE)
