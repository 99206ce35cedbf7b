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
