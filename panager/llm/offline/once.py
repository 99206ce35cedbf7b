"""Recognising that what repeats shall come once more and then be over."""

import re
from typing import Final

from panager.llm.offline import times, which, words
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Call, Step

_NOW_KO: Final = r"(?:(?:이제|이제는|이젠|이제부터|앞으로|앞으론|더\s*이상|더는|그냥|딱)\s+)*"
_DO_KO: Final = r"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|돼|돼요|됩니다))?"
_ONCE: Final = re.compile(
    rf"^(?P<ko>.*?)(?<!\S){_NOW_KO}(?:"
    r"(?:반복|되풀이)(?:은|을|는|를|도)?\s*(?:하지\s*(?:마|말)\S*|그만\S*|(?:꺼|끄|풀|빼|멈추?|없애|해제|"
    r"중단|중지|취소|종료)\S*|안\s*해도|필요\s*없\S*|말고\s*한\s*번만\s*\S+)|"
    r"(?:반복\S*\s*말고\s*)?(?<!이번 )(?<!다음 )한\s*번만\s*(?:알려|말해|울려|보내|해|하고|하면|"
    rf"하자|오면|와|울리)\S*){_DO_KO}{words.MARKS}$|"
    rf"{words.EN_LEAD}(?:now\s+)?(?:"
    r"(?:don'?t|do not|stop|no need to|no longer)\s+(?:repeat|recur)(?:ing)?\b(?P<repeat>.*)|"
    r"(?:(?:only|just)\s+)?(?:(?:remind|tell) me\s+)?(?:(?:only|just)\s+)?once(?:\s+is (?:enough|"
    r"fine|ok))?|"
    r"(?:no more|without|stop the|turn off the|cancel the)\s+(?:repeats?|repeating|repetitions?|"
    r"recurrence)\b(?P<noun>.*)|"
    r"(?:make|set|change|turn)\s+(?P<make>.*?)\s*(?:to\s+|into\s+|happen\s+|repeat\s+|come\s+)?(?:"
    r"(?:be\s+|a\s+)?(?:one[\s-]?(?:time|off|shot)|non-?(?:repeating|recurring))(?:\s+"
    r"(?:thing|reminder|one))?|(?:only|just)\s+once|not repeat)"
    rf")(?:[\s,]+(?:please|only|thanks)){{0,2}}{words.MARKS}$",
    re.IGNORECASE,
)
_MANNER: Final = re.compile(
    r"\b(?:any\s?more|any longer|from now on|please|for|of|on|then|thanks?)\b", re.IGNORECASE
)


def once(text: str, setting: Setting) -> Step | None:
    """ "이제 반복하지 마", "약 알림 한 번만 알려줘", "don't repeat it", "just once"."""
    found = _ONCE.match(text)
    quoted = words.QUOTED_KO.search(text)
    if found is None or quoted or times.has_clock(setting.understand(text)):
        return None
    body = next((part for part in found.groupdict().values() if part), "")
    named = which.words(_MANNER.sub(" ", body), setting)
    return Call("change_reminder", {"which": named, "once": True})
