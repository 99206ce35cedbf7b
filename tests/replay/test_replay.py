"""Histories that a release has written must replay on today's code."""

from importlib.metadata import version
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from panager.worker.sandbox import workflow_runner
from tests.replay import releases
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

HISTORIES = sorted(releases.HISTORIES.glob("*.json"))


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


def test_histories_of_what_is_released_stay() -> None:
    assert {one: releases.digest_of(one) for one in releases.RELEASED} == releases.RELEASED


def test_every_history_is_of_a_release() -> None:
    versions = {path.stem.split("-", 1)[0] for path in HISTORIES}

    assert versions == {*releases.RELEASED, releases.RELEASE}
    assert releases.RELEASE not in releases.RELEASED
    assert version("panager").startswith(f"{releases.RELEASE}.")


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
