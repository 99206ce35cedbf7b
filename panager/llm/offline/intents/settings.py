"""Recognising settings: where somebody is, which language, how we are to talk, what is set."""

import re
from typing import Final

from panager.llm.offline import words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.intents.habits import NAMES, WEEK_KO, WHOSE_KO
from panager.llm.offline.steps import Call, Say, Step
from panager.when import zone_named

_LEAD_KO: Final = r"(?:(?:이제부터|이제|앞으로는|앞으로|지금부터|오늘부터)\s*)?"
_YOU_KO: Final = r"(?:(?:너를|널|너는|넌|네|니|너의|당신을|당신은)\s*)?"
_QUOTE: Final = r"['\"‘’“”「」]?"
_POLITE_KO: Final = r"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|부탁\S*))?"
_TALK_KO: Final = r"(?:좀\s*)?(?:대답|답|말|얘기|이야기|답변)\S{0,3}?(?:해|하|줘|부탁|써)?\S{0,3}"
_TALK_EN: Final = r"(?:answer|reply|talk|speak|write|be|respond)(?:\s+(?:to me|me))?"
_SOFT_EN: Final = r"(?:\s+(?:from now on|please|a bit|with me))*"

_CALLED: Final = tuple(
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
_LONGEST_NAME: Final = 32
"""Characters of a name."""


def _persona(text: str) -> Step | None:
    """What we are called or how we are to talk, when the message is about nothing else."""
    text = text.strip()
    named = (found["name"].strip() for one in _CALLED if (found := one.fullmatch(text)))
    if name := next(named, ""):
        return Call("set_persona", {"name": name}) if len(name) <= _LONGEST_NAME else None
    args = next((args for pattern, args in _STYLES if pattern.fullmatch(text)), None)
    return None if args is None else Call("set_persona", dict(args))


_KO_SET: Final = (
    r"(?:(?:으로|로)\s*)?(?:(?:좀\s*)?(?:바꿔|바꾸|변경|설정|맞춰|맞추|해|하)\S{0,4}"
    r"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|싶어\S*|돼\S*)){0,2})?"
)
_KO_IS: Final = r"(?:이야|야|이에요|예요|에요|입니다|이다|임|이요|요)?"
_WHOSE_KO: Final = r"(?:(?:나는|난|나|저는|전|저|지금|이제|우리는|우린|현재)\s+)*"
# Those that say "time zone" mean one, whatever place they name.
_ZONE: Final = tuple(
    re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE)
    for pattern in (
        rf"(?:내|제|나의|저의)?\s*(?:시간대|타임\s?존)(?:은|는|을|를|이|가)?\s*"
        rf"(?P<place>\S.*?)\s*(?:{_KO_IS}|{_KO_SET})",
        rf"(?P<place>\S.*?)\s*(?:시간대|타임\s?존)(?:으로|로)\s*{_KO_SET}",
        rf"{words.EN_LEAD}(?:(?:set|change|switch|update|make)\s+)?(?:my|the)?\s*time\s?-?zone"
        r"(?:\s+(?:is|to|as|=)(?:\s+now)?|'s|:)\s*(?P<place>\S.*?)(?:\s+(?:now|please))*",
    )
)
# These name one only if the place is one that is known: "I'm in a meeting".
_PLACE: Final = tuple(
    re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE)
    for pattern in (
        rf"{_WHOSE_KO}(?P<place>\S.*?)에\s*(?:있|살|사는\s*중|와\s*있|왔|도착했|머물|이사\s*(?:왔|했|갔))"
        r"(?:고\s*있)?(?:어|아|어요|아요|습니다|음|지|는데|ㄴ다|다)?요?",
        rf"{_WHOSE_KO}(?P<place>\S.*?)(?:으로|로)\s*이사\s*(?:왔|했|갔)(?:어|어요|습니다|음|다)",
        rf"{_WHOSE_KO}(?P<place>\S.*?)\s+(?:살아|살아요|삽니다|산다)",
        r"(?:나는|난|나|저는|전|저|지금)\s+(?P<place>\S.*?)\s*(?:이야|야|이에요|예요|입니다)",
        rf"(?P<place>\S.*?)\s*(?:시간|시각)(?:으로|로)\s*{_KO_SET}",
        rf"{words.EN_LEAD}(?:i'?m|i am|we'?re|we are)\s+(?:(?:now|currently|living|staying|based|"
        r"back|located)\s+)*in\s+(?P<place>\S.*?)(?:\s+(?:now|right now|at the moment|currently))?",
        rf"{words.EN_LEAD}(?:i|we)(?:'ve| have)?\s+(?:(?:just|now|currently|recently)\s+)*"
        r"(?:live|moved|relocated|arrived|landed)\s+(?:to|in|at)\s+(?P<place>\S.*?)"
        r"(?:\s+(?:now|recently|today))?",
        rf"{words.EN_LEAD}(?:use|switch to|change to)\s+(?P<place>\S.*?)\s+time",
    )
)
_ZONE_OPEN: Final = re.compile(
    rf"(?:(?:내|제)?\s*(?:시간대|타임\s?존)(?:를|을)?\s*(?:좀\s*)?(?:바꿔|바꾸|변경|설정)\S*(?:\s*\S+)?|"
    rf"{words.EN_LEAD}(?:set|change|switch|update)\s+(?:my|the)\s+time\s?-?zone){words.MARKS}",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"(?P<place>[^?]{{2,60}}?){_KO_IS}[\s.!~]*")
_SHORTEST: Final = {True: 2, False: 3}
"""Letters of a place that stands alone, in Korean and in English: "la" and "ct" are no answers."""
_LANGUAGE: Final = re.compile(
    rf"(?:{words.EN_LEAD}(?:(?:speak|talk|answer|reply|write|use|switch)(?:\s+to)?(?:\s+me)?|"
    r"(?:set|change|switch)\s+(?:my|the)\s+language\s+to|my language is)\s+(?:in\s+)?"
    r"(?:(?P<en>english)|korean)(?:\s+please)?|"
    r"(?:앞으로|이제|지금부터)?\s*(?:언어(?:를|는)?\s*)?(?:(?P<en2>영어)|한국어|한국말|우리말)"
    r"(?:으로|로)\s*(?:좀\s*)?(?:말|답|대답|얘기|이야기|써|바꿔|바꾸|변경|설정|해|부탁)\S{0,4}"
    rf"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|싶어\S*)){{0,2}}){words.MARKS}",
    re.IGNORECASE,
)
_LANGUAGE_ALONE: Final = re.compile(
    r"(?:(?:in\s+)?(?:(?P<en>english)|korean)(?:\s+please)?|(?P<en2>영어)|한국어|한국말)[\s.!~]*",
    re.IGNORECASE,
)


def personal(text: str, setting: Setting) -> Step | None:
    """The time zone, the language or the style, when the message is about nothing else."""
    if words.QUESTION.search(text):
        return None
    return _persona(text) or _language(text) or _zone(text)


def alone(text: str) -> Step | None:
    """The name of a place or a language and nothing else, of somebody who was asked for nothing."""
    return _language(text.strip(), _LANGUAGE_ALONE) or _place_alone(text.strip())


def _place_alone(text: str) -> Step | None:
    found = _ALONE.fullmatch(text)
    if found is None:
        return None
    is_korean = any("가" <= letter <= "힣" for letter in text)
    names = (text.strip(" .!~\n"), found["place"].strip())  # a name may end as "is" does
    known = (name for name in names if len(name) >= _SHORTEST[is_korean] and zone_named(name))
    return next((_set_zone(name) for name in known), None)


def _zone(text: str) -> Step | None:
    if _ZONE_OPEN.fullmatch(text):
        return Say("ask.zone")
    said = (found["place"] for one in _ZONE if (found := one.fullmatch(text)))
    if (place := next(said, None)) is not None:
        return _set_zone(place)
    for pattern in _PLACE:
        found = pattern.fullmatch(text)
        if found and zone_named(found["place"]):
            return _set_zone(found["place"])
    return None


def _set_zone(place: str) -> Call:
    return Call("set_time_zone", {"zone": place[:100]})


def _language(text: str, pattern: re.Pattern[str] = _LANGUAGE) -> Step | None:
    found = pattern.fullmatch(text)
    if found is None:
        return None
    is_english = found["en"] or found["en2"]
    return Call("set_language", {"language": "en" if is_english else "ko"})


_SHOW: Final = "show_settings"
_SHOW_KO: Final = (
    r"(?:은|는|이|가|을|를|들|들을)?\s*(?:좀\s*|다\s*|전부\s*|지금\s*|현재\s*)*"
    r"(?:보여|알려|확인|조회|뭐|뭔|어떻게|어때|어떤|몇\s*시|언제|무슨|있|말해)\S*(?:\s*\S+){0,3}"
)
_SHOW_EN: Final = (
    r"(?:(?:what|when|which)(?:'s|'re| is| are| do)?|show(?: me)?|tell me|list|see|view|check|"
    r"do i have)"
    r"(?:\s+(?:all|about|the|any|what|current))*"
)
_HABIT: Final = "|".join(NAMES.values())
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
            rf"{WHOSE_KO}몇\s*시(?:를|을|가|부터)\s*(?:{_HABIT})\S{{0,3}}\s*{_KNOWN_KO}\S*(?:\s*\S+)?",
            "habits",
        ),
        (
            rf"{WHOSE_KO}(?:{_HABIT})(?:\s*(?:시간|시각))?(?:은|는|이|가|을|를)?\s*몇\s*시\S*\s*{_KNOWN_KO}\S*"
            r"(?:\s*\S+)?",
            "habits",
        ),
        (
            rf"(?:나한테는?|저한테는?|나에게는?|내|제)\s+(?:{_HABIT})(?:\s*(?:시간|시각))?(?:은|는|이|가)?\s*"
            r"(?:몇\s*시|언제)\S{0,4}",
            "habits",
        ),
        (rf"{WHOSE_KO}{WEEK_KO}(?:은|는|이|가)?\s*(?:무슨|어느)\s*요일\S*(?:\s*\S+)?", "habits"),
        (
            r"(?:what time|when)(?:'s|s| is| are| do| does)?\s+"
            rf"(?:my\s+(?:{_HABIT})|(?:{_HABIT}) for me)"
            r"(?:\s+(?:for me|start|begin|end))*",
            "habits",
        ),
        (rf"what (?:time )?do you (?:mean by|take for|call|think is)\s+(?:{_HABIT})", "habits"),
        (
            r"(?:when|what day|on (?:what|which) day) (?:do|does) my weeks? (?:start|begin)",
            "habits",
        ),
        (rf"{WHOSE_KO}(?:시간대|타임\s?존){_SHOW_KO}", "zone"),
        (rf"{words.EN_LEAD}(?:{_SHOW_EN})\s+my\s+time\s?-?zone", "zone"),
    )
)


def asked(text: str, setting: Setting) -> Step | None:
    """The call that shows all settings, or the one that is asked about."""
    for pattern, about in _ASKED:
        if pattern.fullmatch(text.strip()):
            return Call(_SHOW, {"about": about} if about else {})
    return None
