"""The command: one phrase for a person or a program, or a stream of them with "-"."""

import sys
from typing import TextIO

from panager.client.phrases.answers import answer_lines, as_line, as_object, heard
from panager.client.phrases.questions import Defaults, QuestionError, habits_of, question
from panager.client.phrases.readable import Language, language_of, lines

STREAM = "-"


def run(
    text: str,
    *,
    zone: str | None,
    now: str | None,
    habits: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Answers on standard output; raises QuestionError for what cannot be asked."""
    defaults = Defaults(now=now, zone=zone or _machine_zone(), habits=habits_of(habits or ""))
    if text == STREAM:
        question("", defaults)  # a bad option is one error, not one a line
        answer_lines(_stdin(), defaults)
        return
    tongue = _language(language, text)
    asked = question(text, defaults)
    found = heard(asked)
    if as_json:
        sys.stdout.write(as_line(as_object(found)) + "\n")
        return
    for line in lines(asked, found, tongue):
        sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")


def _language(said: str | None, text: str) -> Language:
    match said:
        case None:
            return language_of(text)
        case "ko" | "en":
            return said
        case _:
            raise QuestionError(f"{said!r} is no language that is spoken here: send ko or en")


def _stdin() -> TextIO:
    # Bytes that are no UTF-8 spoil their own line only.
    return open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)


def _machine_zone() -> str:
    import tzlocal

    return tzlocal.get_localzone_name()
