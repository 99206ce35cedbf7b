import pytest

from panager.llm.registry import TOOLS
from panager.replies.results import Status
from panager.sentences import LANGUAGES, Language, catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_and_how_it_ends_has_words(language: Language) -> None:
    wanted = {f"why_tool.{name}" for name in TOOLS} | {f"why_status.{each}" for each in Status}

    assert wanted - catalogue(language).keys() == set()
