"""What is done on Discord, in full and in short."""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fault_injection.discord.stage import DiscordStage
from fault_injection.scenarios import discord_reminders, discord_turns
from fault_injection.scenarios.discord_reminders import Outage
from fault_injection.table import Row


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything."""

    people: int
    burst: int
    quiet_s: float
    """How long the conversation is measured in quiet."""
    outage: Outage
    outage_burst: int
    rounds: int
    kills: int
    messages: int
    """Whose events are doubled and out of order; about so many."""


FULL = Size(
    people=100,
    burst=2_000,
    quiet_s=60,
    outage=Outage(length_s=15 * 60, nonce_memory_s=180),
    outage_burst=200,
    rounds=500,
    kills=10,
    messages=1_000,
)
SHORT = Size(
    people=10,
    burst=60,
    quiet_s=5,
    # Panager relies on the memory of Discord for 20 s, so it may not be shorter here.
    outage=Outage(length_s=45, nonce_memory_s=25),
    outage_burst=20,
    rounds=30,
    kills=2,
    messages=60,
)

type Job = Callable[[DiscordStage], Awaitable[Row]]


def jobs(size: Size) -> dict[str, Job]:
    """All of them, by name."""
    return {
        "discord-burst": functools.partial(
            discord_reminders.burst, size=size.burst, quiet_s=size.quiet_s
        ),
        "discord-faults": functools.partial(discord_reminders.faults, size=size.burst),
        "discord-outage": functools.partial(
            discord_reminders.outage, size=size.outage_burst, outage=size.outage
        ),
        "discord-turns": functools.partial(
            discord_turns.turns, rounds=size.rounds, kills=size.kills
        ),
        "discord-events": functools.partial(discord_turns.events, messages=size.messages),
    }
