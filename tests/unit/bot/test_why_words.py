import pytest

from panager.features import registry
from panager.replies.results import Status
from panager.sentences import LANGUAGES, Language, catalogue

TOOLS = registry.all_tools()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_and_how_it_ends_has_words(language: Language) -> None:
    wanted = {f"why_tool.{name}" for name in TOOLS} | {f"why_status.{each}" for each in Status}

    assert wanted - catalogue(language).keys() == set()
