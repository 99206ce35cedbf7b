"""The words of a Korean request around what is asked: "…하라고 알려줘", "… 알림 맞춰줘"."""

import re

from panager.when.requests.korean_verbs import (
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
    r"(?:설정해?|맞춰|걸어|보내|켜|울려|예약해?|등록해?|추가해?|잡아|만들어|넣어|해|줘|"
    r"부탁(?:해요?|드려요?|드립니다|드릴게요|합니다)?)?|"
    r"(?:일정|스케줄)(?:을|를|으로|에)?\s?(?:좀\s?)?(?:추가|등록|저장|입력|기록)해?|"
    r"(?:일정|스케줄)(?:을|를|에|으로)?\s?(?:넣어|잡아|적어)|기억해)"
)
_END = r"[\s.!?~^ㅋㅎㅠㅜ]*$"
_REQUEST = re.compile(
    rf"(?:^|\s+|(?<=고)|(?<=기))(?:(?:좀|꼭|다시|한\s?번)\s+)*{_TELL}{_GIVE}?{_END}"
)
_DO = re.compile(rf"(?:(?<=고)|(?<=게)|(?<=도록))\s*(?:좀\s+)?해{_GIVE}{_END}")
# "so that I do not forget": part of the request, not of what is to be done.
_UNFORGOTTEN = re.compile(
    r"(?:^|\s+)(?:(?:절대|꼭|나|내가|제가)\s+)*(?:"
    r"(?:잊|까먹|잊어버리|잊어먹|놓치|빼먹|빠뜨리|빠트리|깜[빡박]하)지\s?(?:않게|않도록|말고|말라고|말게|마)|"
    r"안\s?(?:잊|까먹|잊어버리|잊어먹|놓치|빼먹|깜[빡박]하)(?:게|도록|으?려고)|"
    r"기억(?:나게|나도록|하게|하도록|할\s?수\s?있게))(?=\s|$)"
)
_WAKE = re.compile(rf"(?:^|\s+)깨워{_GIVE}?{_END}")
_ADDRESSEE = re.compile(
    r"(?:^|(?<=\s))(?:나한테|나에게|내게|저한테|저에게|제게|좀|꼭|혹시)(?=\s|$)"
)
_ME = re.compile(r"(?:(?:^|\s)(?:나를?|날|저를?|좀|꼭))+$")

_MUST = re.compile(
    r"([가-힣])야\s*(?:만\s*)?(?:돼요?|되는데요?|되고|된다고?|됩니다|됨|되니까|한다고?|해요?|함|합니다|하는데요?|하니까|"
    r"하고|되|겠다|겠어|지|[하되]는\s?(?:거|것|걸)(?:를|을)?)?(?:고)?" + _END
)
_DONT = re.compile(r"지\s*말라고$")
_DO_NOUN = re.compile(r"^(.*?)(\s*)하라고$")
_QUOTED_NOUN = re.compile(r"이라고$")
_QUOTED_VERB = re.compile(r"^(.*[가-힣])라고$")
_THERE_IS = re.compile(r"(?:이|가)?\s*있(?:다고|으니까?|어서|다는\s*거)$")
_STATED = re.compile(r"^(.*[가-힣])다고$")
_DOING = re.compile(r"([가-힣])는\s*(?:거|것)(?:을|를)?$")
# What is going to happen, told without asking for anything.
_STATEMENTS = (
    (
        re.compile(r"(?:이|가)?\s*(?:잡혀|돼|되어)?\s?있(?:어|어요|음|다|습니다|거든요?|는데|지)$"),
        "",
    ),
    (re.compile(r"기로\s?(?:했|됐|되었)(?:어요?|음|다|습니다|는데)$|기로\s?함$"), "기"),
    (re.compile(r"(?<=예약|약속|신청|등록|주문)(?:을|를)?\s?했(?:어요?|음|다|습니다|는데)$"), ""),
    (re.compile(r"(?<=[가-힣])(?:인데|이야|이에요|예요|입니다|이니까|이라서)$"), ""),
)
_INVITED = re.compile(r"^(.*[가-힣])자고$")
_ASKED_FOR = re.compile(r"^(.*[가-힣])\s?달라고$")
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
    left = text if asked is None else _ADDRESSEE.sub("", text[: asked.start()])
    plain = _UNFORGOTTEN.sub("", left)
    is_asked = asked is not None or plain != left
    return _nominal(re.sub(r" {2,}", " ", plain).strip(" ,.!?~"), asked=is_asked)


def _nominal(text: str, *, asked: bool) -> str:
    must = _MUST.search(text)
    if must and _is_verb_form(text[: must.end(1)]):
        return stem_before_ya(text[: must.end(1)]) + "기"
    for statement, instead in _STATEMENTS:
        if text != (noun := statement.sub(instead, text)) and noun:
            return noun
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
    if (match := _ASKED_FOR.match(text)) is not None:
        return _asked_for(match[1])
    if (match := _INVITED.match(text)) is not None:
        return match[1] + "기"
    if (match := _QUOTED_VERB.match(text)) is not None:
        return stem_before_eu(match[1]) + "기" if may_be_stem(match[1]) else match[1]
    if _THERE_IS.search(text):
        return _THERE_IS.sub("", text)
    if (match := _STATED.match(text)) is not None:
        return _of_statement(match[1])
    return text


def _asked_for(form: str) -> str:
    """ "확인해 달라고" is "확인", "와 달라고" is "오기"."""
    stem = stem_before_ya(form)
    return stem[:-1].rstrip() if stem.endswith("하") and len(stem) > 1 else f"{stem}기"


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
