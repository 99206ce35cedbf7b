"""What the workers of one process poll for: one worker for each task queue of the features."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio.client import Client
from temporalio.worker import Worker

from activities.alarm import Alarm
from activities.interceptor import ErrorsAndLogContext
from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel
from panager.db.pool import Database
from panager.features.feature import QueueOptions
from panager.features.registry import FEATURES, enabled_tools
from panager.features.worker_parts import WorkerParts
from panager.llm.providers.chain import ModelChain
from panager.process.health import ProcessHealth
from panager.settings import Settings
from panager.worker.sandbox import workflow_runner

DRAIN: Final = timedelta(seconds=8)
"""How long a stopping worker lets activities finish."""
STICKY: Final = timedelta(seconds=2)
"""How long the tasks of a worker that died wait for it; a queue may have its own."""


def make_parts(
    client: Client,
    db: Database,
    models: ModelChain,
    *,
    settings: Settings | None = None,
    channels: Sequence[Channel] = (LocalChannel(),),
    health: ProcessHealth | None = None,
) -> WorkerParts:
    """What activities are made with; the defaults when `settings` are None.

    What is sent to a channel that is not among `channels` waits in its queues.
    """
    settings = settings or Settings.model_construct()
    return WorkerParts(
        client=client,
        db=db,
        models=models,
        settings=settings,
        tools=enabled_tools(settings),
        channels=channels,
        report=None if health is None else health.put,
        running_since=datetime.now(UTC),
    )


def build_workers(
    parts: WorkerParts, *, health: ProcessHealth | None = None, isolated: bool = False
) -> list[Worker]:
    """Each queue has slots of its own: the burst of one cannot stall another.

    A queue for which there is nothing to do gets no worker, and its tasks wait. `health` hears of
    work that fails for good.
    """
    workflows = _by_queue([feature.workflows() for feature in FEATURES])
    activities = _by_queue([feature.activities(parts) for feature in FEATURES])
    # Others hand work to queues without workflows, so these start first and stop last.
    queues = sorted({*activities, *workflows}, key=lambda queue: (queue in workflows, queue))
    return [
        Worker(
            parts.client,
            task_queue=queue,
            workflows=workflows.get(queue, []),
            activities=activities.get(queue, []),
            interceptors=[ErrorsAndLogContext(Alarm(health))],
            workflow_runner=workflow_runner(isolated=isolated),
            max_heartbeat_throttle_interval=timedelta(milliseconds=500),
            graceful_shutdown_timeout=DRAIN,
            **_options(parts, queue),
        )
        for queue in queues
    ]


def _options(parts: WorkerParts, queue: str) -> QueueOptions:
    result: QueueOptions = {"sticky_queue_schedule_to_start_timeout": STICKY}
    for feature in FEATURES:
        result = {**result, **feature.queues(parts).get(queue, {})}
    return result


def _by_queue[T](registered: Sequence[Mapping[str, Sequence[T]]]) -> dict[str, list[T]]:
    """Of all features together, without queues that stay empty."""
    result: dict[str, list[T]] = {}
    for one in registered:
        for queue, members in one.items():
            if members:
                result.setdefault(queue, []).extend(members)
    return result
