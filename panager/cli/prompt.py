"""`panager prompt …`."""

from typing import Annotated

import typer

from panager.cli.options import AsJson, DataDir, load_settings, run

app = typer.Typer(help="Look at what models are told.")


@app.command("show")
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

    run(prompt.show(load_settings(data_dir), user, as_json, tokens))
