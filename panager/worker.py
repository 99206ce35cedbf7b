"""Composition root of the worker process: settings, clients, activities, Temporal workers."""

import asyncio
import contextlib
import functools
import signal
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from activities.actions.activities import ActionActivities
from activities.actions.tools import ActionTools
from activities.alarm import Alarm
from activities.delivery.discord import DiscordDelivery
from activities.delivery.discord_cards import DiscordCards
from activities.delivery.local import FaultyDeliveries, LocalDelivery
from activities.interceptor import ErrorsAndLogContext
from activities.reminders.activities import ReminderActivities
from activities.reminders.faults import ReminderFaults
from activities.reminders.sweeper import ReminderSweeper
from activities.tools.calculator import Calculator
from activities.tools.optional import optional_tools
from activities.tools.reminder_changes import ReminderChangeTools
from activities.tools.reminders import ReminderTools
from activities.turn.budget import Spending
from activities.turn.confirmation_reply import Decider
from activities.turn.draft import Drafts
from activities.turn.model_call import Asker
from activities.turn.prompt import Prompter
from activities.turn.reply import ReplyActivities
from activities.turn.summary import SummaryActivities
from activities.turn.think import AgentActivities
from activities.undo.tool import UndoTools
from activities.upkeep.reconcile import ReconcileActivities, ask_to_reconcile
from activities.user_settings.habit_tools import HabitTools
from activities.user_settings.tools import SettingsTools
from panager.channels.discord.base import use_api_base
from panager.channels.discord.http import DiscordHttp
from panager.channels.rate_limiter import Pace
from panager.channels.sweeper import Sweeper
from panager.contracts.names import Queue
from panager.db import service_health
from panager.db.pool import Database, open_database
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.models import create_models
from panager.llm.providers.prices import NO_PRICE, is_unpriced
from panager.process import heartbeat
from panager.process.health import ProcessHealth, open_health
from panager.process.supervision import supervised
from panager.settings import Settings
from panager.temporal import connect, prepare_namespace
from workflows.action import ActionWorkflow
from workflows.chat import ChatWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.reminder import ReminderWorkflow
from workflows.summary import SummaryWorkflow

DRAIN = timedelta(seconds=8)
"""How long a stopping worker lets activities finish."""
CONNECTIONS = 20
"""To Postgres at most; with 10 the turns of fifty people at once wait for each other."""
DISCORD_SLOTS = {Queue.DISCORD: 40, Queue.DISCORD_REMINDERS: 80}
"""Messages that wait for the pace or for an answer; behind a slow one others go on."""
STICKY_REMINDERS = timedelta(seconds=10)
"""How long a cached reminder's task may wait for the worker that has it. Tasks that give up in a
burst leave the SDK's pollers waiting where nothing is any more (docs/evidence.md)."""
READY_FILE = "run/worker.ready"
PASSED_THROUGH = (
    "activities", "panager", "workflows.agent_graph",
    "langgraph", "langchain", "langchain_core", "langsmith", "numpy", "pydantic", "annotated_types",
)  # fmt: skip
"""Modules without state of their own that workflows may share with the process."""

log = structlog.get_logger(__name__)


def workflow_runner(*, isolated: bool = False) -> WorkflowRunner:
    """What runs workflows: for tests in the sandbox that shows what they do on the sly.

    At work it would only cost (docs/benchmarks.md): the modules are the ones that were tested.
    """
    if not isolated:
        return UnsandboxedWorkflowRunner()
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SandboxedWorkflowRunner(restrictions=restrictions)


def build_workers(
    client: Client,
    db: Database,
    models: ModelChain,
    *,
    running_since: datetime,
    settings: Settings | None = None,
    discord: DiscordHttp | None = None,
    health: ProcessHealth | None = None,
    isolated: bool = False,
) -> list[Worker]:
    """One worker for conversations, one for reminders; the burst of one cannot stall the other.

    The same for what they send to Discord. Without a client for it that waits in its queues.
    `settings` None: the defaults. `health` hears of work that fails for good.
    """
    settings = settings or Settings.model_construct()
    delivery, faulty, drafts = LocalDelivery(db), FaultyDeliveries(db), Drafts(db, discord)
    optional = optional_tools(db, settings)
    spending = Spending(db, models, settings)
    prompter = Prompter(is_metered=models.is_metered, optional_tools=optional.keys())
    asker = Asker(
        models,
        drafts,
        spending,
        patience_s=settings.llm_patience_s,
        context_tokens=settings.llm_context_tokens,
        optional_tools=optional.keys(),
    )
    reply = ReplyActivities(db, client, sums_up=models.is_metered)
    tools, changes = ReminderTools(db, client), ReminderChangeTools(db, client)
    personal, habits = SettingsTools(db), HabitTools(db)
    actions = ActionActivities(db, client)
    reminder = ReminderActivities(db, running_since=running_since)
    report = None if health is None else health.put
    summing = SummaryActivities(db, models, spending, context_tokens=settings.llm_context_tokens)
    chat_activities: list[Callable[..., Any]] = [
        AgentActivities(db, prompter, asker, drafts, Decider(db, client)).think,
        reply.commit,
        reply.abandon,
        summing.summarise,
        delivery.send,
        faulty.give_up,
        tools.create_reminder,
        tools.list_reminders,
        tools.current_time,
        changes.change_reminder,
        changes.snooze_reminder,
        changes.skip_reminder,
        changes.pause_reminder,
        changes.resume_reminder,
        changes.complete_reminder,
        changes.cancel_reminder,
        ActionTools(db).cancel_all_reminders,
        personal.set_time_zone,
        personal.set_language,
        personal.set_persona,
        personal.set_quiet_hours,
        habits.set_habits,
        habits.show_settings,
        actions.start,
        actions.show,
        actions.settle,
        actions.revise,
        actions.execute,
        actions.conclude,
        actions.fail,
        UndoTools(db, client).undo,
        Calculator(db).calculate,
        *optional.values(),
    ]
    worker = functools.partial(
        Worker,
        client,
        interceptors=[ErrorsAndLogContext(Alarm(health))],
        workflow_runner=workflow_runner(isolated=isolated),
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
        max_heartbeat_throttle_interval=timedelta(milliseconds=500),
        graceful_shutdown_timeout=DRAIN,
    )
    sending = (
        []
        if discord is None
        else [
            worker(
                task_queue=queue,
                activities=[DiscordDelivery(db, discord).send, DiscordCards(db, discord).close],
                max_concurrent_activities=slots,
            )
            for queue, slots in DISCORD_SLOTS.items()
        ]
    )
    return [
        *sending,
        worker(
            task_queue=Queue.CHAT,
            workflows=[ChatWorkflow, ActionWorkflow, SummaryWorkflow],
            activities=chat_activities,
            max_concurrent_workflow_tasks=6,
            nonsticky_to_sticky_poll_ratio=0.6,  # who has just written waits at the normal queue
        ),
        worker(
            task_queue=Queue.REMINDERS,
            workflows=[ReminderWorkflow, ReconcileWorkflow],
            activities=[
                reminder.fire,
                reminder.nag,
                reminder.apply,
                reminder.look,
                ReminderFaults(db).give_up,
                delivery.send,
                faulty.give_up,
                ReconcileActivities(db, client, report).reconcile,
            ],
            max_concurrent_workflow_tasks=3,
            max_cached_workflows=4000,
            nonsticky_to_sticky_poll_ratio=0.8,  # what is due waits at the normal queue
            sticky_queue_schedule_to_start_timeout=STICKY_REMINDERS,
        ),
    ]


@contextlib.asynccontextmanager
async def running_worker(
    client: Client,
    db: Database,
    models: ModelChain,
    *,
    settings: Settings | None = None,
    discord: DiscordHttp | None = None,
    health: ProcessHealth | None = None,
    isolated: bool = False,
) -> AsyncIterator[None]:
    """Poll for work, and sweep, until the block is left; then finish what is under way.

    `health` None: a health of its own.
    """
    async with contextlib.AsyncExitStack() as stack:
        if health is None:
            health = await stack.enter_async_context(open_health(db))
        for name, sweeper in (
            ("sweeper", Sweeper(db, client)),
            ("reminder sweeper", ReminderSweeper(db, client)),
        ):
            await stack.enter_async_context(supervised(name, sweeper.run, health.put))
        for worker in build_workers(
            client,
            db,
            models,
            running_since=datetime.now(UTC),
            settings=settings,
            discord=discord,
            health=health,
            isolated=isolated,
        ):
            await stack.enter_async_context(worker)
        yield


@contextlib.asynccontextmanager
async def open_discord(
    settings: Settings, health: ProcessHealth
) -> AsyncIterator[DiscordHttp | None]:
    """The one client of this process, which logs in when it is needed; None without a token."""
    if settings.discord_token is None:
        yield None
        return
    use_api_base(str(settings.discord_api_base))
    report = functools.partial(health.put, service_health.DISCORD)
    pace = Pace(settings.discord_requests_per_second)
    async with contextlib.aclosing(DiscordHttp(settings.discord_token, pace, report)) as rest:
        yield rest


@contextlib.asynccontextmanager
async def open_models(settings: Settings, health: ProcessHealth) -> AsyncIterator[ModelChain]:
    """The models of this process; `doctor` and `/readyz` hear when they refuse their key."""
    report = functools.partial(health.put, service_health.MODEL)
    async with contextlib.aclosing(create_models(settings, report)) as models:
        unpriced = [name for name in models.names if is_unpriced(settings, name)]
        if unpriced:
            log.warning("models_without_price", models=unpriced, detail=NO_PRICE)
        await report(
            ok=len(unpriced) < len(models.names),
            detail="; ".join(f"{name} is not asked: {NO_PRICE}" for name in unpriced),
        )
        yield models


async def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    services = settings.services()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    client = await connect(
        services.temporal_address,
        namespace=settings.temporal_namespace,
        update_key=settings.read_update_key(),
    )
    await prepare_namespace(client)
    ready = settings.data_dir / READY_FILE
    async with (
        heartbeat.beating(settings.data_dir / heartbeat.WORKER_FILE),
        open_database(services.database_url.get_secret_value(), max_size=CONNECTIONS) as db,
        open_health(db) as health,
        open_discord(settings, health) as discord,
        open_models(settings, health) as models,
        running_worker(client, db, models, settings=settings, discord=discord, health=health),
    ):
        ready.parent.mkdir(parents=True, exist_ok=True)
        ready.touch()
        log.info("worker_ready")
        await _reconcile(client)
        await stop.wait()


async def _reconcile(client: Client) -> None:
    """What an outage tore apart is mended now and not only at night."""
    try:
        await ask_to_reconcile(client)
    except RPCError as error:
        log.warning("not_reconciled", error=str(error))
