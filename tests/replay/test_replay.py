"""Histories that a release has written must replay on today's code."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from panager.worker.sandbox import workflow_runner
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


async def replay(history: WorkflowHistory) -> None:
    replayer = Replayer(
        workflows=[
            ActionWorkflow,
            ChatWorkflow,
            ReconcileWorkflow,
            ReminderWorkflow,
            SummaryWorkflow,
        ],
        data_converter=pydantic_data_converter,
        workflow_runner=workflow_runner(isolated=True),
    )
    await replayer.replay_workflow(history)


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_history_replays(path: Path) -> None:
    await replay(WorkflowHistory.from_json("replayed", path.read_text(encoding="utf-8")))


def test_there_are_histories_of_every_path() -> None:
    kinds = {path.stem.split("-", 1)[1] for path in HISTORIES}

    assert kinds >= {
        "action-approved",
        "action-edited-and-rejected",
        "chat-interrupted",
        "chat-on-discord",
        "chat-outside-tool",
        "chat-small-talk",
        "chat-stopped",
        "chat-tool",
        "chat-without-a-model",
        "reconcile",
        "reminder-delivered",
        "reminder-edited-and-cancelled",
        "reminder-on-discord",
        "reminder-snoozed-after-delivery",
        "summary",
    }
