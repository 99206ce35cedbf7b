"""Whether the process lives, and whether everything that it needs answers."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog
from fastapi import APIRouter, Response
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeTaskQueueRequest,
)
from temporalio.client import Client

from panager.api.conversation.schemas import Check, Readiness
from panager.api.dependencies import Parts, Running
from panager.channels.discord.health import GATEWAY, SENDING
from panager.contracts import limits
from panager.contracts.channels import DISCORD, Urgency, traits_of
from panager.contracts.names import Queue
from panager.db import reminders, service_health
from panager.db.service_health import MODEL, ServiceHealth, is_own
from panager.outages import is_outage
from panager.process import time_limit
from panager.settings import OFFLINE

CHECK_TIMEOUT_S = 2.0
POLLED_WITHIN = timedelta(seconds=90)
"""A poll lasts up to a minute; the server remembers dead pollers for five."""

NOTHING_TO_SAY = Check(ok=True, detail="")

log = structlog.get_logger(__name__)
router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> dict[Literal["alive"], bool]:
    """The process answers."""
    return {"alive": True}


@router.get("/readyz", responses={503: {"model": Readiness, "description": "Not ready."}})
async def ready(parts: Running, response: Response) -> Readiness:
    """Each part on its own, with what is wrong."""
    checks = {
        "database": _database,
        "temporal": _temporal,
        "worker": _worker,
        "work": _work,
        "reminders": _reminders,
    }
    if parts.settings.discord_token is not None:
        checks["discord"] = _discord
    if parts.settings.llm_model != OFFLINE:
        checks["model"] = _model
    results = await asyncio.gather(*(_bounded(check, parts) for check in checks.values()))
    found = dict(zip(checks, results, strict=True))
    for part in ("work", "reminders"):
        if found[part] == NOTHING_TO_SAY:
            del found[part]
    everything = all(check.ok for check in results)
    response.status_code = 200 if everything else 503
    return Readiness(ready=everything, parts=found)


async def _bounded(check: Callable[[Parts], Coroutine[None, None, Check]], parts: Parts) -> Check:
    try:
        return await time_limit.within(CHECK_TIMEOUT_S, check(parts))
    except TimeoutError:
        return Check(ok=False, detail=f"no answer within {CHECK_TIMEOUT_S:g} s")
    except Exception as error:
        if not is_outage(error):
            log.exception("check_failed")
        return Check(ok=False, detail=f"no answer: {type(error).__name__}")


async def _database(parts: Parts) -> Check:
    async with parts.db.edge() as connection:
        revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    if revision == parts.revision:
        return Check(ok=True, detail=f"schema revision {revision}")
    detail = f"schema revision {revision}, but {parts.revision} is needed: run `panager migrate`"
    return Check(ok=False, detail=detail)


async def _temporal(parts: Parts) -> Check:
    namespace = parts.temporal.namespace
    await parts.temporal.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace=namespace)
    )
    return Check(ok=True, detail=f"namespace {namespace}")


async def _worker(parts: Parts) -> Check:
    return await _polled(
        parts.temporal, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, Queue.CHAT, Queue.REMINDERS
    )


async def _model(parts: Parts) -> Check:
    """What workers last found out; one model that is let in is enough."""
    told = await _told(parts, MODEL)
    return told or Check(ok=True, detail=parts.settings.llm_model)


async def _work(parts: Parts) -> Check:
    """Whether something of ours failed that should not have, in any process."""
    found = [each for each in await service_health.list_health(parts.db) if is_own(each)]
    return _together(found) or NOTHING_TO_SAY


async def _reminders(parts: Parts) -> Check:
    """Those that are overdue come all the same, and keep nobody from talking to us."""
    found = await reminders.count_overdue(parts.db, grace=limits.OVERDUE_AFTER)
    if found.since is None:
        return NOTHING_TO_SAY
    since = f"{found.since:%Y-%m-%d %H:%M} UTC"
    return Check(ok=True, detail=f"{found.count} overdue, the first since {since}")


async def _discord(parts: Parts) -> Check:
    """What the processes that talk to Discord last found out, else whether anybody would send."""
    told = await _told(parts, SENDING, GATEWAY)
    if told is not None and not told.ok:
        return told
    sending = await _polled(
        parts.temporal,
        TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
        *(traits_of(DISCORD).queue(urgency) for urgency in Urgency),
    )
    if await _told(parts, GATEWAY) is None:
        return Check(ok=False, detail=f"{sending.detail}; no bot is connected")
    return sending


async def _told(parts: Parts, *names: str) -> Check | None:
    """What the processes say about these parts; None when none says anything."""
    health = await service_health.list_health(parts.db)
    return _together([found for found in health if found.part in names])


def _together(found: Sequence[ServiceHealth]) -> Check | None:
    if not found:
        return None
    troubles = [each for each in found if not each.ok]
    details = dict.fromkeys(each.detail for each in troubles or found if each.detail)
    return Check(ok=not troubles, detail="; ".join(details))


async def _polled(client: Client, kind: TaskQueueType.ValueType, *queues: str) -> Check:
    polled = await asyncio.gather(*(_is_polled(client, kind, queue) for queue in queues))
    missing = [str(queue) for queue, ok in zip(queues, polled, strict=True) if not ok]
    if missing:
        return Check(ok=False, detail=f"no worker polls {', '.join(missing)}")
    return Check(ok=True, detail=f"polls {', '.join(queues)}")


async def _is_polled(client: Client, kind: TaskQueueType.ValueType, queue: str) -> bool:
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=queue),
            task_queue_type=kind,
        )
    )
    return any(_is_recent(poller.last_access_time) for poller in answer.pollers)


def _is_recent(moment: Timestamp) -> bool:
    return datetime.now(UTC) - moment.ToDatetime(UTC) < POLLED_WITHIN
