"""Which answers are in a language that nobody wanted."""

import pytest

from panager.llm.language import missed_language

ENGLISH = "Sure! Your meeting with the design team is tomorrow at three in the afternoon."
KOREAN = "네, 내일 오후 세 시에 디자인팀과 회의가 있어요."
CHINESE = "好的，我明天下午三点提醒您开会，请放心。"


@pytest.mark.parametrize(
    ("asked", "answer", "missed"),
    [
        ("내일 회의 언제야?", ENGLISH, "ko"),
        ("내일 회의 언제야?", CHINESE, "ko"),
        ("Python 배우는 방법 알려줘", ENGLISH, "ko"),
        ("when is my meeting?", KOREAN, "en"),
        ("when is my meeting?", CHINESE, "en"),
        ("내일 회의 언제야?", KOREAN, None),
        ("when is my meeting?", ENGLISH, None),
        ("내일 회의 언제야?", "OK", None),
        ("누구랑 만나?", "Alexander Hamilton, Thomas Jefferson", None),
        ("오늘 회의를 영어로 번역해줘", ENGLISH, None),
        ("say it in Korean please", KOREAN, None),
        (
            "파일 지우는 명령 알려줘",
            "```\nrm --recursive --force build/output/directory\n```",
            None,
        ),
        ("뭐라고 했어?", f'그분 말: "{ENGLISH}"', None),
        ("what did she write?", f'She wrote "{KOREAN}"', None),
        ("wann ist mein Termin?", "Morgen um drei Uhr nachmittags, wie besprochen.", None),
        ("明日の会議は何時ですか", ENGLISH, None),
        ("👍", KOREAN, None),
        ("3", KOREAN, None),
        ("내일 회의 언제야?", "", None),
    ],
)
def test_missed_language(asked: str, answer: str, missed: str | None) -> None:
    assert missed_language(asked, answer) == missed


ENGLISH_NAMES = ["Send the quarterly report to the finance team", "Water the plants on the balcony"]
KOREAN_NAMES = ["디자인팀 회의에 발표 자료 가져가기", "베란다 화분에 물 주기"]


@pytest.mark.parametrize(
    ("asked", "answer", "quoted", "missed"),
    [
        ("목록 보여줘", "{0}\n{1}: 3시", ENGLISH_NAMES, None),
        ("목록 보여줘", "1. {0} - 오후 3:00\n2. {1} - 오후 5:00", ENGLISH_NAMES, None),
        ("show my list", "1. {0} - 3 PM\n2. {1} - 5 PM", KOREAN_NAMES, None),
        ("show my list", "{0}를 and {1}", KOREAN_NAMES, None),
        (
            "목록 보여줘",
            "Here are your two open reminders for this whole day: {0}",
            KOREAN_NAMES,
            "ko",
        ),
        (
            "목록 보여줘",
            "Here are your two open reminders for this whole day: {0}",
            ENGLISH_NAMES,
            "ko",
        ),
        ("show my list", "오늘 하루 동안 남아 있는 알림은 두 개예요: {0}", KOREAN_NAMES, "en"),
        ("show my list", "오늘 하루 동안 남아 있는 알림은 두 개예요: {0}", ENGLISH_NAMES[:1], "en"),
        ("목록 보여줘", ENGLISH, ["e", "t", "me", ""], "ko"),
    ],
)
def test_what_was_looked_up_keeps_its_language(
    asked: str, answer: str, quoted: list[str], missed: str | None
) -> None:
    assert missed_language(asked, answer.format(*quoted), quoted) == missed
