"""Each key's jobs one after the other, those of others at the same time."""

import asyncio
import functools

from panager.bot.keyed_queue import Job, Lanes
from testing.eventually import assert_eventually


class Doings:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.gate = asyncio.Event()

    def job(self, name: str) -> Job:
        return functools.partial(self._do, name)

    async def _do(self, name: str) -> None:
        if name.startswith("slow"):
            await self.gate.wait()
        if name.startswith("broken"):
            raise ValueError(name)
        self.done.append(name)


async def test_one_person_waits_for_nobody_else() -> None:
    lanes, doings = Lanes(), Doings()
    for key, name in [(1, "slow 1"), (1, "after it"), (2, "other")]:
        lanes.put(key, doings.job(name))

    await assert_eventually(lambda: doings.done == ["other"])
    doings.gate.set()

    await assert_eventually(lambda: doings.done == ["other", "slow 1", "after it"])


async def test_broken_job_stops_nothing() -> None:
    lanes, doings = Lanes(), Doings()
    lanes.put(1, doings.job("broken"))
    lanes.put(1, doings.job("next"))

    await assert_eventually(lambda: doings.done == ["next"])


async def test_full_lane_takes_no_more_but_what_must_be() -> None:
    lanes, doings = Lanes(longest=2), Doings()
    taken = [lanes.put(1, doings.job(f"slow {n}")) for n in range(4)]
    forced = lanes.put(1, doings.job("forced"), even_if_full=True)
    doings.gate.set()

    await assert_eventually(lambda: doings.done[-1:] == ["forced"])
    assert (taken, forced) == ([True, True, False, False], True)


async def test_closing_finishes_what_is_quick_and_drops_the_rest() -> None:
    lanes, doings = Lanes(), Doings()
    lanes.put(1, doings.job("quick"))
    lanes.put(2, doings.job("slow"))

    await lanes.close(within_s=0.2)

    assert doings.done == ["quick"]
