"""The command line: `panager up | worker | bot | api | migrate | doctor | chat | …`."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rich.console import Console

from panager import terminal
from panager.errors import PanagerError
from panager.logging import configure_logging
from panager.setting_sources import ENV_FILE_VARIABLE, ignored_env_file
from panager.settings import Settings
from panager.settings import load_settings as read_settings

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A personal manager that never drops a promise. Start it with [bold]panager up[/bold],"
    " then talk to it with [bold]panager chat[/bold] in another terminal.",
    rich_markup_mode="rich",
)
reminders_app = typer.Typer(help="Show reminders, what happened to them, and change them.")
app.add_typer(reminders_app, name="reminders")
prompt_app = typer.Typer(help="Look at what models are told.")
app.add_typer(prompt_app, name="prompt")

DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Where everything is kept, and whose running parts are used.",
        envvar="PANAGER_DATA_DIR",
    ),
]
User = Annotated[str, typer.Option(help="Who is speaking; people are strictly separate.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


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


@app.command()
def up(
    data_dir: DataDir = None,
    api_port: Annotated[int | None, typer.Option(help="Port of the HTTP API.")] = None,
    temporal_port: Annotated[int | None, typer.Option(help="Port of Temporal.")] = None,
    ui_port: Annotated[int | None, typer.Option(help="Port of the Temporal UI.")] = None,
) -> None:
    """Run everything on this machine: Postgres, Temporal, worker, API, bot. Ctrl-C stops it."""
    from panager.embedded.console import Console as Progress
    from panager.embedded.up import up as run

    ports = {"api_port": api_port, "temporal_port": temporal_port, "ui_port": ui_port}
    chosen = {name: port for name, port in ports.items() if port is not None}
    settings = load_settings(data_dir).model_copy(update=chosen)
    with Progress() as progress:
        _run(run(settings, progress.show))


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Run only the worker, against the Postgres and Temporal of the settings."""
    from panager.worker.main import run_worker

    settings = _service(data_dir, "worker")
    _run(run_worker(settings))


@app.command()
def bot(data_dir: DataDir = None) -> None:
    """Run only the Discord bot, against the Postgres and Temporal of the settings."""
    from panager.bot.process import run_bot
    from panager.features import registry

    settings = _service(data_dir, "bot")
    _run(run_bot(settings, registry.commands()))


@app.command()
def api(data_dir: DataDir = None) -> None:
    """Run only the HTTP API, against the Postgres and Temporal of the settings."""
    from panager.api.server import serve
    from panager.features import registry

    settings = _service(data_dir, "api")
    _run(serve(settings, registry.routers()))


@app.command()
def migrate(data_dir: DataDir = None) -> None:
    """Bring the database to the newest schema."""
    from panager.db.migrate import MigrationError
    from panager.db.migrate import migrate as run

    settings = load_settings(data_dir)
    admin, application = settings.database_admin_url, settings.database_url
    if admin is None or application is None:
        raise MigrationError(
            "Set PANAGER_DATABASE_ADMIN_URL and PANAGER_DATABASE_URL, or start `panager up`,"
            " which migrates by itself."
        )
    revision = _run(run(admin.get_secret_value(), application.get_secret_value()))
    Console().print(f"The schema is at revision {revision}.")


@app.command()
def doctor(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Check every part and say how to mend what is wrong; exit code 1 if anything is."""
    from panager.doctor.diagnosis import diagnose
    from panager.doctor.findings import show
    from panager.features import registry

    findings = _run(diagnose(load_settings(data_dir), registry.checks()))
    show(findings, as_json=as_json)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
def chat(
    data_dir: DataDir = None,
    user: User = "operator",
    once: Annotated[
        str | None, typer.Option(help="Send this one message, print the answer, exit.")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for it, with --once.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Talk to Panager in this terminal. Ctrl-D leaves; reminders appear as they come."""
    from panager.client.chat import ask_once
    from panager.client.chat import chat as converse

    settings = load_settings(data_dir)
    if once is not None:
        code = _run(ask_once(settings, user, once, timeout, as_json))
        raise typer.Exit(code)
    _run(converse(settings, user))


@app.command()
def usage(data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False) -> None:
    """Show what models have taken: tokens and money, today and by day."""
    from panager.client.usage import show_usage

    _run(show_usage(load_settings(data_dir), user, as_json))


@app.command("when")
def when_(
    text: Annotated[
        str, typer.Argument(help='A phrase, or "-" to read {"text": …, "now": …, "zone": …} lines.')
    ],
    zone: Annotated[str | None, typer.Option(help="IANA zone; default: this machine's.")] = None,
    now: Annotated[str | None, typer.Option(help="When it is said, ISO 8601.")] = None,
    habits: Annotated[
        str | None, typer.Option(help="As in morning=07:30,week_start=sunday.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="ko|en", help="Language of the answer.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a time phrase means, and why."""
    from panager.client.phrases.command import run
    from panager.client.phrases.questions import QuestionError

    try:
        run(text, zone=zone, now=now, habits=habits, language=lang, as_json=as_json)
    except QuestionError as error:
        _complain(str(error))
        raise typer.Exit(2) from None


@reminders_app.command("list")
def list_reminders(
    data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False
) -> None:
    """List reminders by due time."""
    from panager.client import reminders

    _run(reminders.list_reminders(load_settings(data_dir), user, as_json))


@reminders_app.command("show")
def show_reminder(
    reminder_id: str, data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False
) -> None:
    """Show one reminder and everything that happened to it."""
    from panager.client import reminders

    _run(reminders.show_reminder(load_settings(data_dir), user, reminder_id, as_json))


@reminders_app.command("snooze")
def snooze_reminder(
    reminder_id: str,
    minutes: Annotated[int, typer.Option(help="By how much.", min=1)] = 10,
    data_dir: DataDir = None,
    user: User = "operator",
) -> None:
    """Put one reminder off; from now if it was delivered, else from when it is due."""
    from panager.client import reminders

    settings = load_settings(data_dir)
    _run(reminders.change_reminder(settings, user, reminder_id, "snooze", minutes=minutes))


@reminders_app.command("pause")
def pause_reminder(
    reminder_id: str,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="On this machine's clock."),
    ] = None,
    data_dir: DataDir = None,
    user: User = "operator",
) -> None:
    """Nothing comes until it is resumed, or of a series until then."""
    from panager.client import reminders

    end = {} if until is None else {"until": until.astimezone().isoformat()}
    _run(reminders.change_reminder(load_settings(data_dir), user, reminder_id, "pause", **end))


def _add_verb(name: str, verb: str, help_: str) -> None:
    @reminders_app.command(name, help=help_)
    def change(reminder_id: str, data_dir: DataDir = None, user: User = "operator") -> None:
        from panager.client import reminders

        _run(reminders.change_reminder(load_settings(data_dir), user, reminder_id, verb))


_add_verb("skip", "skip", "Leave the next occurrence of a series out.")
_add_verb("resume", "resume", "Go on with what was paused.")
_add_verb("done", "acknowledge", "It is done: no more asking.")
_add_verb("cancel", "cancel", "Cancel one reminder, if it is not too late.")


@prompt_app.command("show")
def show_prompt(
    user: Annotated[str, typer.Argument(help="A local name, a Discord user id, or a user id.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
    tokens: Annotated[
        int | None, typer.Option(help="Cut it to so many; default: the setting.", min=1)
    ] = None,
) -> None:
    """Print what a model would see for the next message of somebody, and what it takes."""
    from panager.client import prompt

    _run(prompt.show(load_settings(data_dir), user, as_json, tokens))


def main() -> None:
    """Run a command; what we know to be wrong is one sentence and an exit code."""
    terminal.make_streams_lenient()
    try:
        app()
    except PanagerError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except ValidationError as error:
        for detail in error.errors():
            _complain(f"{_setting(detail)}: {detail['msg']}")
        sys.exit(1)
    except OSError as error:
        if not terminal.is_unwritable(error):
            raise
        where = f"{error.filename} cannot be used" if error.filename else "Nothing can be written"
        _complain(f"{where}: {error.strerror}.")
        sys.exit(1)


def _complain(text: str) -> None:
    Console(stderr=True).print(f"panager: {text}", style="red", markup=False)


def _setting(detail: ErrorDetails) -> str:
    """As it is written in the environment; those of an older name carry it in any case."""
    name = str(detail["loc"][0]) if detail["loc"] else "settings"
    return name if name.isupper() else f"PANAGER_{name}".upper()


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


def _service(data_dir: Path | None, name: str) -> Settings:
    settings = load_settings(data_dir)
    configure_logging(settings.log_level, json_file=settings.data_dir / "logs" / f"{name}.json.log")
    return settings


def _run[T](work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)
