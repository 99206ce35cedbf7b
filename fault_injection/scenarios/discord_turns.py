"""Conversations on Discord while processes are killed, and while its events go wrong."""

import asyncio
from collections.abc import Coroutine

from fault_injection.discord.asking import Asking
from fault_injection.discord.stage import DiscordStage
from fault_injection.killer import Killer, Part, Plan
from fault_injection.stage import now
from fault_injection.table import Row

KILLED = (Part.BOT, Part.WORKER, Part.API)
EVENTS = {"double": 0.1, "reorder": 0.1, "replay_extra": 20}
"""Shares of the gateway's events, and how many a RESUME repeats."""
BETWEEN_CUTS_S = 4.0


async def turns(stage: DiscordStage, *, rounds: int, kills: int) -> Row:
    """Everybody talks; bot, worker and API die together at random moments."""
    asking, killer, started = Asking(stage, most_in_a_row=2), Killer(stage), now()
    plan = Plan(KILLED[0], kills, along=KILLED[1:])
    await _meanwhile(killer.run(plan), asking.run(rounds))
    return Row(
        name=f"Discord: {asking.written:,} messages, bot, worker and API killed",
        verdict=asking.verdict(),
        took=now() - started,
        notes=[
            f"killed {killer.kills.count(Part.BOT)} times together",
            f"{asking.others} messages that answer nothing",
        ],
    )


async def events(stage: DiscordStage, *, messages: int) -> Row:
    """Events come twice, out of order, and again after a RESUME."""
    asking, started = Asking(stage, most_in_a_row=3), now()
    await stage.remote.set_faults(events=EVENTS)
    await _meanwhile(_cut(stage), asking.run(messages // 2))
    await stage.remote.set_faults()
    lines = stage.journal()
    doubled = sum(line.what == "event_fault" and line.fault == "double" for line in lines)
    resumed = sum(line.what == "resumed" for line in lines)
    return Row(
        name=f"Discord: {asking.written:,} messages, events doubled and out of order",
        verdict=asking.verdict(ordered=False),
        took=now() - started,
        notes=[
            f"{doubled} events doubled, {resumed} sessions resumed",
            f"{len(asking.misordered())} answers in another order",
            f"{asking.others} messages that answer nothing",
        ],
    )


async def _cut(stage: DiscordStage) -> None:
    """Until cancelled: the gateway's connection breaks, and the bot resumes."""
    while True:
        await asyncio.sleep(BETWEEN_CUTS_S)
        await stage.remote.do("cut")


async def _meanwhile(
    trouble: Coroutine[None, None, None], work: Coroutine[None, None, None]
) -> None:
    """The trouble ends with the work; its errors are ours."""
    troubling = asyncio.create_task(trouble)
    try:
        await work
    finally:
        if not troubling.done():
            troubling.cancel()
        await asyncio.gather(troubling, return_exceptions=True)
    if not troubling.cancelled():
        troubling.result()
