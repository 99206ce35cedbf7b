"""What models are told before a conversation: templates in files, and what fills them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final, Literal
from zoneinfo import ZoneInfo

import jinja2

from panager.llm.untrusted import RULE, block, strip_invisible
from panager.when import USUAL, Habits, said_habits

OUR_NAME: Final = "Panager"
SUMMARY_LIMIT: Final = 1_500
"""Characters."""
LANGUAGES: Final = {"ko": "Korean", "en": "English"}

type Language = Literal["ko", "en"]
type Tone = Literal["friendly", "brief", "formal"]
type Template = Literal["system", "facts", "summary"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """When, for whom and as whom a model answers."""

    now: datetime
    zone: ZoneInfo
    zone_confirmed: bool
    """Whether the person said so; else it is what we take it to be."""
    language: Language
    name: str | None
    """What the person calls us; None for our own name."""
    tone: Tone | None = None
    emoji: bool | None = None
    """None when the model shall use them as the person does."""
    habits: Habits = USUAL
    """What the person means by words of the day."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a model should know beside the last turns; words of others, each in one line."""

    summary: str = ""
    """The summary of the turns before the last ones."""
    reminders: Sequence[str] = ()
    """One line for each open reminder, the next first."""
    more_reminders: int = 0
    """How many open ones are not among `reminders`."""
    delivered: Sequence[str] = ()
    """What reached the person since their last turn, oldest first."""
    replied_to: Sequence[str] = ()
    """The message to the person that they reply to, if they do."""


NO_CONTEXT: Final = Context()


def system_prompt(setting: Setting, summary: str = "") -> str:
    """For a turn: what stays as it is from call to call, so that servers may keep it.

    The lines at the end are facts that no text above can replace.
    """
    return _template("system").render(
        rule=RULE,
        summary=_block("summary", summary.splitlines()),
        name=one_line(setting.name or "") or OUR_NAME,
        zone=setting.zone.key,
        language=setting.language,
        habits=",".join(f"{name}={value}" for name, value in said_habits(setting.habits).items()),
        tone=setting.tone,
        emoji=setting.emoji,
    )


def facts_prompt(setting: Setting, context: Context) -> str:
    """What changes from call to call; it goes last, or the prefix before it would end here."""
    return _template("facts").render(
        reminders=_block("reminders", context.reminders),
        more_reminders=context.more_reminders,
        delivered=_block("sent", context.delivered),
        replied_to=_block("replied_to", context.replied_to),
        now=setting.now.astimezone(setting.zone).isoformat(timespec="seconds"),
        zone_confirmed="yes" if setting.zone_confirmed else "no",
    )


def summary_prompt(language: Language) -> str:
    """The instructions for summing up old turns."""
    return _template("summary").render(rule=RULE, language=LANGUAGES[language], limit=SUMMARY_LIMIT)


@cache
def version(*names: Template) -> str:
    """Which prompt it was: "system+facts@" and the beginning of the SHA-256 of the templates."""
    sources = "".join(_source(name) for name in names)
    return f"{'+'.join(names)}@{sha256(sources.encode()).hexdigest()[:12]}"


def one_line(text: str) -> str:
    """So that it cannot pass for a line of ours."""
    return " ".join(strip_invisible(text).split())


def _block(source: str, texts: Sequence[str]) -> str:
    """Nothing for nothing; each line begins so that it is no line of facts."""
    lines = [f"- {line}" for text in texts if (line := one_line(text))]
    return block(source, "\n".join(lines)) if lines else ""


@cache
def _template(name: Template) -> jinja2.Template:
    # No markup comes out of this; what is not ours is inside a block before it gets here.
    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(_source(name))


@cache
def _source(name: Template) -> str:
    return resources.files(__package__).joinpath(f"{name}.j2").read_text(encoding="utf-8")
