"""How a reminder is to be kept, said beside what and when: urgent, if late, until it is done."""

import re
from dataclasses import dataclass
from typing import Final

from panager.llm.offline import find_reminder
from panager.llm.offline.conversation import Setting
from panager.llm.offline.intents import nagging
from panager.llm.offline.steps import Ask, Call, Say, Step

_IF_KO: Final = (
    r"(?:만약\s*|혹시\s*)?(?:너무\s*|많이\s*)?(?:늦으면|늦었으면|늦어지면|늦게\s*되면|"
    r"늦을\s*거면)\s*"
)
_LATE_EN: Final = (
    r"if (?:it'?s|it is|you'?re|you are|you'd be|it would be|it gets|that'?s|it comes)\s+"
    r"(?:too |much too |very |way too )?late"
)
_IF_EN: Final = rf"\b{_LATE_EN},?\s+(?:then |just |please )*"
_THEN_EN: Final = r"(?:then |just |please |and |but )*"
_GIVE: Final = r"(?:\s*(?:줘|주|해\s*줘|해\s*주|말아\s*줘|말아\s*주)(?:세요|요)?)?(?=[\s,.!~]|$)"
_NOT_KO: Final = (
    r"(?:그냥\s*|아예\s*)?(?:"
    r"(?:보내|알려|말해|하|울리)(?:주)?지\s*(?:마(?:요|세요|라|십시오)?|말(?:고|아\s*줘(?:요)?|"
    r"아\s*주세요)?)|"
    r"(?:안\s*(?:해도|보내도|알려줘도|와도)|없어도|생략해도|건너뛰어도)\s*(?:돼|괜찮아|"
    r"됩니다)(?:요)?|"
    r"됐어(?:요)?|필요\s*없(?:어|어요|음|다)|"
    r"(?:건너\s*뛰어|건너\s*뛰고|건너\s*뛰자|넘어가|생략|패스|스킵|취소|빼)(?:해)?)"
)
_NOT_EN: Final = (
    r"(?:skip(?: it| this| that)?|don'?t (?:send|bother|remind me)(?: it| at all)?|"
    r"do not send(?: it)?|forget (?:about )?it|never ?mind|leave it|drop it)"
)
_ASK_KO: Final = r"(?:나한테\s*|먼저\s*|한\s*번\s*)*(?:물어\s*봐?|확인해|여쭤\s*봐)"
_ASK_EN: Final = r"(?:ask(?: me)?(?: first| again)?|check with me(?: first)?)"
# A condition alone must not lose its sentence: what follows is what was to be reminded of.
_STILL: Final = (
    r"(?:늦어도|늦더라도)\s*(?:꼭\s*|그냥\s*)*(?=알려|보내|말해|깨워)|"
    rf"\b{_THEN_EN}(?:send it )?even {_LATE_EN}"
)


def _if_late(korean: str, english: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_IF_KO}{korean}{_GIVE}|{_IF_EN}{english}|\b{_THEN_EN}{english}\s+{_LATE_EN}",
        re.IGNORECASE,
    )


_WAYS: Final = (
    ("ask", _if_late(_ASK_KO, _ASK_EN)),
    ("skip", _if_late(_NOT_KO, _NOT_EN)),
    ("skip", re.compile(rf"\b(?:but )?not {_LATE_EN}", re.IGNORECASE)),
    ("send", re.compile(_STILL, re.IGNORECASE)),
)
"""The value of `if_late`, and the words that ask for it."""


_IS: Final = r"(?:야|이야|예요|이에요|이니까|니까|임|입니다|인데)?"
_AWAY: Final = (
    r"(?:시간\s*|모드\s*|중\s*)*(?:이?어도|이?라도|이?더라도|여도|에도|에는?\s*상관\s*없이)"
)
_URGENT: Final = re.compile(
    r"(?:^|(?<=[\s,.!]))(?:"
    r"(?:이건\s*|아주\s*|정말\s*|많이\s*)*(?:급한|긴급한|시급한)\s*(?:거|것|일|알림|"
    rf"건){_IS}(?=[\s,.!]|$)|"
    r"(?:이건\s*|아주\s*|정말\s*)*급(?:해|해요|하니까|하게|합니다)(?=[\s,.!]|$)|"
    r"긴급(?:이야|이에요|임|으로|:|!)|"
    rf"(?:방해\s*금지|조용한\s*시간|조용히\s*할\s*시간)\s*{_AWAY}(?:\s*(?:꼭|바로|그냥)(?=\s))*|"
    r"(?:자고|자는\s*중이라도|자고\s*있어도|자고\s*있더라도|자더라도)\s*(?=깨워|알려|보내)|"
    r"(?:it'?s|this is|it is|that'?s)\s+(?:very |really )?urgent(?=\W|$)|urgently\b|"
    r"(?:and )?even (?:if (?:it'?s |it is |i have |i'm in |i'm on )?|in |during |within |on )?"
    r"(?:my |the )?(?:quiet hours?|do not disturb|dnd|quiet)(?: mode| is on)?|"
    r"urgent(?=\s*(?:[:!.]|$)))[\s,.!:]*",
    re.IGNORECASE,
)
_URGENT_KIND: Final = re.compile(
    r"\burgent (?=(?:reminder|alarm)\b)|급한\s(?=(?:알림|알람)\S*\s*(?:좀\s*)?(?:해|맞|걸|설정|"
    r"만들|등록|추가|줘))",
    re.IGNORECASE,
)
_AGAIN: Final = r"(?:다시|또|계속|반복해서|꾸준히|씩|한\s*번씩|꼭)"
# What is left of "…알려주고, 할 때까지 10분마다 다시 알려줘" asks twice; "…알려주는데" no more.
_TWICE: Final = re.compile(
    r"(?P<tell>알려|말해|깨워|리마인드해)"
    r"(?:주고서?|준\s*(?:다음|뒤|후)에?|줘요?|주세요)[\s,.!]+"
    rf"(?:{_AGAIN}\s*)*(?:좀\s*)?(?:알려|말해|깨워|물어\s*봐|얘기해|재촉해|보내)?\s*"
    r"(?:줘요?|주세요|줄래)?[\s.,!~]*$|"
    r"(?P<trailing>알려|말해|깨워)주(?:는데|되|고)[\s,.]*$"
)
_LINK: Final = re.compile(
    r"^(?:and|but|also|그리고|근데|단)[\s,]+|[\s,]+(?:and|but|also|그리고|근데|단)[\s,]*$",
    re.IGNORECASE,
)
_AN: Final = re.compile(r"\ban (?=reminder\b)")


@dataclass(frozen=True)
class WithOptions:
    """A sentence without its delivery options, and these as arguments of `create_reminder`."""

    text: str
    args: dict[str, str | bool]


def cut(text: str) -> WithOptions:
    """Takes the options out; a nag without an interval is "", which must be asked for."""
    args: dict[str, str | bool] = {}
    text = _cut_urgent(text, args)
    for way, pattern in _WAYS:
        if found := pattern.search(text):
            args["if_late"] = way
            text = f"{text[: found.start()].rstrip(' ,.')}, {text[found.end() :].lstrip(' ,.')}"
    if nag := nagging.cut(text):
        text, args["nag"] = nag
    return WithOptions(_tidy(text) if args else text, args)


def added(step: Step, kept: WithOptions, setting: Setting) -> Step:
    """The step with the options, which alone change the reminder that is named or was last."""
    if not kept.args:
        return step
    call = step.call if isinstance(step, Ask) else step
    if isinstance(call, Say):
        if call != Say("talk.unknown"):
            return call
        call = step = Call("change_reminder", {"which": find_reminder.words(kept.text, setting)})
    if call.tool not in ("create_reminder", "change_reminder"):
        return step
    whole = Call(call.tool, {**call.args, **kept.args})
    return Ask(step.key, whole, step.slot) if isinstance(step, Ask) else checked(whole)


def checked(call: Call) -> Step:
    """The call, or the question how often to say it again, which nobody may guess."""
    return Ask("ask.nag", call, "nag") if call.args.get("nag") == "" else call


def _tidy(text: str) -> str:
    text = _LINK.sub("", " ".join(text.split()).strip(" ,"))
    return _TWICE.sub(lambda found: f"{found['tell'] or found['trailing']}줘", text)


def _cut_urgent(text: str, args: dict[str, str | bool]) -> str:
    for pattern in (_URGENT_KIND, _URGENT):
        if pattern.search(text):
            args["urgent"] = True
            text = _AN.sub("a ", pattern.sub(" ", text))
    return text
