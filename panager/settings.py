"""Settings: environment over `.env` over what `panager up` wrote about its parts over defaults.

Only entry points call `load_settings()`; everything else receives what it needs.
"""

import contextlib
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
import tzlocal
from pydantic import AliasChoices, BaseModel, Field, HttpUrl, PrivateAttr, SecretStr
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from panager.errors import PanagerError
from panager.setting_sources import (
    DATA_DIRECTORY,
    SettingsFileError,
    place_of,
    places,
    read_text,
)

OPERATOR_TOKEN_FILE = "operator-token"  # noqa: S105 - a file name, not a secret
UPDATE_KEY_FILE = "update-key"


OFFLINE = "offline"
"""The name of the built-in model."""


class Fallback(BaseModel):
    """A model of the chain; what is not given is as for the first."""

    model: str
    base_url: HttpUrl | None = None
    api_key: SecretStr | None = None


class Price(BaseModel):
    """US dollars for a million tokens."""

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)


@dataclass(frozen=True)
class DayBudget:
    """What one person may use on a day; 0 is no limit."""

    tokens: int
    usd: Decimal


class NotConfiguredError(PanagerError):
    """Nothing runs in this data directory and no addresses are set."""


class TokenNotSentError(PanagerError):
    """The address came from somewhere else than the token that it would get."""


@dataclass(frozen=True)
class Services:
    """What a part of Panager works with."""

    database_url: SecretStr
    temporal_address: str


def default_data_dir() -> Path:
    """Where the platform keeps an application's data, e.g. `~/.local/share/panager`."""
    return platformdirs.user_data_path("panager")


class Settings(BaseSettings):
    """Every setting, each `PANAGER_<NAME>` in the environment or in `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="PANAGER_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_by_name=True,
    )

    data_dir: Path = Field(default_factory=default_data_dir)
    database_url: SecretStr | None = None
    """The application's role, which row-level security binds."""
    database_admin_url: SecretStr | None = None
    """The owner of the schema; used by `panager migrate` only."""
    temporal_address: str | None = None
    temporal_namespace: str = "default"
    temporal_command: Path | None = None
    """A `temporal` binary to use for the embedded server instead of looking for one."""
    temporal_port: int = 17233
    ui_port: int = 18233
    temporal_ui_url: str | None = None
    api_host: str = "127.0.0.1"
    api_port: int = 8700
    api_url: str | None = None
    api_hosts: list[str] = []
    """More names under which people reach the API, JSON; it refuses requests to all others."""
    operator_token: SecretStr | None = None
    update_key: SecretStr | None = None
    """With which Panager's processes prove to each other what they ask of workflows."""
    language: Literal["ko", "en"] = "en"
    """For people whose language is not known yet."""
    zone: str = Field(default_factory=tzlocal.get_localzone_name)
    """IANA time zone for people whose zone is not known yet; default: this machine's."""
    llm_model: str = Field(
        default=OFFLINE, validation_alias=AliasChoices("LLM_MODEL", "PANAGER_LLM_MODEL")
    )
    """`offline` needs no key and no network; else a model of the server at `llm_base_url`."""
    llm_base_url: HttpUrl = Field(
        default=HttpUrl("https://api.openai.com/v1"),
        validation_alias=AliasChoices("LLM_BASE_URL", "PANAGER_LLM_BASE_URL"),
    )
    """Of a server that speaks OpenAI's chat completions."""
    llm_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("LLM_API_KEY", "PANAGER_LLM_API_KEY")
    )
    llm_fallbacks: list[Fallback] = Field(
        default=[], validation_alias=AliasChoices("LLM_FALLBACKS", "PANAGER_LLM_FALLBACKS")
    )
    """Tried in this order when the model before fails; JSON."""
    llm_timeout_s: float = Field(default=20.0, gt=0)
    """How long a model may be silent, before its first words and between them."""
    llm_patience_s: float = Field(default=45.0, gt=0)
    """After so long without an answer from any model the person is told."""
    llm_context_tokens: int = Field(default=12_000, ge=2_000)
    """Of a prompt; old turns are summed up to stay below."""
    llm_output_tokens: int = Field(default=4_096, ge=256)
    """Of one answer at most, its reasoning included."""
    llm_prices: dict[str, Price] = {}
    """By model; JSON. With a budget in dollars a model without one is not asked."""
    budget_day_tokens: int = Field(default=2_000_000, ge=0)
    """Per person and day of theirs, 0 for no limit. The offline model is free."""
    budget_day_usd: Decimal = Field(default=Decimal(0), ge=0)
    """The same in dollars, by `llm_prices`."""
    budget_turn_tokens: int = Field(default=200_000, ge=0)
    """Of one turn."""
    budget_messages_per_minute: int = Field(default=20, ge=0)
    """Of one person that a model answers, 0 for no limit."""
    search_url: HttpUrl | None = None
    """Of a SearXNG server or another JSON endpoint; without one the web is not searched."""
    weather_url: HttpUrl | None = None
    """Of open-meteo's forecasts, which need no key; without one nobody asks for the weather."""
    geocoding_url: HttpUrl = HttpUrl("https://geocoding-api.open-meteo.com/v1")
    """Of open-meteo's places, for the weather."""
    offline_model_delay_s: float = Field(default=0.0, ge=0)
    """Makes the offline model as slow as a real one; for benchmarks and demonstrations."""
    discord_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DISCORD_TOKEN", "PANAGER_DISCORD_TOKEN")
    )
    """Of the bot; without one there is no bot."""
    discord_api_base: HttpUrl = Field(
        default=HttpUrl("https://discord.com/api/v10"),
        validation_alias=AliasChoices("DISCORD_API_BASE", "PANAGER_DISCORD_API_BASE"),
    )
    """Where Discord's REST API is; it names the gateway."""
    discord_requests_per_second: float = Field(default=45.0, gt=0, le=50)
    """Of the whole bot; Discord allows 50."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    _token_is_for_url: bool = PrivateAttr(default=False)
    """Whether `api_url` and the operator's token were set in one place."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the files of the chosen data directory below the environment."""
        del dotenv_settings, file_secret_settings
        found = places(settings_cls, init_settings, env_settings, default_data_dir)
        return tuple(place.source for place in found)

    @property
    def day_budget(self) -> DayBudget | None:
        """None while only the offline model answers, which is free."""
        models = [self.llm_model, *(one.model for one in self.llm_fallbacks)]
        if all(model == OFFLINE for model in models):
            return None
        return DayBudget(tokens=self.budget_day_tokens, usd=self.budget_day_usd)

    def services(self) -> Services:
        """Addresses of Postgres and Temporal; NotConfiguredError says how to get them."""
        if self.temporal_address is None or self.database_url is None:
            raise NotConfiguredError(
                f"Nothing runs in {self.data_dir}: start `panager up`, or set"
                " PANAGER_TEMPORAL_ADDRESS and PANAGER_DATABASE_URL."
            )
        return Services(self.database_url, self.temporal_address)

    def read_operator_token(self) -> SecretStr | None:
        """The token of the local operator: the setting, or the file that `up` made."""
        return self.operator_token or self._read_secret(OPERATOR_TOKEN_FILE)

    def token_for(self, url: str) -> SecretStr | None:
        """The operator's token, if this address may get it: on this machine, or set with it."""
        token = self.read_operator_token()
        if token is None or is_loopback(url) or self._token_is_for_url:
            return token
        raise TokenNotSentError(
            f"The operator token is not sent to {url}, because the two were not set together: set"
            " PANAGER_OPERATOR_TOKEN where PANAGER_API_URL is set."
        )

    def read_update_key(self) -> SecretStr:
        """The setting, or the file that `up` made; NotConfiguredError when there is neither."""
        key = self.update_key or self._read_secret(UPDATE_KEY_FILE)
        if key is None:
            raise NotConfiguredError(
                f"{self.data_dir} has no {UPDATE_KEY_FILE}: start `panager up`, or give worker, bot"
                " and API the same long random text as PANAGER_UPDATE_KEY."
            )
        return key

    def _read_secret(self, name: str) -> SecretStr | None:
        text = (read_text(self.data_dir / name) or "").strip()
        return SecretStr(text) if text else None


def is_loopback(url: str) -> bool:
    """Whether nobody outside this machine answers there."""
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def load_settings(data_dir: Path | None = None) -> Settings:
    """Read the settings of what runs in `data_dir` (default: the environment's choice)."""
    given: dict[str, Any] = (
        {} if data_dir is None else {"data_dir": data_dir.expanduser().resolve()}
    )
    try:
        settings = Settings(**given)
        arguments, environment = InitSettingsSource(Settings, given), EnvSettingsSource(Settings)
        found = places(Settings, arguments, environment, default_data_dir)
    except SettingsError as error:
        raise SettingsFileError(f"{error}; .env.example shows how its JSON looks.") from error
    token_from = place_of("operator_token", found) or DATA_DIRECTORY
    settings._token_is_for_url = place_of("api_url", found) == token_from
    return settings
