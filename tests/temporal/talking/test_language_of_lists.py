"""A list of reminders in one language may be told to a person who asks in another."""

from datetime import UTC, datetime, timedelta

import pytest
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from activities.turn.model_call import AGAIN
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.models import ScriptedModel, calls_tool
from testing.people import Someone
from testing.scheduling import schedule

ENGLISH = "Send the quarterly report to the finance team before lunch"
KOREAN = "디자인팀 회의에 발표 자료 가져가기"


@pytest.mark.parametrize(
    ("asked", "reminder", "answer", "again"),
    [
        ("알림 목록 보여줘", ENGLISH, f"1. {ENGLISH}", ""),
        ("show my reminders", KOREAN, f"1. {KOREAN}", ""),
        (
            "알림 목록 보여줘",
            ENGLISH,
            f"There is one open reminder in your whole list now: {ENGLISH}",
            "ko",
        ),
        ("show my reminders", KOREAN, f"지금 남아 있는 것은 모두 이것 하나예요: {KOREAN}", "en"),
    ],
)
async def test_list_stays_in_the_language_of_its_reminders(
    alice: Someone, asked: str, reminder: str, answer: str, again: str
) -> None:
    heard: list[str] = []

    def script(messages: list[BaseMessage]) -> AIMessage:
        heard.append(messages[-1].text)
        was_listed = any(isinstance(message, ToolMessage) for message in messages)
        return AIMessage(answer) if was_listed else calls_tool("list_reminders")

    await schedule(alice, datetime.now(UTC) + timedelta(days=2), reminder)
    async with running_worker(alice.client, alice.db, ModelChain.of(ScriptedModel(script=script))):
        told = await alice.ask(asked)

    assert told.strip() == answer
    assert [text for text in heard if text in AGAIN.values()] == ([AGAIN[again]] if again else [])
