"""`panager reminders …`."""

from datetime import datetime
from typing import Annotated

import typer

from panager.cli.options import AsJson, DataDir, User, load_settings, run

app = typer.Typer(help="Show reminders, what happened to them, and change them.")


@app.command("list")
def list_reminders(
    data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False
) -> None:
    """List reminders by due time."""
    from panager.client import reminders

    run(reminders.list_reminders(load_settings(data_dir), user, as_json))


@app.command("show")
def show_reminder(
    reminder_id: str, data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False
) -> None:
    """Show one reminder and everything that happened to it."""
    from panager.client import reminders

    run(reminders.show_reminder(load_settings(data_dir), user, reminder_id, as_json))


@app.command("snooze")
def snooze_reminder(
    reminder_id: str,
    minutes: Annotated[int, typer.Option(help="By how much.", min=1)] = 10,
    data_dir: DataDir = None,
    user: User = "operator",
) -> None:
    """Put one reminder off; from now if it was delivered, else from when it is due."""
    from panager.client import reminders

    settings = load_settings(data_dir)
    run(reminders.change_reminder(settings, user, reminder_id, "snooze", minutes=minutes))


@app.command("pause")
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
    run(reminders.change_reminder(load_settings(data_dir), user, reminder_id, "pause", **end))


def _add_verb(name: str, verb: str, help_: str) -> None:
    @app.command(name, help=help_)
    def change(reminder_id: str, data_dir: DataDir = None, user: User = "operator") -> None:
        from panager.client import reminders

        run(reminders.change_reminder(load_settings(data_dir), user, reminder_id, verb))


_add_verb("skip", "skip", "Leave the next occurrence of a series out.")
_add_verb("resume", "resume", "Go on with what was paused.")
_add_verb("done", "acknowledge", "It is done: no more asking.")
_add_verb("cancel", "cancel", "Cancel one reminder, if it is not too late.")
