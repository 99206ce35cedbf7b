"""Recognising what is to happen to one that exists: cancel, snooze, change, come only once more."""

import re
from typing import Final

from panager.llm.offline import find_reminder, times, words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.steps import Ask, Call, Step
from panager.when import Kind

_MORE_EN: Final = re.compile(r"\s+more\s+", re.IGNORECASE)
_SAY_EN: Final = re.compile(r"^\s*(?:say|read)\s+", re.IGNORECASE)
_REASON_EN: Final = re.compile(r",\s*(?:i|we|it|he|she|they|because|since)\b.*$", re.IGNORECASE)
_MOVED: Final = re.compile(r"(\S.*?)에서\s+(\S.*)")
_EN_TO: Final = re.compile(r"\bto\b|->|→", re.IGNORECASE)


def cancel_all(text: str, setting: Setting) -> Step | None:
    """ "다 취소해줘", "알림 전부 지워줘", "cancel everything": a card asks first."""
    body = _cancelled(text)
    if body is None or not words.ALL.match(body.strip(" .,!?")):
        return None
    return Call("cancel_all_reminders", {})


def cancel(text: str, setting: Setting) -> Step | None:
    """ "물 마시기 취소해줘", "cancel the water reminder", "the water one, cancel it"."""
    body = _cancelled(text)
    if body is None:
        return None
    return Call(
        "cancel_reminder", {"which": find_reminder.words(_REASON_EN.sub("", body), setting)}
    )


def _cancelled(text: str) -> str | None:
    bodies = (
        _body(text, words.CANCEL_KO),
        _english(text, words.CANCEL_EN),
        _english(text, words.CANCEL_IT_EN),
    )
    return next((body for body in bodies if body is not None), None)


def snooze(text: str, setting: Setting) -> Step | None:
    """ "10분만", "10분 뒤에 다시 알려줘", "회의 미뤄줘", "snooze the gym for an hour"."""
    bodies = (
        _body(text, words.SNOOZE_KO),
        _body(text, words.AGAIN_KO),
        _english(text, words.SNOOZE_EN),
    )
    body = next((body for body in bodies if body is not None), None)
    return _amount(text, setting) if body is None else _snoozed(body, setting)


def _snoozed(body: str, setting: Setting) -> Step:
    moment = times.strip_ro(setting.understand(times.strip_ro(body)).phrase)
    moment = moment or times.split_tail(body, setting)[1]
    body = body.replace(moment, " ", 1) if moment else body
    call = Call("snooze_reminder", {"which": _numbered(body) or find_reminder.content(body)})
    return call.having(when=moment) if moment else Ask("ask.snooze", call, "when")


def change(text: str, setting: Setting) -> Step | None:
    """ "그거 4시로 바꿔줘", "물 마시기를 우유 마시기로 바꿔줘", "move the gym to 5pm"."""
    return (
        _half(text)
        or _pulled(text, setting)
        or _correction(text, setting)
        or _change_korean(text, setting)
        or _change_english(text, setting)
    )


def _half(text: str) -> Step | None:
    """ "오전으로", "make it am": the other half of the day for the same hour."""
    found = words.HALF.search(text)
    if found is None:
        return None
    return Call("change_reminder", {"which": "", "when": found["half"] or found["half2"]})


def _amount(text: str, setting: Setting) -> Step | None:
    """A bare amount of time: "10분만", "10 more minutes"."""
    heard = setting.understand(_MORE_EN.sub(" ", text))
    if heard.kind is not Kind.DURATION or not words.AMOUNT_REST.match(heard.rest):
        return None
    return Call("snooze_reminder", {"which": "", "when": heard.phrase})


def _correction(text: str, setting: Setting) -> Step | None:
    """ "아니 4시로", "no, 5pm": a moment right after taking something back."""
    said = words.CORRECTION.sub("", text)
    said = words.SPLIT_KO.sub(lambda found: found["new2"] or found[0], said)
    heard = times.only_time(said, setting) if said != text else None
    if heard is None:
        return None
    return Call("change_reminder", {"which": "", "when": times.strip_ro(heard.phrase)})


def _pulled(text: str, setting: Setting) -> Step | None:
    """ "30분 일찍 알려줘", "30 minutes earlier": only an amount to be taken off."""
    earlier = words.EARLIER_ALONE.search(text)
    heard = times.only_time(words.EARLIER_ALONE.sub(" ", text), setting) if earlier else None
    if earlier is None or heard is None or heard.kind is not Kind.DURATION:
        return None
    return Call("change_reminder", {"which": "", "when": f"{heard.phrase} {earlier[0]}"})


def _change_korean(text: str, setting: Setting) -> Step | None:
    body = _body(words.CORRECTION.sub("", text), words.CHANGE_KO)
    if body is None:
        return None
    split = words.SPLIT_KO.match(body)
    if split:
        old, new = (split["old"] or split["old2"] or "", split["new"] or split["new2"])
        return _changed(old, new, setting)
    old, moment = times.split_tail(body, setting)
    if moved := _MOVED.match(moment):  # "회의 오후 3시에서 5시": from one time to the other
        old, moment = old.strip() or moved[1], moved[2]
    call = Call("change_reminder", {"which": find_reminder.words(times.strip_ro(old), setting)})
    if moment:
        return call.having(when=_earlier(text, moment, setting))
    # A bare "…로" is a change only with a time in it: "서울로" is not.
    is_bare = body.strip() == text.strip(" .,!?~")
    return None if is_bare else Ask("ask.change", call, "when")


def _change_english(text: str, setting: Setting) -> Step | None:
    body = _english(text, words.CHANGE_EN)
    if body is None:
        return None
    for split in reversed(list(_EN_TO.finditer(body))):
        if times.only_time(body[split.end() :], setting):
            return _changed(body[: split.start()], body[split.end() :], setting)
    if step := _forward(text, body, setting):
        return step
    old, moment = times.split_tail(body, setting)
    if moment and (words.NAMES_ONE_EN.search(old or "it") or words.EARLIER_EN.search(body)):
        call = Call("change_reminder", {"which": find_reminder.words(old, setting)})
        return call.having(when=moment)
    return _change_words(body, setting)


def _forward(text: str, body: str, setting: Setting) -> Step | None:
    """ "bring it forward by an hour"; "move it forward" is earlier for some, later for others."""
    old, moment = times.split_tail(words.FORWARD_EN.sub(" ", body), setting)
    is_amount = moment and setting.understand(moment).kind is Kind.DURATION
    if not is_amount or not words.FORWARD_EN.search(body):
        return None
    call = Call("change_reminder", {"which": find_reminder.words(old, setting)})
    if words.BROUGHT_EN.search(text):
        return call.having(when=f"{moment} earlier")
    return Ask("ask.change", call, "when")


def _change_words(body: str, setting: Setting) -> Step | None:
    """ "drink water to drink milk": new words, in which there is no time."""
    old, _, new = body.partition(" to ")
    if new.strip() and setting.understand(body).kind is Kind.NONE:
        return _changed(old, new, setting)
    if new.strip() or not words.NAMES_ONE_EN.search(body):
        return None
    return Ask(
        "ask.change", Call("change_reminder", {"which": find_reminder.words(body, setting)}), "when"
    )


def _earlier(text: str, moment: str, setting: Setting) -> str:
    """ "30분 당겨줘" is an amount to be taken off, "3시로 당겨줘" a moment."""
    pulled = words.EARLIER_KO.search(text)
    is_amount = setting.understand(moment).kind is Kind.DURATION
    return f"{moment} {pulled[0]}" if pulled and is_amount else moment


def _changed(old: str, new: str, setting: Setting) -> Step:
    call = Call("change_reminder", {"which": find_reminder.words(old, setting)})
    if heard := times.only_time(new, setting):
        return call.having(when=times.strip_ro(heard.phrase))
    before, moment = times.split_tail(new, setting)
    if moment:  # "치과를 좀 4시로": words before the time name the reminder too
        return Call(
            "change_reminder",
            {"which": find_reminder.words(f"{old} {before}", setting), "when": moment},
        )
    return call.having(text=_SAY_EN.sub("", times.strip_ro(new)).strip(" .,!?~'\"“”‘’"))


def _numbered(body: str) -> str:
    named = find_reminder.number(body)
    return str(named) if named else ""


def _body(text: str, pattern: re.Pattern[str]) -> str | None:
    """What stands before a Korean command, or None."""
    found = pattern.search(text)
    return text[: found.start()].strip() if found else None


def _english(text: str, pattern: re.Pattern[str]) -> str | None:
    """What belongs to an English command, or None."""
    found = pattern.search(text)
    if found is None:
        return None
    return next((part for part in found.groups() if part), "").strip(" .,!?")


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
    named = find_reminder.words(_MANNER.sub(" ", body), setting)
    return Call("change_reminder", {"which": named, "once": True})
