"""What a data directory tells of what runs there."""

import shutil
from pathlib import Path

import pytest

from panager.client.connection import UnreachableError, open_client
from panager.data_dir import is_in_use
from panager.doctor import parts
from panager.settings import OPERATOR_TOKEN_FILE, Settings, load_settings
from testing.running import running_in

RUNTIME = {"api_url": "http://127.0.0.1:8700", "temporal_address": "127.0.0.1:1"}


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original"
    path.mkdir()
    (path / OPERATOR_TOKEN_FILE).write_text("the token")
    return path


def test_directory_is_in_use_while_somebody_holds_its_lock(original: Path) -> None:
    assert not is_in_use(original)
    with running_in(original, RUNTIME):
        assert is_in_use(original)
    assert not is_in_use(original)


def test_copy_does_not_know_the_servers_of_the_original(original: Path, tmp_path: Path) -> None:
    with running_in(original, RUNTIME):
        copy = shutil.copytree(original, tmp_path / "copy")

        assert load_settings(original).temporal_address == RUNTIME["temporal_address"]
        assert load_settings(copy).temporal_address is None
        assert "copy of" in parts.data_dir(load_settings(copy)).detail
        assert "copy of" not in parts.data_dir(load_settings(original)).detail


def test_copy_does_not_talk_to_who_has_the_usual_port(original: Path, tmp_path: Path) -> None:
    with running_in(original, RUNTIME):
        copy = shutil.copytree(original, tmp_path / "copy")

        with pytest.raises(UnreachableError, match=f"Nothing runs in {copy}"):
            open_client(load_settings(copy), "operator")


async def test_api_on_a_port_that_was_chosen_is_used(original: Path) -> None:
    settings = Settings(data_dir=original, api_port=9999)

    async with open_client(settings, "operator") as client:
        assert client.base_url.port == 9999
