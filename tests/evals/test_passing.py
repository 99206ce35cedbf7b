"""What the offline model can do it goes on doing: in this process, and recorded, over HTTP."""

from collections.abc import Sequence

import pytest
from temporalio.client import Client

from evals import running, schema, table
from evals.proxy import proxied
from evals.recording import Recording
from evals.schema import Group
from evals.talking import Held
from panager.settings import Settings

RECORDED = schema.DIRECTORY.parent / "recordings" / "offline.jsonl"
PASSED = 103
"""Conversations that the offline model can hold; the others say why it cannot."""

GROUPS = schema.load()
each_group = pytest.mark.parametrize(
    "group", GROUPS, ids=[f"{group.topic}-{group.language}" for group in GROUPS]
)


def test_no_fewer_are_counted_than_before() -> None:
    counted = [one for group in GROUPS for one in group.conversations if one.offline]

    assert len(counted) >= PASSED


@each_group
async def test_offline_model_passes(
    group: Group, temporal_client: Client, app_url: str, settings: Settings
) -> None:
    async with running.panager_on(temporal_client, app_url, settings) as panager:
        held = await running.hold_all(panager, [counted(group)], is_offline=True)

    require_passed(held)


@each_group
async def test_recorded_model_passes(
    group: Group, temporal_client: Client, app_url: str, settings: Settings
) -> None:
    recording = Recording.read(RECORDED)

    async with (
        proxied(settings, recording.replay) as through,
        running.panager_on(temporal_client, app_url, through) as panager,
    ):
        held = await running.hold_all(panager, [counted(group)], is_offline=True)

    assert recording.unknown == [], "make it again: poe evaluate --record"
    require_passed(held)


def counted(group: Group) -> Group:
    """Without those that only take time here."""
    those = [one for one in group.conversations if one.offline]
    return group.model_copy(update={"conversations": those})


def require_passed(held: Sequence[Held]) -> None:
    assert held
    assert not table.failures(held), "\n".join(table.failures(held))
