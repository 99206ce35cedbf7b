"""The words of a Korean request around what is asked: "…하라고 알려줘", "… 알림 맞춰줘"."""

import re

from panager.when.korean.verbs import (
    is_present,
    may_be_stem,
    stem_before_eu,
    stem_before_n,
    stem_before_ya,
)

_GIVE = (
    r"(?:\s?(?:줘요?|주세요|줄래요?|주라|달라고?|주십시오|주시겠어요|주시면\s?(?:돼요|됩니다|감사하겠습니다)|"
    r"줄\s?수\s?있(?:어|나|니|을까)요?|주면\s?(?:돼|좋겠어)|다오|둬|놔))"
)
_TELL = (
    r"(?:알려|말해|얘기해|이야기해|상기시켜|일깨워|일러|"
    r"(?:리마인드|리마인더|알림|알람|푸시|메시지|메세지|톡|연락|노티)(?:를|을)?\s?(?:좀\s?)?"
    r"(?:설정해|맞춰|걸어|보내|켜|울려|예약해|등록해|잡아|만들어|해|줘)?)"
)
_END = r"[\s.!?~^ㅋㅎㅠㅜ]*$"
_REQUEST = re.compile(
    rf"(?:^|\s+|(?<=고)|(?<=기))(?:(?:좀|꼭|다시|한\s?번)\s+)*{_TELL}{_GIVE}?{_END}"
)
_DO = re.compile(rf"(?<=고)\s*(?:좀\s+)?해{_GIVE}{_END}")
_WAKE = re.compile(rf"(?:^|\s+)깨워{_GIVE}?{_END}")
_ADDRESSEE = re.compile(
    r"(?:^|(?<=\s))(?:나한테|나에게|내게|저한테|저에게|제게|좀|꼭|혹시)(?=\s|$)"
)
_ME = re.compile(r"(?:^|\s)(?:나를?|날|저를?|좀|꼭)$")

_MUST = re.compile(
    r"([가-힣])야\s*(?:만\s*)?(?:돼요?|되는데요?|되고|된다고?|됩니다|됨|되니까|한다고?|해요?|함|합니다|하는데요?|하니까|"
    r"하고|되|겠다|겠어|지)?(?:고)?" + _END
)
_DONT = re.compile(r"지\s*말라고$")
_DO_NOUN = re.compile(r"^(.*?)(\s*)하라고$")
_QUOTED_NOUN = re.compile(r"이라고$")
_QUOTED_VERB = re.compile(r"^(.*[가-힣])라고$")
_THERE_IS = re.compile(r"(?:이|가)?\s*있(?:다고|으니까?|어서|다는\s*거)$")
_STATED = re.compile(r"^(.*[가-힣])다고$")
_DOING = re.compile(r"([가-힣])는\s*(?:거|것)(?:을|를)?$")
_ABOUT = re.compile(r"(?:에\s*대해서?|에\s*관해서?)$")
_OBJECT = re.compile(r"(?<=[가-힣])(?:을|를)$")
_ADVERB = re.compile(r"(?:히|게|이|리)$")
_VERBS_IN_I = (
    "먹이",
    "붙이",
    "줄이",
    "높이",
    "끓이",
    "움직이",
    "기울이",
    "녹이",
    "속이",
    "들이",
    "숙이",
    "모이",
    "보이",
)


def strip_korean_request(text: str) -> str:
    """What a Korean sentence asks to be told, as a noun phrase."""
    woken = _WAKE.search(text)
    if woken:
        left = _ME.sub("", text[: woken.start()]).strip()
        return left or "일어나기"
    asked = _DO.search(text) or _REQUEST.search(text)
    if asked is None:
        return _nominal(text, asked=False)
    left = _ADDRESSEE.sub("", text[: asked.start()])
    return _nominal(re.sub(r" {2,}", " ", left).strip(" ,"), asked=True)


def _nominal(text: str, *, asked: bool) -> str:
    must = _MUST.search(text)
    if must and _is_verb_form(text[: must.end(1)]):
        return stem_before_ya(text[: must.end(1)]) + "기"
    if not asked and not text.endswith("라고"):
        return text
    if _DONT.search(text):
        return _DONT.sub("지 않기", text)
    return _of_quote(text) if text.endswith("고") else _plain(text)


def _is_verb_form(form: str) -> bool:
    # "-야" follows 아 or 어 only; a name before "야" ("지수야") has other vowels too.
    vowel = (ord(form[-1]) - ord("가")) % 588 // 28
    return vowel in (0, 1, 4, 5, 6, 9, 10, 14) and (ord(form[-1]) - ord("가")) % 28 == 0


def _of_quote(text: str) -> str:
    if (match := _DO_NOUN.match(text)) is not None:
        return _of_doing(match[1], match[2])
    if _QUOTED_NOUN.search(text) and not text[: -len("라고")].endswith(_VERBS_IN_I):
        return text[: -len("이라고")]
    if (match := _QUOTED_VERB.match(text)) is not None:
        return stem_before_eu(match[1]) + "기" if may_be_stem(match[1]) else match[1]
    if _THERE_IS.search(text):
        return _THERE_IS.sub("", text)
    if (match := _STATED.match(text)) is not None:
        return _of_statement(match[1])
    return text


def _of_doing(what: str, space: str) -> str:
    """ "전화하라고" is "전화", "숙제를 하라고" is "숙제", "조용히 하라고" stays a verb."""
    if not what:
        return "하기"
    if space and _ADVERB.search(what):
        return f"{what}{space}하기"
    return _OBJECT.sub("", what)


def _of_statement(form: str) -> str:
    if not is_present(form):
        return f"{form}다"
    stem = stem_before_n(form)
    return stem[:-1].rstrip() if stem.endswith("하") and len(stem) > 1 else f"{stem}기"


def _plain(text: str) -> str:
    text = _DOING.sub(r"\1기", text)
    text = _THERE_IS.sub("", _ABOUT.sub("", text))
    return _OBJECT.sub("", text)
