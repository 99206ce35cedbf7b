"""What somebody calls us and how we are to talk."""

import pytest
from pydantic import ValidationError

from panager.llm.tools import SetPersona
from panager.replies.results import Status, ToolResult
from panager.sentences import say
from tests.unit.llm.offline.conversation import Conversation, calls_for


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("이제부터 너를 '비서'라고 부를게", {"name": "비서"}),
        ("널 자비스라고 부를게요", {"name": "자비스"}),
        ("네 이름은 김비서야", {"name": "김비서"}),
        ("I'll call you Jarvis", {"name": "Jarvis"}),
        ("your name is Jarvis from now on", {"name": "Jarvis"}),
        ("짧게 대답해", {"tone": "brief"}),
        ("앞으로 좀 짧게 말해줘", {"tone": "brief"}),
        ("다정하게 말해 주세요", {"tone": "friendly"}),
        ("정중하게 말해", {"tone": "formal"}),
        ("answer briefly please", {"tone": "brief"}),
        ("keep it short", {"tone": "brief"}),
        ("be more formal", {"tone": "formal"}),
        ("talk to me casually", {"tone": "friendly"}),
        ("이모지 쓰지 마", {"emoji": False}),
        ("이모티콘은 쓰지 말아줘", {"emoji": False}),
        ("이모지 써도 돼", {"emoji": True}),
        ("don't use emoji", {"emoji": False}),
        ("no emojis please", {"emoji": False}),
        ("you can use emojis", {"emoji": True}),
    ],
)
def test_person_chooses_name_and_style(text: str, args: dict[str, str | bool]) -> None:
    assert calls_for(text) == [("set_persona", args)]


@pytest.mark.parametrize(
    "text",
    [
        "네 이름은 뭐야",
        "what's your name?",
        "내일 3시에 엄마라고 부르기 알려줘",
        "내일 오후 3시에 짧게 말하기 연습 알려줘",
        "remind me to keep it short at 3pm",
        "이모지가 뭐야?",
        "call you tomorrow",
    ],
)
def test_other_talk_changes_no_style(text: str) -> None:
    assert "set_persona" not in [name for name, _ in calls_for(text)]


def test_result_is_worded() -> None:
    result = ToolResult(status=Status.PERSONA_SET, name="비서", tone="brief", emoji=False)

    answer = Conversation().say("너를 비서라고 부를게", answers=[result])

    assert answer.splitlines() == [
        say("ko", "persona.name", name="비서"),
        say("ko", "persona.brief"),
        say("ko", "persona.no_emoji"),
    ]


def test_name_is_one_line_without_hidden_signs() -> None:
    assert SetPersona(name="Mr.\n\u202e Kim\u200b").name == "Mr. Kim"


@pytest.mark.parametrize("args", [{}, {"name": "\u200b"}, {"name": "x" * 33}, {"tone": "rude"}])
def test_nonsense_is_refused(args: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        SetPersona.model_validate(args)
