"""Commands for who talks to it: chat, what that has taken, what a time phrase means."""

from typing import Annotated

import typer

from panager.cli.options import AsJson, DataDir, User, complain, load_settings, run


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
        code = run(ask_once(settings, user, once, timeout, as_json))
        raise typer.Exit(code)
    run(converse(settings, user))


def usage(data_dir: DataDir = None, user: User = "operator", as_json: AsJson = False) -> None:
    """Show what models have taken: tokens and money, today and by day."""
    from panager.client.usage import show_usage

    run(show_usage(load_settings(data_dir), user, as_json))


def when(
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
    from panager.client.phrases.command import run as answer
    from panager.client.phrases.questions import QuestionError

    try:
        answer(text, zone=zone, now=now, habits=habits, language=lang, as_json=as_json)
    except QuestionError as error:
        complain(str(error))
        raise typer.Exit(2) from None
