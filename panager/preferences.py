"""What a person has set, in sentences: for `/settings` and for when they ask."""

from datetime import datetime
from typing import Final

from panager.db.users import Person
from panager.replies.settings_wording import habit_line
from panager.sentences import Language, say
from panager.when import HABITS, habit_text, render, zone_label

LANGUAGE_NAMES: Final = {"ko": "한국어", "en": "English"}


def preferences(person: Person, *, language: Language, now: datetime) -> dict[str, str]:
    """One line for each setting, by its name."""
    at = render(now, zone=person.zone, language=language)
    lines = {
        "language": say(language, "settings.language", value=LANGUAGE_NAMES[person.language]),
        "zone": say(language, "settings.zone", zone=zone_label(person.zone, now), now=at),
        "quiet_hours": _quiet(person, language),
        "habits": say(language, "settings.habits", habits=_habits(person, language)),
    }
    persona = _persona(person, language)
    return lines | ({"persona": persona} if persona else {})


def _quiet(person: Person, language: Language) -> str:
    if person.quiet_from is None or person.quiet_to is None:
        return say(language, "settings.quiet_none")
    ends = {"start": f"{person.quiet_from:%H:%M}", "end": f"{person.quiet_to:%H:%M}"}
    return say(language, "settings.quiet", **ends)


def _habits(person: Person, language: Language) -> str:
    return " · ".join(
        habit_line(language, name, habit_text(person.habits, name)) for name in HABITS
    )


def _persona(person: Person, language: Language) -> str:
    """What of it was said, each in its line."""
    lines = []
    if person.persona_name is not None:
        lines.append(say(language, "settings.persona", name=person.persona_name))
    if person.persona_tone is not None:
        lines.append(say(language, f"settings.{person.persona_tone}"))
    if person.persona_emoji is not None:
        lines.append(say(language, f"settings.emoji_{'on' if person.persona_emoji else 'off'}"))
    return "\n".join(lines)
