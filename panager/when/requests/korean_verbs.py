"""Korean verb forms turned into nouns in -기: "마시라고", "꺼내야" to "마시기", "꺼내기"."""

from panager.when.grammar.text import is_hangul

_FIRST = ord("가")
_NO_FINAL, _FINAL_N, _FINAL_L, _FINAL_D, _FINAL_B, _FINAL_S = 0, 4, 8, 7, 17, 19
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
# What a contracted vowel was before -아/-어: 마셔 from 마시어, 와 from 오아, 돼 from 되어.
_UNCONTRACTED = {"ㅕ": "ㅣ", "ㅘ": "ㅗ", "ㅝ": "ㅜ", "ㅙ": "ㅚ"}
_ALREADY_STEMS = ("켜", "펴")
# Whole words whose regular reading would be another or no verb.
_IRREGULAR = {
    "들어": "듣",
    "물어": "묻",
    "실어": "싣",
    "구워": "굽",
    "누워": "눕",
    "주워": "줍",
    "도와": "돕",
    "지어": "짓",
    "이어": "잇",
    "부어": "붓",
    "나아": "낫",
    "잠가": "잠그",
    "담가": "담그",
    "들러": "들르",
    "따라": "따르",
    "써": "쓰",
    "꺼": "끄",
    "떠": "뜨",
    "도우": "돕",
    "구우": "굽",
    "누우": "눕",
    "주우": "줍",
}


def stem_before_eu(stem: str) -> str:
    """The stem of what stands before -라고: "먹으" to "먹", "들으" to "듣", "지으" to "짓"."""
    if (irregular := _irregular(stem)) is not None:
        return irregular
    if len(stem) < 2 or not stem.endswith("으") or not is_hangul(stem[-2]):
        return stem
    head, syllable = stem[:-2], stem[-2]
    final = _parts(syllable)[2]
    if final == _FINAL_L:
        return head + _with_final(syllable, _FINAL_D)
    if final == _NO_FINAL:
        return head + _with_final(syllable, _FINAL_S)
    return head + syllable


def stem_before_ya(form: str) -> str:
    """The stem of a form in -아/-어, as before -야: "마셔" to "마시", "먹어" to "먹"."""
    if (irregular := _irregular(form)) is not None:
        return irregular
    head, last = form[:-1], form[-1]
    if last == "해":
        return head + "하"
    if last in "아어" and head and is_hangul(head[-1]):
        return head
    if last in "라러" and head and is_hangul(head[-1]) and _parts(head[-1])[2] == _FINAL_L:
        return head[:-1] + _with_final(head[-1], _NO_FINAL) + "르"
    return head + _uncontracted(last, alone=not head or head[-1] == " ")


def stem_before_n(form: str) -> str:
    """The stem of a plain statement: "간" (다고) to "가", "먹는" to "먹"."""
    if form.endswith("는") and len(form) > 1:
        return form[:-1]
    if form and is_hangul(form[-1]) and _parts(form[-1])[2] == _FINAL_N:
        return form[:-1] + _with_final(form[-1], _NO_FINAL)
    return form


def is_present(form: str) -> bool:
    """Whether a form before -다고 is a verb in the present: "간", "먹는"."""
    ends_in_n = is_hangul(form[-1:] or " ") and _parts(form[-1])[2] == _FINAL_N
    return form.endswith("는") or ends_in_n


def may_be_stem(form: str) -> bool:
    """Whether what stands before -라고 can be a verb: no verb ends in the vowel of "회의"."""
    return bool(form) and is_hangul(form[-1]) and _VOWELS[_parts(form[-1])[1]] != "ㅢ"


def _irregular(form: str) -> str | None:
    head, space, word = form.rpartition(" ")
    found = _IRREGULAR.get(word)
    return None if found is None else head + space + found


def _uncontracted(syllable: str, *, alone: bool) -> str:
    if not is_hangul(syllable) or (alone and syllable in _ALREADY_STEMS):
        return syllable
    initial, vowel, final = _parts(syllable)
    before = _UNCONTRACTED.get(_VOWELS[vowel])
    if before is None or final != _NO_FINAL:
        return syllable
    return _compose(initial, _VOWELS.index(before), final)


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _FIRST
    return code // 588, code % 588 // 28, code % 28


def _compose(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + initial * 588 + vowel * 28 + final)


def _with_final(syllable: str, final: int) -> str:
    initial, vowel, _ = _parts(syllable)
    return _compose(initial, vowel, final)
