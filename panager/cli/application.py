"""All commands together, and what becomes of their errors."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from panager import terminal
from panager.cli import prompt, reminders, services, talking
from panager.cli.options import complain
from panager.errors import PanagerError
from panager.setting_sources import ENV_FILE_VARIABLE

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A personal manager that never drops a promise. Start it with [bold]panager up[/bold],"
    " then talk to it with [bold]panager chat[/bold] in another terminal.",
    rich_markup_mode="rich",
)
for command in (
    services.up,
    services.worker,
    services.bot,
    services.api,
    services.migrate,
    services.doctor,
    talking.chat,
    talking.usage,
    talking.when,
):
    app.command()(command)
app.add_typer(reminders.app, name="reminders")
app.add_typer(prompt.app, name="prompt")


@app.callback()
def _settings_file(
    env_file: Annotated[
        Path | None,
        typer.Option(
            help="The only file of settings to read, instead of `.env` in the data directory.",
            envvar=ENV_FILE_VARIABLE,
        ),
    ] = None,
) -> None:
    if env_file is not None:
        # For the processes that we start, too, wherever they stand.
        os.environ[ENV_FILE_VARIABLE] = str(env_file.expanduser().absolute())


def main() -> None:
    """Run a command; what we know to be wrong is one sentence and an exit code."""
    terminal.make_streams_lenient()
    try:
        app()
    except PanagerError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except ValidationError as error:
        for detail in error.errors():
            complain(f"{_setting(detail)}: {detail['msg']}")
        sys.exit(1)
    except OSError as error:
        if not terminal.is_unwritable(error):
            raise
        where = f"{error.filename} cannot be used" if error.filename else "Nothing can be written"
        complain(f"{where}: {error.strerror}.")
        sys.exit(1)


def _setting(detail: ErrorDetails) -> str:
    """As it is written in the environment; those of an older name carry it in any case."""
    name = str(detail["loc"][0]) if detail["loc"] else "settings"
    return name if name.isupper() else f"PANAGER_{name}".upper()
