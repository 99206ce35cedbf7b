import re
from pathlib import Path

import pytest

from panager.settings import Settings, load_settings
from testing.running import running_in

ROOT = Path(__file__).parents[2]


def test_env_example_lists_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^# (?:PANAGER_)?(\w+)=", text, re.MULTILINE)

    assert sorted(name.lower() for name in listed) == sorted(Settings.model_fields)


def test_environment_wins_over_what_runs_in_the_data_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = {"api_url": "http://127.0.0.1:1", "temporal_address": "127.0.0.1:2"}
    monkeypatch.setenv("PANAGER_TEMPORAL_ADDRESS", "elsewhere:7233")

    with running_in(tmp_path, running):
        settings = load_settings(tmp_path)

    assert settings.api_url == "http://127.0.0.1:1"
    assert settings.temporal_address == "elsewhere:7233"


def test_operator_token_comes_from_the_data_directory(tmp_path: Path) -> None:
    (tmp_path / "operator-token").write_text("the-token\n", encoding="utf-8")

    token = load_settings(tmp_path).read_operator_token()

    assert token is not None
    assert token.get_secret_value() == "the-token"
    assert "the-token" not in repr(token)
