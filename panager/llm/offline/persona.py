"""Recognising what somebody calls us and how we are to talk: "짧게 대답해", "no emoji please"."""

import re
from typing import Final

from panager.llm.offline import words
from panager.llm.offline.steps import Call, Step

_LEAD_KO: Final = r"(?:(?:이제부터|이제|앞으로는|앞으로|지금부터|오늘부터)\s*)?"
_YOU_KO: Final = r"(?:(?:너를|널|너는|넌|네|니|너의|당신을|당신은)\s*)?"
_QUOTE: Final = r"['\"‘’“”「」]?"
_POLITE_KO: Final = r"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|부탁\S*))?"
_TALK_KO: Final = r"(?:좀\s*)?(?:대답|답|말|얘기|이야기|답변)\S{0,3}?(?:해|하|줘|부탁|써)?\S{0,3}"
_TALK_EN: Final = r"(?:answer|reply|talk|speak|write|be|respond)(?:\s+(?:to me|me))?"
_SOFT_EN: Final = r"(?:\s+(?:from now on|please|a bit|with me))*"

_NAME: Final = tuple(
    re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE)
    for pattern in (
        rf"{_LEAD_KO}{_YOU_KO}{_QUOTE}(?P<name>[^\s'\"‘’“”「」].{{0,30}}?){_QUOTE}\s*(?:이라고|라고)\s*"
        r"(?:부를게|부를께|부르겠|불러도\s*(?:돼|되)|할게|할께)\S{0,3}",
        rf"{_LEAD_KO}(?:네|니|너의)\s*이름은\s*{_QUOTE}(?P<name>(?!뭐|무엇|누구)[^\s'\"‘’“”「」].{{0,30}}?){_QUOTE}\s*"
        r"(?:이야|야|이에요|예요|입니다)",
        rf"{words.EN_LEAD}(?:i(?:'ll| will)? (?:call|name) you|your name is(?: now)?)\s+"
        rf"{_QUOTE}(?P<name>[^\s'\"‘’“”].{{0,30}}?){_QUOTE}(?:\s+(?:from now on|now))?",
    )
)
_STYLES: Final = tuple(
    (re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE), args)
    for pattern, args in (
        (rf"{_LEAD_KO}(?:더\s*|좀\s*)?(?:짧게|간단하게|간단히|간결하게)\s*{_TALK_KO}{_POLITE_KO}",
         {"tone": "brief"}),
        (rf"{_LEAD_KO}(?:더\s*|좀\s*)?(?:다정하게|친근하게|친절하게|편하게)\s*{_TALK_KO}{_POLITE_KO}",
         {"tone": "friendly"}),
        (rf"{_LEAD_KO}(?:더\s*|좀\s*)?(?:격식\s*있게|정중하게|공손하게|격식체로)\s*{_TALK_KO}{_POLITE_KO}",
         {"tone": "formal"}),
        (rf"{words.EN_LEAD}(?:{_TALK_EN}\s+)(?:more\s+)?(?:brief(?:ly)?|short|shorter|concise(?:ly)?)"
         rf"{_SOFT_EN}|{words.EN_LEAD}keep (?:it|your answers|answers) (?:short|brief){_SOFT_EN}",
         {"tone": "brief"}),
        (rf"{words.EN_LEAD}(?:{_TALK_EN}\s+)(?:more\s+)?(?:friendly|friendlier|casual(?:ly)?)"
         rf"{_SOFT_EN}", {"tone": "friendly"}),
        (rf"{words.EN_LEAD}(?:{_TALK_EN}\s+)(?:more\s+)?formal(?:ly)?{_SOFT_EN}",
         {"tone": "formal"}),
        (rf"{_LEAD_KO}(?:이모지|이모티콘)(?:는|은|를|을)?\s*(?:더\s*이상\s*|이제\s*)?"
         r"(?:쓰지|사용하지|붙이지|넣지)\s*(?:마|말)\S{0,4}|"
         rf"{_LEAD_KO}(?:이모지|이모티콘)\s*(?:빼고\s*말해|없이\s*말해)\S{{0,2}}{_POLITE_KO}",
         {"emoji": False}),
        (rf"{_LEAD_KO}(?:이모지|이모티콘)(?:는|은|를|을|도)?\s*(?:좀\s*)?(?:써|사용해|붙여|넣어)"
         rf"(?:도\s*(?:돼|되)\S{{0,2}})?{_POLITE_KO}", {"emoji": True}),
        (rf"{words.EN_LEAD}(?:(?:don'?t|do not|stop|never)\s+(?:use|using)|no(?: more)?|without)\s+"
         rf"(?:any\s+)?emojis?{_SOFT_EN}", {"emoji": False}),
        (rf"{words.EN_LEAD}(?:you (?:can|may)\s+)?use\s+(?:some\s+)?emojis?{_SOFT_EN}",
         {"emoji": True}),
    )
)  # fmt: skip
_LONGEST: Final = 32
"""Characters of a name."""


def persona(text: str) -> Step | None:
    """When the message is about nothing else."""
    text = text.strip()
    named = (found["name"].strip() for one in _NAME if (found := one.fullmatch(text)))
    if name := next(named, ""):
        return Call("set_persona", {"name": name}) if len(name) <= _LONGEST else None
    args = next((args for pattern, args in _STYLES if pattern.fullmatch(text)), None)
    return None if args is None else Call("set_persona", dict(args))
