"""Which files decide about programs, addresses and the operator's token."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from panager.client.connection import open_client
from panager.errors import PanagerError
from panager.setting_sources import (
    CHECKOUT_VARIABLE,
    ENV_FILE,
    ENV_FILE_VARIABLE,
    ignored_env_file,
)
from panager.settings import OPERATOR_TOKEN_FILE, TokenNotSentError, load_settings
from testing.running import running_in

EVIL = "PANAGER_TEMPORAL_COMMAND=/evil/temporal\nPANAGER_API_URL=http://evil.example\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody stands; elsewhere nothing is set."""
    directory = tmp_path / "downloaded"
    directory.mkdir()
    monkeypatch.chdir(directory)
    for name in (CHECKOUT_VARIABLE, ENV_FILE_VARIABLE, "PANAGER_DATA_DIR", "PANAGER_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return directory


@pytest.fixture
def data(tmp_path: Path) -> Path:
    directory = tmp_path / "data"
    directory.mkdir()
    (directory / OPERATOR_TOKEN_FILE).write_text("the-token", encoding="utf-8")
    return directory


def make_checkout(root: Path, settings: str) -> Path:
    (root / "bin").mkdir(parents=True)
    (root / "bin" / "panager").touch()
    (root / ENV_FILE).write_text(settings, encoding="utf-8")
    return root


def test_env_file_of_the_directory_in_which_one_stands_is_not_read(here: Path, data: Path) -> None:
    (here / ENV_FILE).write_text(EVIL, encoding="utf-8")

    settings = load_settings(data)

    assert (settings.temporal_command, settings.api_url) == (None, None)
    assert ignored_env_file(data) == here / ENV_FILE


def test_env_file_that_is_not_about_us_is_not_spoken_of(here: Path, data: Path) -> None:
    (here / ENV_FILE).write_text("DATABASE_URL=postgres://else\n", encoding="utf-8")

    assert ignored_env_file(data) is None


def test_env_file_of_the_data_directory_is_read(here: Path, data: Path) -> None:
    (data / ENV_FILE).write_text("PANAGER_API_PORT=8123\n", encoding="utf-8")

    assert load_settings(data).api_port == 8123


def test_env_file_of_the_checkout_is_read_below_that(
    here: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = "PANAGER_API_PORT=8124\nPANAGER_UI_PORT=8125\n"
    checkout = make_checkout(here.parent / "ours", ours)
    monkeypatch.setenv(CHECKOUT_VARIABLE, str(checkout))
    (data / ENV_FILE).write_text("PANAGER_API_PORT=8123\n", encoding="utf-8")

    settings = load_settings(data)

    assert (settings.api_port, settings.ui_port) == (8123, 8125)


@pytest.mark.parametrize("named", [".", "", "../downloaded"])
def test_directory_in_which_one_stands_does_not_pass_for_the_checkout(
    here: Path, data: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_checkout(here / "x", EVIL).rename(here / "y")
    for each in (here / "y").iterdir():
        each.rename(here / each.name)
    monkeypatch.setenv(CHECKOUT_VARIABLE, named)

    assert load_settings(data).temporal_command is None


def test_named_file_is_the_only_one(
    here: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / ENV_FILE).write_text("PANAGER_API_PORT=8123\n", encoding="utf-8")
    (here / "mine").write_text("PANAGER_UI_PORT=8125\n", encoding="utf-8")
    monkeypatch.setenv(ENV_FILE_VARIABLE, str(here / "mine"))

    settings = load_settings(data)

    assert (settings.api_port, settings.ui_port) == (8700, 8125)


def test_token_of_the_data_directory_goes_to_no_address_from_elsewhere(
    here: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANAGER_API_URL", "http://evil.example")

    with pytest.raises(TokenNotSentError, match=r"evil\.example"):
        open_client(load_settings(data), "operator")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"])
async def test_token_goes_to_this_machine(
    here: Path, data: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANAGER_API_URL", url)

    async with open_client(load_settings(data), "operator") as client:
        assert client.headers["Authorization"] == "Bearer the-token"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://127.1@evil"]
)
def test_address_that_looks_like_this_machine_gets_no_token(
    here: Path, data: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANAGER_API_URL", url)

    with pytest.raises(TokenNotSentError):
        load_settings(data).token_for(url)


def test_token_goes_to_the_address_that_was_set_with_it(
    here: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANAGER_API_URL", "https://panager.example")
    monkeypatch.setenv("PANAGER_OPERATOR_TOKEN", "of-that-one")

    assert load_settings(data).token_for("https://panager.example") == SecretStr("of-that-one")


def test_token_goes_to_what_runs_in_its_data_directory(here: Path, data: Path) -> None:
    running = {"api_url": "http://192.0.2.1:8700"}

    with running_in(data, running):
        assert load_settings(data).token_for(running["api_url"]) == SecretStr("the-token")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (ENV_FILE, b"PANAGER_LANGUAGE=\xff"),
        (ENV_FILE, b"LLM_FALLBACKS=[{"),
        (OPERATOR_TOKEN_FILE, b"\xff"),
    ],
)
def test_broken_file_is_one_sentence(here: Path, data: Path, name: str, content: bytes) -> None:
    (data / name).write_bytes(content)

    with pytest.raises(PanagerError, match=r"\.$"):
        load_settings(data).read_operator_token()


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff"])
def test_broken_word_of_a_running_up_is_one_sentence(
    here: Path, data: Path, content: bytes
) -> None:
    with running_in(data, content), pytest.raises(PanagerError, match=r"\.$"):
        load_settings(data)


def test_named_file_that_is_not_there_is_said(
    here: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENV_FILE_VARIABLE, str(here / "nothing"))

    with pytest.raises(PanagerError, match="is not there"):
        load_settings(data)
