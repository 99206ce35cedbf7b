"""Where settings come from: the arguments, the environment, `.env` files, what `up` wrote down.

A `.env` decides which programs run and who gets the operator's token. So none is read from the
directory in which somebody happens to stand: only from the data directory, from the checkout whose
own `bin/panager` was started, or the one file that was named.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dotenv import dotenv_values
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
)

from panager.data_dir import is_in_use
from panager.errors import PanagerError

RUNTIME_FILE: Final = "runtime.json"
ENV_FILE: Final = ".env"
ENV_FILE_VARIABLE: Final = "PANAGER_ENV_FILE"
"""Names the only file that is read."""
CHECKOUT_VARIABLE: Final = "PANAGER_CHECKOUT"
"""Set by `bin/panager`: where it lies."""

PREFIXES: Final = ("PANAGER_", "DISCORD_", "LLM_")
"""Of every setting, in the environment and in files."""
DATA_DIRECTORY: Final = "data directory"
REMEDY: Final = "save it as UTF-8 and try again."

type Source = PydanticBaseSettingsSource
type Data = dict[str, Any]


class SettingsFileError(PanagerError):
    """A file of settings cannot be read; the message says what to do about it."""


@dataclass(frozen=True)
class Place:
    """A source, and who wrote it: what is in one place was set together."""

    name: str
    source: Source


def places(
    kind: type[BaseSettings], init: Source, env: Source, default_data_dir: Callable[[], Path]
) -> list[Place]:
    """All of them, the one that wins first."""
    named = os.environ.get(ENV_FILE_VARIABLE)
    found = [Place("arguments", init), Place("environment", env)]
    if named:
        found.append(Place(ENV_FILE_VARIABLE, _env_source(kind, Path(named), must_exist=True)))
    chosen = next((d for p in found if (d := p.source().get("data_dir"))), None)
    checkout = None if named else _checkout()
    at_checkout = None if checkout is None else _env_source(kind, checkout / ENV_FILE)
    if chosen is None and at_checkout is not None:
        chosen = at_checkout().get("data_dir")
    data_dir = Path(chosen or default_data_dir()).expanduser()
    if not named:
        found.append(Place(DATA_DIRECTORY, _env_source(kind, data_dir / ENV_FILE)))
    if at_checkout is not None:
        found.append(Place("checkout", at_checkout))
    runtime = InitSettingsSource(kind, init_kwargs=_read_runtime(data_dir / RUNTIME_FILE))
    return [*found, Place(DATA_DIRECTORY, runtime)]


def read_text(path: Path) -> str | None:
    """What the file says; None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise SettingsFileError(f"{path} is not UTF-8 (byte {error.start}); {REMEDY}") from error
    except OSError as error:
        raise SettingsFileError(f"{path} cannot be read: {error.strerror}.") from error


def place_of(name: str, among: Sequence[Place]) -> str | None:
    """Where the setting that counts was made; None for a default."""
    return next((each.name for each in among if each.source().get(name) is not None), None)


def ignored_env_file(data_dir: Path) -> Path | None:
    """A `.env` with settings of ours in this directory that nobody reads."""
    here, checkout = Path.cwd() / ENV_FILE, _checkout()
    named = os.environ.get(ENV_FILE_VARIABLE)
    read = [Path(named)] if named else [data_dir / ENV_FILE]
    if checkout is not None and not named:
        read.append(checkout / ENV_FILE)
    if not here.is_file() or any(each.exists() and each.samefile(here) for each in read):
        return None
    try:
        names = dotenv_values(here, encoding="utf-8", interpolate=False)
    except (OSError, UnicodeDecodeError):
        return here
    return here if any(name.upper().startswith(PREFIXES) for name in names) else None


def _checkout() -> Path | None:
    """Of the `bin/panager` that was started; a relative path could mean this directory."""
    root = Path(os.environ.get(CHECKOUT_VARIABLE, ""))
    return root if root.is_absolute() and (root / "bin" / "panager").is_file() else None


def _env_source(kind: type[BaseSettings], path: Path, *, must_exist: bool = False) -> Source:
    if read_text(path) is None and must_exist:
        raise SettingsFileError(f"{path} is not there; {ENV_FILE_VARIABLE} or --env-file names it.")
    return DotEnvSettingsSource(
        kind, env_file=path, env_file_encoding="utf-8", dotenv_filtering="only_existing"
    )


def _read_runtime(path: Path) -> Data:
    """Nothing where nothing runs: a copied file names the servers of another directory."""
    text = read_text(path) if is_in_use(path.parent) else None
    if text is None:
        return {}
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise SettingsFileError(
            f"{path} is broken. Stop `panager up`, remove that file, and start it again."
        )
    return content
