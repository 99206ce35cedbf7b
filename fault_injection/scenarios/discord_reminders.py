"""Many reminders of people on Discord: within its limits, through its faults, after its outage."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fault_injection.checker import last_receipt
from fault_injection.discord.journal import Line
from fault_injection.discord.requests import Requests
from fault_injection.discord.stage import DiscordStage
from fault_injection.discord.talking import conversation, reply_times
from fault_injection.making import make_all, require_made_before, when_made
from fault_injection.rows import row_of
from fault_injection.stage import Reader, now
from fault_injection.table import Row, quantile, seconds

TALKERS = 3
STALLED_S = 150.0
"""Longer than the longest pause between two attempts."""

type Rule = dict[str, Any]
"""A `RequestFault` of the fake Discord as JSON."""

SENDING = "POST /channels/{channel_id}/messages"
RULES: list[Rule] = [
    {"kind": "hang", "share": 0.005, "seconds": 10.0},
    {"kind": "status", "share": 0.05, "status": 500},
    {"kind": "lost_reply", "share": 0.2, "route": SENDING},
]
STORM_S = 2.0
STORM: Rule = {"kind": "rate_limited", "scope": "global", "seconds": STORM_S}
BEFORE_STORM_S = 2.0
BETWEEN_STORMS_S = 16.0


@dataclass(frozen=True)
class Outage:
    """How long Discord is away, and how long it remembers nonces; seconds."""

    length_s: float
    nonce_memory_s: float
    begins_after_s: float = 1.0
    """So long after half of the reminders were due: what was just sent loses its answer."""


async def burst(stage: DiscordStage, *, size: int, quiet_s: float) -> Row:
    """All due in one second while three people talk, who did so in quiet before."""
    talkers, stage.people = stage.people[:TALKERS], stage.people[TALKERS:]
    quiet = now()
    async with conversation(stage, talkers):
        await asyncio.sleep(quiet_s)
    usual = reply_times(stage.journal(), _names(talkers), quiet, now())
    due_at = await _promise(stage, [timedelta()] * size)
    before = await Requests.count(stage.remote)
    async with conversation(stage, talkers):
        await _until(due_at)
        await stage.until_sent(size, stalled_s=STALLED_S)
    last = last_receipt(stage.record()) or due_at
    during = reply_times(stage.journal(), _names(talkers), due_at, last)
    requests = (await Requests.count(stage.remote)).since(before)
    notes = [requests.note(), f"conversation p95 {_p95(during)}, in quiet {_p95(usual)}"]
    return row_of(stage, f"Discord: burst of {size:,}", since=due_at, notes=notes)


async def faults(stage: DiscordStage, *, size: int) -> Row:
    """The same with errors, lost answers, silence and storms of 429."""
    due_at = await _promise(stage, [timedelta()] * size)
    before = await Requests.count(stage.remote)
    await _until(due_at)
    storms = asyncio.create_task(_weather(stage))
    try:
        await stage.until_sent(size, stalled_s=STALLED_S)
    finally:
        storms.cancel()
        await asyncio.gather(storms, return_exceptions=True)
        await stage.remote.set_faults()
    requests = (await Requests.count(stage.remote)).since(before)
    return row_of(
        stage,
        f"Discord: burst of {size:,} with 5 % 500s, 20 % lost replies, 429 storms, hangs",
        since=due_at,
        notes=[requests.note(), _planted(stage.journal())],
    )


async def outage(stage: DiscordStage, *, size: int, outage: Outage) -> Row:
    """Half are being sent when Discord goes away, half are due while it is."""
    await stage.remote.change_settings(nonce_window_s=outage.nonce_memory_s)
    later = timedelta(seconds=outage.begins_after_s + outage.length_s / 2)
    due_at = await _promise(stage, [timedelta(), later] * (size // 2))
    await stage.remote.set_faults(requests=[{"kind": "lost_reply", "route": SENDING}])
    await _until(due_at + timedelta(seconds=outage.begins_after_s))
    await stage.remote.set_faults(outage=True)
    sent_before = stage.verdict().sent
    stage.report(f"Discord is down; {sent_before} arrived without an answer")
    await asyncio.sleep(outage.length_s)
    await stage.remote.set_faults()
    back = now()
    stage.report("Discord is back")
    await stage.until_sent(size, stalled_s=STALLED_S)
    return row_of(
        stage,
        f"Discord: away for {seconds(outage.length_s)}, {size:,} due",
        since=back,
        notes=[
            f"nonces remembered for {seconds(outage.nonce_memory_s)}",
            f"{sent_before} had arrived without an answer before",
        ],
    )


async def _promise(stage: DiscordStage, after: Sequence[timedelta]) -> datetime:
    """One for each of these times after the moment that is returned."""
    due_at = await when_made(stage, len(after))
    started = time.monotonic()
    await make_all(stage, [due_at + offset for offset in after])
    require_made_before(due_at)
    stage.report(f"promised {len(after)} in {seconds(time.monotonic() - started)}")
    return due_at


async def _weather(stage: DiscordStage) -> None:
    """Until cancelled: the rules, and a storm every twenty seconds."""
    while True:
        await stage.remote.set_faults(requests=RULES)
        await asyncio.sleep(BEFORE_STORM_S)
        await stage.remote.set_faults(requests=[STORM])
        stage.report("a storm of 429s")
        await asyncio.sleep(STORM_S)
        await stage.remote.set_faults(requests=RULES)
        await asyncio.sleep(BETWEEN_STORMS_S)


async def _until(moment: datetime) -> None:
    await asyncio.sleep(max(0.0, (moment - now()).total_seconds()))


def _names(people: Sequence[Reader]) -> set[str]:
    return {person.name for person in people}


def _planted(lines: Sequence[Line]) -> str:
    kinds = Counter(line.kind for line in lines if line.what == "fault")
    return "planted " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))


def _p95(values: Sequence[float]) -> str:
    return f"{seconds(quantile(values, 0.95))} of {len(values)}" if values else "of none"
