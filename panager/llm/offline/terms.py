"""How a reminder is to be kept, said beside what and when: urgent, if late, until it is done."""

import re
from dataclasses import dataclass
from typing import Final

from panager.llm.offline import lateness, nagging, which
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Ask, Call, Say, Step

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
class Kept:
    """A sentence without its terms, and these as arguments of `create_reminder`."""

    text: str
    args: dict[str, str | bool]


def cut(text: str) -> Kept:
    """Takes the terms out; a nag without an interval is "", which must be asked for."""
    args: dict[str, str | bool] = {}
    text = _cut_urgent(text, args)
    for way, pattern in lateness.WAYS:
        if found := pattern.search(text):
            args["if_late"] = way
            text = f"{text[: found.start()].rstrip(' ,.')}, {text[found.end() :].lstrip(' ,.')}"
    if nag := nagging.cut(text):
        text, args["nag"] = nag
    return Kept(_tidy(text) if args else text, args)


def added(step: Step, kept: Kept, setting: Setting) -> Step:
    """The step with the terms, which alone change the reminder that is named or was last."""
    if not kept.args:
        return step
    call = step.call if isinstance(step, Ask) else step
    if isinstance(call, Say):
        if call != Say("talk.unknown"):
            return call
        call = step = Call("change_reminder", {"which": which.words(kept.text, setting)})
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
