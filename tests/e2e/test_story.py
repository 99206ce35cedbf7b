"""The story of the README, with real processes: a promise, kill -9 of everything, the reminder."""

import asyncio
import json
import random

import pytest
from temporalio.client import WorkflowExecution

from panager.temporal import connect
from testing.eventually import assert_eventually
from tests.e2e.mailbox import Mailbox, open_mailbox
from tests.e2e.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
QUIET_S = 3.0
"""How long nothing more may come; a retry would, within two of the sweeper's rounds."""


async def test_reminder_survives_kill_9_of_everything(stack: Stack) -> None:
    await stack.start_and_wait()
    code, answer, _ = await stack.panager("chat", "--once", "20초 뒤에 물 마시라고 알려줘")
    await check_temporal_shows_it(stack)
    running = stack.settings

    await stack.kill_everything()
    await stack.start_and_wait()

    async with open_mailbox(running, "operator") as mailbox:
        await assert_eventually(lambda: bool(mailbox.of("reminder")), timeout_s=60)
        await asyncio.sleep(QUIET_S)
        [reminder] = mailbox.of("reminder")
        replies = mailbox.of("reply")
    code_of_doctor, findings, _ = await stack.panager("doctor", "--json")
    await stack.stop()

    assert code == 0
    assert "물 마시기" in answer
    assert "KST" in answer
    assert reminder.text.startswith("⏰ 물 마시기")
    assert len(replies) == 1
    assert (code_of_doctor, [f for f in json.loads(findings) if not f["ok"]]) == (0, [])


async def check_temporal_shows_it(stack: Stack) -> None:
    client = await connect(stack.temporal_address, update_key=None)
    found: list[WorkflowExecution] = []

    async def listed() -> bool:
        found[:] = [w async for w in client.list_workflows('PanagerKind="reminder"')]
        return bool(found)

    await assert_eventually(listed)
    [reminder] = found
    description = await client.get_workflow_handle(reminder.id).describe()
    summary = await description.static_summary()
    history = (await client.get_workflow_handle(reminder.id).fetch_history()).to_json()
    assert reminder.workflow_type == "ReminderWorkflow"
    assert summary is not None
    assert summary.endswith("KST · once")
    assert "PanagerDueAt" in str(reminder.search_attributes)
    chat = [w async for w in client.list_workflows('PanagerKind="chat"')]
    histories = [history] + [
        (await client.get_workflow_handle(w.id, run_id=w.run_id).fetch_history()).to_json()
        for w in chat
    ]
    for text in [*histories, str(description.raw_description)]:
        assert "마시" not in text
        assert json.dumps("마시")[1:-1] not in text


async def test_kill_9_at_any_moment_gives_one_answer_and_one_reminder(
    stack: Stack, long: bool
) -> None:
    rounds = 10 if long else 3
    moments = random.Random(20261121)
    await stack.start_and_wait()
    async with open_mailbox(stack.settings, "operator") as mailbox:
        for number in range(rounds):
            await one_round(stack, mailbox, number, moments.uniform(0, 3))
        await asyncio.sleep(QUIET_S)
        counts = [
            (
                sum(name(number) in m.text for m in mailbox.of("message")),
                sum(name(number) in m.text for m in mailbox.of("reply")),
                sum(name(number) in m.text for m in mailbox.of("reminder")),
            )
            for number in range(rounds)
        ]

    assert counts == [(1, 1, 1)] * rounds


def name(number: int) -> str:
    return f"oven-{number}-door"


async def one_round(stack: Stack, mailbox: Mailbox, number: int, kill_after_s: float) -> None:
    text = f"remind me to check {name(number)} in 2 seconds"
    writing = asyncio.create_task(mailbox.write(text, f"round-{number}"))
    await asyncio.sleep(kill_after_s)
    await stack.kill_everything()
    await stack.start_and_wait()
    message = await writing

    def over() -> bool:
        done = [m for m in mailbox.of("reminder") if name(number) in m.text]
        return bool(done) and bool(mailbox.answers_to(message))

    await assert_eventually(over, timeout_s=60)
