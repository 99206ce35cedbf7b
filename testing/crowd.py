"""Many people who write at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from temporalio.client import Client, WorkflowExecutionStatus

from panager.contracts import names
from panager.db.conversation.messages import Item
from panager.db.pool import Database
from panager.sentences import Language
from testing.eventually import assert_eventually
from testing.people import Someone

TWENTY = 20
PATIENCE_S = 60
"""Whatever happens, a person hears within this."""


@dataclass(frozen=True)
class Member:
    """One of them; every other is Korean."""

    someone: Someone
    language: Language
    said: str
    """What they write, which nobody else does."""


async def gather_crowd(db: Database, client: Client, count: int = TWENTY) -> list[Member]:
    """So many people, registered."""
    return [await _member(db, client, n) for n in range(count)]


async def _member(db: Database, client: Client, number: int) -> Member:
    language: Language = "ko" if number % 2 else "en"
    someone = await Someone.register(db, client, f"person-{number}", language=language)
    said = {"en": f"how are you, number {number}?", "ko": f"{number}번이에요, 잘 지내요?"}
    return Member(someone, language, said[language])


async def ask_all(crowd: Sequence[Member]) -> list[str]:
    """Everybody writes at the same time; the one answer that each gets."""
    return await asyncio.gather(*(_ask(member) for member in crowd))


async def _ask(member: Member) -> str:
    message_id = await member.someone.write(member.said)
    answer: Item = await member.someone.answer_to(message_id, timeout_s=PATIENCE_S)
    return answer.text


async def assert_nobody_is_stuck(crowd: Sequence[Member]) -> None:
    """No conversation is under way any more, and each has one answer."""
    for member in crowd:
        handle = member.someone.client.get_workflow_handle(
            names.chat_workflow_id(member.someone.user_id)
        )

        async def is_over() -> bool:
            status = (await handle.describe()).status  # noqa: B023 - awaited before the next
            return status is WorkflowExecutionStatus.COMPLETED

        await assert_eventually(is_over)
        assert len(await member.someone.received("reply")) == 1
