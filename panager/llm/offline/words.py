"""The words by which the offline model recognises what is wanted."""

import re
from typing import Final


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


MARKS: Final = r"[\s.,!?~^ㅋㅎㅠㅜ…]*"
# A Korean command stands at the end, in many levels of politeness; what is quoted ("…하라고"),
# forbidden ("…하지 마") or told ("…했어") is no command.
KO_END: Final = (
    r"(?!\S*(?:라고|했|됐|려고|니까|는데)|\s*하?지\s*(?:마|말))\S{0,7}"
    r"(?:\s*(?:줘|줘요|주세요|줄래|줄래요|줄\s*수\s*있\S*|주시겠어요|부탁\S*|싶어\S*|해|돼\S*|"
    r"될까\S*)){0,3}"
    rf"{MARKS}$"
)
EN_LEAD: Final = (
    r"^(?:(?:please|pls|ok|okay|hey|hi|no|nope|actually|oh|wait|sorry|hmm|um|and|then|also|just|"
    r"can you|could you|would you|will you|i want to|i'd like to|i'll|i will|let's)\b[\s,.!]*)*"
)
# Syllables that end in ㅆ mark the past, but for 있 (there is) and 겠 (will).
_PAST_KO: Final = "".join(set(map(chr, range(ord("갔"), ord("힣"), 28))) - {"있", "겠"})
_PRONOUN_EN: Final = r"(?:it|that|this|that one|this one|the last one)"

ASK_TIME: Final = _any(
    r"(?:지금|현재).{0,6}(?:몇\s*시|시간|시각)",
    rf"^몇\s*시(?:야|예요|에요|지|죠|니|임)?{MARKS}$",
    r"\bwhat(?:'s| is|s)? (?:the )?(?:current )?time(?: is it)?(?: now| right now)?\s*\??$",
    r"\bwhat time is it\b",
    r"^(?:the )?current time\b",
)
WHO: Final = _any(
    rf"^(?:너(?:는)?|넌|당신은?|네가|니가)?\s*(?:누구|이름이\s*뭐)\s*(?:야|예요|에요|니|세요|신가요)?{MARKS}$",
    r"\bwho are you\b|\bwhat(?:'s| is) your name\b",
)
HELP: Final = _any(
    rf"^/?(?:help|help me|도움말|도와줘|도와줘요|사용법|사용\s*방법){MARKS}$",
    r"뭐\S*\s*할\s*수|무엇\S*\s*할\s*수|뭘\s*할\s*수|어떻게\s*(?:쓰|사용)",
    rf"뭐하는\s*(?:애|봇)\s*(?:야|예요|에요|니|세요){MARKS}$",
    r"\bwhat can you do\b|\bhow do (?:you|i use|i use you|this) work\b",
)
GREETING: Final = _any(
    r"^(?:안녕\S*|하이|헬로|여보세요|좋은\s*(?:아침|오후|저녁|밤)\S*|굿모닝|잘\s*자\S*|"
    rf"반가\S*){MARKS}$",
    rf"^(?:hi|hello|hey|yo|howdy)(?:\s+(?:there|panager))?{MARKS}$",
    rf"^good\s*(?:morning|afternoon|evening|night)(?:\s+panager)?{MARKS}$",
)
THANKS: Final = _any(
    r"^(?:(?:정말|너무|네|응|아|예)[\s,]*)?(?:고마\S*|고맙\S*|감사\S*|땡큐|ㄳ|"
    rf"ㄱㅅ)(?:요)?{MARKS}$",
    rf"^(?:(?:ok|okay|great|perfect|cool|no)[\s,]+)?(?:thanks|thank you|thx|ty|cheers)"
    rf"(?:\s+(?:a lot|so much|you|very much|panager))*{MARKS}$",
)
DISMISS: Final = _any(
    r"^(?:아니\S*\s*)?(?:됐어\S*|됐고|그만|취소|취소해|취소해줘|취소할게\S*|하지\s*마\S*|"
    r"괜찮아\S*|"
    rf"필요\s*없어\S*){MARKS}$",
    r"^(?:no[\s,]+)?(?:never\s*mind|nvm|forget (?:it|about it|that)|cancel(?: (?:it|that))?)"
    rf"{MARKS}$",
)
SHRUG: Final = _any(
    r"^(?:됐어\S*|괜찮아\S*|아니|아니야|아니요|아뇨|응|네|예|넵|ㅇㅇ|ㅇㅋ|그래|그만|알았어\S*|"
    rf"좋아\S*){MARKS}$",
    r"^(?:never\s*mind|nvm|forget (?:it|about it|that)|ok|okay|yes|yep|no|nope|fine|stop|"
    rf"cool|great){MARKS}$",
)

LIST: Final = _any(
    r"(?:알림|알람|리마인더)\S*\s*(?:좀\s*)?(?:목록|리스트|전부|뭐|있|보여|알려|확인|조회|몇|언제)",
    r"(?:일정|할\s*일|예정|약속)\S*\s*(?:알림\S*\s*)?(?:좀\s*)?(?:목록|리스트|뭐|있|보여|알려|"
    r"확인|조회)",
    rf"^(?:내\s*)?(?:알림|목록|리스트|알림들){MARKS}$",
    rf"^\S+(?:\s\S+)?\s*언제(?:야|예요|지|죠|였지|더라|인가요|로\s*했지){MARKS}$",
    r"(?:뭐|뭐가|뭘|무슨|어떤)\s*(?:알림\S*\s*|일\S*\s*)?(?:예정|있|남|잡혀)",
    r"\b(?:list|show|see|view|what|when(?= is| are|'s)|what's|which|any|do i have|how many|"
    r"tell me)\b.*"
    r"\b(?:reminders?|alarms?|scheduled|coming up|planned|upcoming)\b",
    rf"^(?:my |all |all my )?(?:reminders|list){MARKS}$",
    r"\bwhat do i have\b|\bwhat(?:'s| is) (?:next|on|up next)\b|\bwhat have i got\b",
)
REQUEST: Final = _any(
    r"알려|알람|리마인|깨워|상기|일러\s*(?:줘|주)|말해\s*(?:줘|주)|기억해|잊지\s*않|까먹지\s*않",
    r"알림\S*\s*(?:좀\s*)?(?:해|맞|걸|설정|만들|등록|추가|잡|울|줘|부탁)",
    r"\b(?:remind|reminder|alarm|wake me|alert me|notify me|ping me|nudge me|let me know)\b",
    r"\btell me to\b|\bdon't let me forget\b",
)
FORBIDDEN: Final = _any(
    rf"(?:알려|리마인드|깨워|말해|알림)\s*\S*지\s*(?:마|말)\S*{MARKS}$",
    r"\b(?:don't|do not|dont|never)\s+(?:remind|wake|alert|notify|tell|ping|nudge)\b",
)
REMIND_FIRST: Final = _any(rf"{EN_LEAD}(?:remind me|wake me|(?:set|create|add|make) (?:a|an|me)\b)")
_QUOTED: Final = r"라고\s*(?:\S+\s*)?(?:알려|말해|깨워|리마인|얘기해|전해)"
QUOTED_KO: Final = _any(_QUOTED)
QUOTED: Final = _any(rf"{_QUOTED}|깨워|remind me")
QUESTION: Final = _any(
    r"\?\s*$",
    r"뭐|무엇|어때|언제|누구|어디|어떻게|몇\s|왜\s",
    r"^(?:what|when|who|where|why|how|which|is|are|am|was|were|do|does|did|can|will|should)\b",
)
REQUEST_FIRST: Final = _any(r"^(?:알려\s*줘|알려\s*주세요|리마인드|remind me)\S*?(?:\s*:\s*|\s+)")
KNOWLEDGE: Final = _any(r"날씨|뉴스|환율|주가|방법|이름|뜻|weather|news|a joke|a story")
STATEMENT: Final = _any(
    rf"[{_PAST_KO}](?:어|어요|다|습니다|네|지|음|거든)?{MARKS}$",
    rf"(?:같아|같아요|구나|네|네요|거든|더라|잖아){MARKS}$",
    r"^(?:i|we|he|she|they|it|there|that)(?:'m|'s|'re|'d|'ve)?\s+"
    r"(?:am|is|was|were|are|had|went|did|been|think|thought|saw|got|slept|ate|met|feel|felt|took|"
    r"made|bought|sent|paid|\w{2,}ed)\b",
)

# A fact to be kept, and nothing to be told of: "내 생일은 3월 5일이야 기억해줘".
FACT: Final = _any(
    rf"(?:이야|야|이?에요|예요|입니다|이?라는\s*거|인\s*거|이?니까|인데)[\s,.]*(?:꼭\s*)?기억\S*(?:\s*(?:줘|둬|놔|주세요))?{MARKS}$",
    rf"(?:생일|생신|기념일|제사|전화번호)(?:은|는|이|가)\s.*\d.*?(?:이야|야|이?에요|예요|입니다|임)?{MARKS}$",
    r"^(?:please\s+)?remember\s+(?:that\s+)?(?!to\b).*\b(?:is|are|was|am|like|likes|love|loves|live|lives|hate|hates)\b",
    r"^(?:my|our|his|her|\w+'s)\s+(?:birthday|anniversary)\s+is\b",
)
# The half of the day and nothing else: of what was just made.
HALF: Final = _any(
    rf"^(?:아니\S*[\s,.]*)?(?P<half>오전|오후)으로(?:\s*(?:해|바꿔)\s*(?:줘|주세요)?)?{MARKS}$",
    rf"{EN_LEAD}(?:make\s+(?:it|that)|change\s+(?:it|that)\s+to|i\s+meant?|in\s+the)\s+"
    rf"(?P<half2>am|pm|a\.m\.|p\.m\.)(?:\s+please)?{MARKS}$",
)

UNDO: Final = _any(
    rf"^(?:(?:방금|아까|마지막|조금\s*전)(?:에)?\s*)?(?:(?:한|바꾼|만든|취소한|미룬|뺀)?\s*(?:거|것|걸|일)"
    rf"(?:를|을|만)?\s*)?(?:다시\s*)?(?:되돌려|되돌리|되돌릴|원래대로|원상\s*복구|실행\s*취소|"
    rf"없던\s*(?:일|걸)로|무르자|물러){KO_END}",
    rf"^방금\s*(?:전에?\s*)?(?:한\s*)?(?:거|것|걸|일)(?:를|을|은)?\s*(?:다시\s*)?취소{KO_END}",
    rf"{EN_LEAD}(?:undo|revert|take back|roll back)"
    rf"(?:\s+(?:{_PRONOUN_EN}|the last (?:thing|change|step|one)|what you (?:just )?did))?"
    rf"(?:\s+please)?\W*$",
    rf"{EN_LEAD}(?:take|put|roll|change)\s+{_PRONOUN_EN}\s+back(?:\s+please)?\W*$",
)
CANCEL_KO: Final = _any(
    rf"(?P<verb>(?:취소|삭제|제거|지워|지우자|지울래|없애|(?<!\S)빼\s*(?=줘|주)){KO_END})"
)
CANCEL_EN: Final = _any(
    rf"{EN_LEAD}(?:cancel|delete)\b(?P<body>.*)$",
    rf"{EN_LEAD}(?:remove|drop|scrap|dismiss|clear|stop|forget(?: about)?|get rid of|wipe|erase)\b"
    rf"(?P<body2>\s+(?:{_PRONOUN_EN}|everything|all(?: of them)?)\W*$|.*\b(?:reminders?|"
    r"alarms?)\b.*)$",
)
CANCEL_IT_EN: Final = _any(
    rf"^(?!.*\b(?:not|don't|dont|never)\b)(?P<body>.+?)[,.:]?\s+"
    rf"(?:please )?(?:cancel|delete) {_PRONOUN_EN}\W*$"
)
IT_LAST: Final = re.compile(
    r"^(?P<what>[^,:]+)[,:]\s*(?:please )?(?P<verb>skip|pause|unpause|resume) (?:it|"
    r"that)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
ALL: Final = _any(
    r"^(?:내\s*|제\s*)?(?:(?:알림|알람|리마인더|일정|거|것)\S*\s*)?"
    r"(?:(?:모두|전부|다|싹|싹\s*다|몽땅|전체|둘\s*다|모든\s*(?:알림|알람|거|것|일정)\S*)\s*)++"
    r"(?:알림|알람)?\S{0,2}$",
    r"^(?:them )?(?:all|both|everything)\b"
    r"(?: (?:of (?:them|it|my reminders)|(?:of )?(?:my |the )?(?:reminders|alarms|them)))?$",
    r"^(?:my |the )?(?:reminders|alarms)$",
)
SNOOZE_KO: Final = _any(rf"(?P<verb>(?:미뤄|미루자|미룰|연기|늦춰|스누즈|미뤘으면){KO_END})")
AGAIN_KO: Final = _any(
    rf"(?P<verb2>(?<=\s)다시(?:\s*요)?){MARKS}$",
    r"(?P<verb>(?:다시|또|한\s*번\s*더)\s*(?:좀\s*|한\s*번\s*)?"
    r"(?:알려|깨워|말해|리마인|울려|얘기해)\S*(?:\s*(?:줘|주세요|줄래|부탁\S*)){0,2})"
    + MARKS
    + "$",
)
SNOOZE_EN: Final = _any(
    rf"{EN_LEAD}(?:snooze|postpone|delay|defer|push(?= (?:it|that|this|back)\b|.* (?:back|by)\b))"
    r"\b(?P<body>.*)$",
    rf"{EN_LEAD}remind me again\b(?P<body2>.*)$",
)
# Possessive, longest word first: what may repeat in many ways must not be tried in all of them.
AMOUNT_REST: Final = _any(
    r"^(?:만|더|이따가|이따|있다가|있다|뒤에|뒤|후에|후|이요|요|그럼|아|음|응|네|좀|딱|"
    r"more|another|just|give me|please|for|later|okay|ok|wait|in|\s|[.,!~])*+$"
)
EARLIER_EN: Final = _any(r"\b(?:earlier|sooner)\b")
EARLIER_ALONE: Final = _any(r"\b(?:earlier|sooner)\b|일찍|빨리|먼저")
BROUGHT_EN: Final = _any(rf"{EN_LEAD}bring\b.*\b(?:forward|up)\b")
FORWARD_EN: Final = _any(r"\b(?:forward|up)\b")
EARLIER_KO: Final = _any(r"앞당겨|당겨|앞당기|당기")
CHANGE_KO: Final = _any(
    rf"(?P<verb>(?:바꿔|바꾸|바꿀|변경|수정|옮겨|옮기|고쳐|앞당겨|당겨|조정){KO_END})",
    rf"(?<=로)\s*(?P<verb2>(?:해|하자|할게|할래|부탁){KO_END})",
    rf"(?<=로)(?P<verb3>요?){MARKS}$",
)
SPLIT_KO: Final = _any(
    r"^(?P<old>.+?)(?:을|를)\s+(?P<new>.+)$",
    r"^(?P<old2>.*?)\s*말고\s*(?P<new2>.+)$",
)
CORRECTION: Final = re.compile(
    r"^(?:아니야|아니요|아니다|아니|아뇨|아냐|ㄴㄴ|no|nope|actually|sorry|wait|i mean|i meant)"
    r"(?![가-힣\w])[\s,.!]*",
    re.IGNORECASE,
)
CHANGE_EN: Final = _any(
    rf"{EN_LEAD}(?:change|move|reschedule|update|edit|rename|shift|switch|bring)\b(?P<body>.*)$",
    rf"{EN_LEAD}(?:make|set)\s+(?P<body2>{_PRONOUN_EN}\b.*)$",
)
NAMES_ONE_EN: Final = _any(rf"\b(?:reminders?|alarms?)\b|^\s*{_PRONOUN_EN}\b|^\s*to\b")
