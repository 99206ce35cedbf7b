"""Settings that nothing of the machine's environment changes."""

from pathlib import Path

import pytest

from panager.settings import OFFLINE, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, llm_model=OFFLINE, llm_fallbacks=[])
