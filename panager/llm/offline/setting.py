"""What the system message tells: the time now, the person's zone, language and habits, our name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from langchain_core.messages import BaseMessage, SystemMessage

from panager import when
from panager.sentences import Language


@dataclass(frozen=True)
class Setting:
    """When and for whom words are understood."""

    now: datetime
    zone: ZoneInfo
    language: Language
    name: str = "Panager"
    """What the person calls us."""
    habits: when.Habits = when.USUAL
    """What the person means by words of the day."""

    def understand(self, text: str) -> when.Understanding:
        """What the text says about time, for somebody who wants to be reminded."""
        heard = when.understand(text, zone=self.zone, now=self.now, habits=self.habits)
        return when.for_reminder(heard, now=self.now)


def read(messages: Sequence[BaseMessage]) -> Setting:
    """The setting in the first message; ValueError if that does not say what time it is."""
    lines = _lines(messages[0].text if messages and isinstance(messages[0], SystemMessage) else "")
    if "now" not in lines:
        raise ValueError('the first message must be a system message with a line "now: <ISO time>"')
    return Setting(
        now=datetime.fromisoformat(lines["now"]),
        zone=ZoneInfo(lines.get("zone", "UTC")),
        language="ko" if lines.get("language", "en").startswith("ko") else "en",
        name=lines.get("name", "Panager"),
        habits=when.parse_habits(lines.get("habits", "")),
    )


def _lines(text: str) -> dict[str, str]:
    return dict(
        re.findall(r"^(name|now|zone|language|habits):[ \t]*(\S.*?)[ \t]*$", text, re.MULTILINE)
    )
