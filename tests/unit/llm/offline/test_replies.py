import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from activities.turn.promise_guard import promises_reminder
from panager.llm.offline import OfflineModel
from panager.replies.results import ReminderView, Status, ToolResult
from panager.sentences import Language
from panager.when import Missing
from tests.unit.llm.offline.conversation import Conversation, system

DUE = "11월 21일(토) 오후 2:01 KST"
AM, PM = "11월 22일(일) 오전 3:00 KST", "11월 22일(일) 오후 3:00 KST"
VIEWS = [ReminderView(number=1, text="물", due=AM), ReminderView(number=2, text="치과", due=PM)]
SCHEDULED = ToolResult(status=Status.SCHEDULED, text="물 마시기", due=DUE)


def reply_to(result: ToolResult, language: Language = "ko") -> str:
    text = "치과 취소해줘" if language == "ko" else "cancel the dentist"
    return Conversation(language).say(text, answers=[result])


def test_scheduled_repeats_the_due_time_in_full() -> None:
    assert reply_to(SCHEDULED) == f"알겠어요. {DUE}에 알려드릴게요: 물 마시기"
    assert reply_to(SCHEDULED, "en") == f"Okay. I'll remind you {DUE}: 물 마시기"


def test_the_reply_is_in_the_language_of_the_latest_message() -> None:
    reply = Conversation("ko").say("remind me in 1 minute to drink water", answers=[SCHEDULED])

    assert reply.startswith("Okay.")


@pytest.mark.parametrize(
    ("result", "part"),
    [
        (ToolResult(status=Status.CHANGED, text="치과", due=DUE), DUE),
        (ToolResult(status=Status.SNOOZED, text="치과", due=DUE), DUE),
        (ToolResult(status=Status.CANCELLED, text="치과", due=DUE), "취소했어요: 치과"),
        (ToolResult(status=Status.CANCELLED, text="치과"), "취소했어요: 치과"),
        (ToolResult(status=Status.TOLD, due=DUE), DUE),
        (ToolResult(status=Status.LISTED), "없어요"),
        (ToolResult(status=Status.LISTED, reminders=VIEWS), f"1. {AM} · 물\n2. {PM} · 치과"),
        (ToolResult(status=Status.WHICH, reminders=VIEWS), f"1. {AM} · 물\n2. {PM} · 치과"),
        (
            ToolResult(status=Status.UNCLEAR, missing=Missing.MERIDIEM, readings=[AM, PM]),
            f"{AM}인가요, {PM}인가요?",
        ),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.MERIDIEM), "오전인가요, 오후인가요?"),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.TIME, phrase="내일"), "'내일' 몇 시"),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.DATE), "날이 없어요"),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.DATE, readings=[AM]), f"예: {AM}"),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.DATE, readings=[AM, PM]), "어느 날"),
        (ToolResult(status=Status.UNCLEAR, missing=Missing.FUTURE), "이미 지난"),
        (ToolResult(status=Status.UNCLEAR), "언제가 좋을까요?"),
        (ToolResult(status=Status.NO_TIME), "언제가 좋을까요?"),
        (ToolResult(status=Status.TOO_FAR), "5년"),
        (ToolResult(status=Status.NOT_FOUND), "찾지 못했어요"),
        (
            ToolResult(status=Status.SKIPPED, text="약", due=PM, left_out=AM),
            f"{AM} 알림은 뺐어요. 다음은 {PM}예요: 약",
        ),
        (ToolResult(status=Status.PAUSED, text="약"), "멈췄어요: 약"),
        (
            ToolResult(status=Status.PAUSED_UNTIL, text="약", due=PM),
            f"쉬었다가 {PM}부터 다시 알려드릴게요: 약",
        ),
        (ToolResult(status=Status.COMES_LATER, text="약", due=PM), f"그대로 {PM}예요: 약"),
        (ToolResult(status=Status.NOT_REPEATING, text="약", due=PM), f"약 ({PM})"),
        (ToolResult(status=Status.NOTHING_LEFT, text="약"), "더 올 것이 없는 알림이에요: 약"),
        (ToolResult(status=Status.RESUMED, text="약", due=PM), f"다음은 {PM}예요: 약"),
        (ToolResult(status=Status.COMPLETED, text="약"), "수고하셨어요! 약"),
        (ToolResult(status=Status.COMPLETED, text="약", due=PM), f"{PM} 알림은 그대로"),
        (ToolResult(status=Status.WAITING), "카드로 먼저 여쭤볼게요"),
        (ToolResult(status=Status.CARRIED_OUT, done=[1, 2]), "2"),
        (ToolResult(status=Status.QUIET, quiet="23:00–07:00"), "23:00–07:00"),
        (ToolResult(status=Status.QUIET), "방해 금지 시간이 없어요"),
        (ToolResult(status=Status.TOO_MANY, limit=200), "200개"),
        (ToolResult(status=Status.TOO_OFTEN), "1분보다 자주"),
        (
            ToolResult(status=Status.SCHEDULED, text="약", due=PM, repeats="매일 오후 3:00"),
            f"처음은 {PM}에 알려드릴게요 (매일 오후 3:00): 약",
        ),
        (SCHEDULED.model_copy(update={"notes": ["urgent", "nag"]}), "방해 금지 시간에도 와요"),
        (ToolResult(status=Status.TOO_LATE), "이미 보냈어요"),
        (ToolResult(status=Status.FAILED), "하지 못했어요"),
        (SCHEDULED.model_copy(update={"notes": ["gap"]}), "서머타임이 시작"),
        (SCHEDULED.model_copy(update={"notes": ["fold"]}), "첫 번째로"),
    ],
)
def test_every_result_is_worded(result: ToolResult, part: str) -> None:
    assert part in reply_to(result)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("status", list(Status))
def test_only_a_reminder_that_stands_is_promised(status: Status, language: Language) -> None:
    stands = status in (Status.SCHEDULED, Status.CHANGED, Status.SNOOZED, Status.PAUSED_UNTIL)

    reply = reply_to(ToolResult(status=status, text="우유", due=DUE), language)

    assert promises_reminder(reply) == stands


def test_a_failed_create_says_that_nothing_was_made() -> None:
    reply = Conversation().say("내일 오후 3시 치과", answers=[ToolResult(status=Status.FAILED)])

    assert "만들어지지 않았어요" in reply


def test_a_tool_answer_that_cannot_be_read_counts_as_failed() -> None:
    messages = [
        system(),
        HumanMessage("내일 오후 3시 치과"),
        AIMessage("", tool_calls=[{"name": "create_reminder", "args": {}, "id": "x"}]),
        ToolMessage("boom", tool_call_id="x"),
    ]

    assert "만들어지지 않았어요" in OfflineModel().invoke(messages).text
