"""What a feature is: everything that the processes register of it.

A feature is a subclass of `Feature` that overrides what it has, and one line of the list in
`panager.features.registry`. Its methods import what they return: each process loads only its own
part, so that the API does not carry LangGraph, nor the worker FastAPI.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from datetime import timedelta

    from fastapi import APIRouter

    from panager.bot.commands.slash_command import SlashCommand
    from panager.doctor.findings import Check
    from panager.features.worker_parts import WorkerParts
    from panager.llm.tool_declaration import Tool

type Activity = Callable[..., Any]
type Sweep = Callable[[], Coroutine[Any, Any, None]]
type Parts = WorkerParts

# Each is evaluated only when somebody asks for its value.
type Tools = Sequence[Tool]
type Workflows = Mapping[str, Sequence[type]]
"""By task queue."""
type Activities = Mapping[str, Sequence[Activity]]
"""By task queue."""
type Sweepers = Mapping[str, Sweep]
"""By the name under which the health of a process tells of them."""
type Routers = Sequence[APIRouter]
type Commands = Sequence[SlashCommand]
type Checks = Sequence[Check]


class QueueOptions(TypedDict, total=False):
    """How a worker polls a task queue; what is not given is as the SDK has it."""

    max_concurrent_activities: int
    max_concurrent_workflow_tasks: int
    max_cached_workflows: int
    nonsticky_to_sticky_poll_ratio: float
    sticky_queue_schedule_to_start_timeout: "timedelta"


type Queues = Mapping[str, QueueOptions]


class Feature:
    """One feature. What it does not override it has not."""

    tables: Sequence[str] = ()
    """Those with a `user_id`: what is exported and forgotten with a person."""

    def tools(self) -> Tools:
        """What models may call, in the order in which they read of them."""
        return ()

    def queues(self, parts: Parts) -> Queues:
        """Options of the task queues that it brings along."""
        del parts
        return {}

    def workflows(self) -> Workflows:
        return {}

    def activities(self, parts: Parts) -> Activities:
        """Its activities, those of enabled tools among them; none that nothing could carry out."""
        del parts
        return {}

    def sweepers(self, parts: Parts) -> Sweepers:
        """What runs for as long as a worker does, and again when it dies."""
        del parts
        return {}

    def routers(self) -> Routers:
        return ()

    def commands(self) -> Commands:
        """Its slash commands on Discord."""
        return ()

    def checks(self) -> Checks:
        """What `panager doctor` looks at."""
        return ()
