"""What the commands have in common: options, settings, and how they run and complain."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from panager.logging import configure_logging
from panager.setting_sources import ignored_env_file
from panager.settings import Settings
from panager.settings import load_settings as read_settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Where everything is kept, and whose running parts are used.",
        envvar="PANAGER_DATA_DIR",
    ),
]
User = Annotated[str, typer.Option(help="Who is speaking; people are strictly separate.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def complain(text: str) -> None:
    """Say on stderr what is wrong."""
    Console(stderr=True).print(f"panager: {text}", style="red", markup=False)


def load_settings(data_dir: Path | None) -> Settings:
    """The settings; says so when a `.env` lies here that people might think is read."""
    settings = read_settings(data_dir)
    if (here := ignored_env_file(settings.data_dir)) is not None:
        Console(stderr=True).print(
            f"panager: {here} is not read; move it to {settings.data_dir}, or name it with"
            " --env-file before the command.",
            markup=False,
            style="yellow",
        )
    return settings


def service_settings(data_dir: Path | None, name: str) -> Settings:
    """The settings of a process of this name, which logs from now on."""
    settings = load_settings(data_dir)
    configure_logging(settings.log_level, json_file=settings.data_dir / "logs" / f"{name}.json.log")
    return settings


def run[T](work: Coroutine[Any, Any, T]) -> T:
    """Its result; Ctrl-C ends the process with the code that shells expect."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)
