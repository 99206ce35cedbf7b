"""`runtime.json`: where the parts of the running process tree are, for every other command."""

import json
from pathlib import Path

from pydantic import SecretStr

from panager.embedded import files
from panager.setting_sources import RUNTIME_FILE
from panager.settings import Settings


def write(data_dir: Path, values: dict[str, str | int | None]) -> None:
    """Tell the commands that run on this directory; the keys are fields of `Settings`."""
    files.write_private(data_dir / RUNTIME_FILE, json.dumps(values, indent=2) + "\n")


def remove(data_dir: Path) -> None:
    """Nothing runs any more."""
    (data_dir / RUNTIME_FILE).unlink(missing_ok=True)


def forget_stale(settings: Settings) -> Settings:
    """Remove what a killed `up` left, also from `settings`, which were read with it in place.

    What remains of addresses was given by the person.
    """
    path = settings.data_dir / RUNTIME_FILE
    stale = _read(path)
    path.unlink(missing_ok=True)
    return settings.model_copy(
        update={
            name: None
            for name, value in stale.items()
            if name in Settings.model_fields and _plain(getattr(settings, name)) == value
        }
    )


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _plain(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
