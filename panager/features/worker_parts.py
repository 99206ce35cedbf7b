"""What activities are made with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from temporalio.client import Client

from activities.actions.kinds import KINDS, Kinds
from panager.channels.protocol import Channel
from panager.db.pool import Database
from panager.llm.providers.chain import ModelChain
from panager.llm.tool_declaration import Tools
from panager.process.supervision import Report
from panager.settings import Settings


@dataclass(frozen=True, kw_only=True)
class WorkerParts:
    """What a worker's process has opened."""

    client: Client
    db: Database
    models: ModelChain
    settings: Settings
    tools: Tools
    """Those of all features that the settings allow."""
    channels: Sequence[Channel]
    """What is sent to others waits in their queues."""
    report: Report | None
    """Hears how our own work is."""
    running_since: datetime
    action_kinds: Kinds = KINDS
    """What cards may be about."""
