"""Commands for who runs Panager: start its parts, migrate, look whether all is well."""

from typing import Annotated

import typer
from rich.console import Console

from panager.cli.options import AsJson, DataDir, load_settings, run, service_settings


def up(
    data_dir: DataDir = None,
    api_port: Annotated[int | None, typer.Option(help="Port of the HTTP API.")] = None,
    temporal_port: Annotated[int | None, typer.Option(help="Port of Temporal.")] = None,
    ui_port: Annotated[int | None, typer.Option(help="Port of the Temporal UI.")] = None,
) -> None:
    """Run everything on this machine: Postgres, Temporal, worker, API, bot. Ctrl-C stops it."""
    from panager.embedded.console import Console as Progress
    from panager.embedded.up import up as start

    ports = {"api_port": api_port, "temporal_port": temporal_port, "ui_port": ui_port}
    chosen = {name: port for name, port in ports.items() if port is not None}
    settings = load_settings(data_dir).model_copy(update=chosen)
    with Progress() as progress:
        run(start(settings, progress.show))


def worker(data_dir: DataDir = None) -> None:
    """Run only the worker, against the Postgres and Temporal of the settings."""
    from panager.worker.main import run_worker

    settings = service_settings(data_dir, "worker")
    run(run_worker(settings))


def bot(data_dir: DataDir = None) -> None:
    """Run only the Discord bot, against the Postgres and Temporal of the settings."""
    from panager.bot.process import run_bot
    from panager.features import registry

    settings = service_settings(data_dir, "bot")
    run(run_bot(settings, registry.commands()))


def api(data_dir: DataDir = None) -> None:
    """Run only the HTTP API, against the Postgres and Temporal of the settings."""
    from panager.api.server import serve
    from panager.features import registry

    settings = service_settings(data_dir, "api")
    run(serve(settings, registry.routers()))


def migrate(data_dir: DataDir = None) -> None:
    """Bring the database to the newest schema."""
    from panager.db.migrate import MigrationError
    from panager.db.migrate import migrate as bring

    settings = load_settings(data_dir)
    admin, application = settings.database_admin_url, settings.database_url
    if admin is None or application is None:
        raise MigrationError(
            "Set PANAGER_DATABASE_ADMIN_URL and PANAGER_DATABASE_URL, or start `panager up`,"
            " which migrates by itself."
        )
    revision = run(bring(admin.get_secret_value(), application.get_secret_value()))
    Console().print(f"The schema is at revision {revision}.")


def doctor(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Check every part and say how to mend what is wrong; exit code 1 if anything is."""
    from panager.doctor.diagnosis import diagnose
    from panager.doctor.findings import show
    from panager.features import registry

    findings = run(diagnose(load_settings(data_dir), registry.checks()))
    show(findings, as_json=as_json)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)
