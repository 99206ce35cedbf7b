"""Recognising who asks for their settings: "내 설정 보여줘", "what are my quiet hours?"."""

import re
from typing import Final

from panager.llm.offline import words
from panager.llm.offline.habits import NAMES, WEEK_KO, WHOSE_KO
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Call, Step

TOOL: Final = "show_settings"
_SHOW_KO: Final = (
    r"(?:은|는|이|가|을|를|들|들을)?\s*(?:좀\s*|다\s*|전부\s*|지금\s*|현재\s*)*"
    r"(?:보여|알려|확인|조회|뭐|뭔|어떻게|어때|어떤|몇\s*시|언제|무슨|있|말해)\S*(?:\s*\S+){0,3}"
)
_SHOW_EN: Final = (
    r"(?:(?:what|when|which)(?:'s|'re| is| are| do)?|show(?: me)?|tell me|list|see|view|check|"
    r"do i have)"
    r"(?:\s+(?:all|about|the|any|what|current))*"
)
_NAME: Final = "|".join(NAMES.values())
_KNOWN_KO: Final = r"(?:알|쳐|치|생각|기억|보고|돼|되어|설정|해\s*놨|정해)"
_ASKED: Final = tuple(
    (re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE), about)
    for pattern, about in (
        (rf"{WHOSE_KO}(?:(?:지금|현재|전체)\s*)?설정(?:{_SHOW_KO})?", ""),
        (
            rf"{words.EN_LEAD}(?:{_SHOW_EN}\s+)?(?:my\s+)?settings(?:\s+(?:now|please|look like))*",
            "",
        ),
        (
            rf"{WHOSE_KO}(?:방해\s*금지(?:\s*시간)?|조용한\s*시간|무음\s*시간){_SHOW_KO}",
            "quiet_hours",
        ),
        (
            rf"{words.EN_LEAD}{_SHOW_EN}\s+(?:my\s+)?(?:quiet (?:hours?|time)|do not disturb)"
            r"(?:\s+(?:now|please|set to|start|end|begin))*",
            "quiet_hours",
        ),
        (
            rf"{WHOSE_KO}몇\s*시(?:를|을|가|부터)\s*(?:{_NAME})\S{{0,3}}\s*{_KNOWN_KO}\S*(?:\s*\S+)?",
            "habits",
        ),
        (
            rf"{WHOSE_KO}(?:{_NAME})(?:\s*(?:시간|시각))?(?:은|는|이|가|을|를)?\s*몇\s*시\S*\s*{_KNOWN_KO}\S*"
            r"(?:\s*\S+)?",
            "habits",
        ),
        (
            rf"(?:나한테는?|저한테는?|나에게는?|내|제)\s+(?:{_NAME})(?:\s*(?:시간|시각))?(?:은|는|이|가)?\s*"
            r"(?:몇\s*시|언제)\S{0,4}",
            "habits",
        ),
        (rf"{WHOSE_KO}{WEEK_KO}(?:은|는|이|가)?\s*(?:무슨|어느)\s*요일\S*(?:\s*\S+)?", "habits"),
        (
            r"(?:what time|when)(?:'s|s| is| are| do| does)?\s+"
            rf"(?:my\s+(?:{_NAME})|(?:{_NAME}) for me)"
            r"(?:\s+(?:for me|start|begin|end))*",
            "habits",
        ),
        (rf"what (?:time )?do you (?:mean by|take for|call|think is)\s+(?:{_NAME})", "habits"),
        (
            r"(?:when|what day|on (?:what|which) day) (?:do|does) my weeks? (?:start|begin)",
            "habits",
        ),
        (rf"{WHOSE_KO}(?:시간대|타임\s?존){_SHOW_KO}", "zone"),
        (rf"{words.EN_LEAD}(?:{_SHOW_EN})\s+my\s+time\s?-?zone", "zone"),
    )
)


def asked(text: str, setting: Setting) -> Step | None:
    """All of them, or the one that is asked about."""
    for pattern, about in _ASKED:
        if pattern.fullmatch(text.strip()):
            return Call(TOOL, {"about": about} if about else {})
    return None
