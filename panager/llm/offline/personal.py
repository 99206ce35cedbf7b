"""Recognising where somebody is and how to talk to them: "나 베를린에 있어", "speak English"."""

import re
from typing import Final

from panager.llm.offline import persona, words
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Call, Say, Step
from panager.when import zone_named

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
    return persona.persona(text) or _language(text) or _zone(text)


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
