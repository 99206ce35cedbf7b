"""Histories that a release has written must replay on today's code."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from panager.contracts.names import COMMANDS, MEMO
from panager.worker import workflow_runner
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

PATCHED = '"markerName": "core_patch"'
HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


WITH_MARKERS = [
    path for path in HISTORIES if "0.3" <= path.stem < "0.5" and PATCHED in path.read_text()
]


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


@pytest.mark.parametrize("path", WITH_MARKERS, ids=lambda path: path.stem)
async def test_run_that_today_started_and_an_older_worker_began_replays(path: Path) -> None:
    history = WorkflowHistory.from_json("replayed", path.read_text(encoding="utf-8"))
    started = history.events[0].workflow_execution_started_event_attributes
    [payload] = pydantic_data_converter.payload_converter.to_payloads([MEMO[COMMANDS]])
    started.memo.fields[COMMANDS].CopyFrom(payload)

    await replay(history)


def test_runs_of_today_leave_no_markers() -> None:
    today = [path for path in HISTORIES if path.stem >= "0.5"]

    assert today
    assert not [path.stem for path in today if PATCHED in path.read_text()]
    assert len(WITH_MARKERS) > len(today) / 2


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
