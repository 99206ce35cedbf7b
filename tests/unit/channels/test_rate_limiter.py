"""On a clock of its own: an hour of waiting takes no time, and none of it is guessed."""

import asyncio
from collections.abc import Coroutine

from panager.channels.rate_limiter import CATCH_UP, Ceiling, ProcessRateLimiter
from panager.contracts.channels import Urgency


class VirtualLoop(asyncio.SelectorEventLoop):
    """Nobody sleeps here: when all wait, it is the moment of whoever is next."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.now = max(self.now, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def play[T](scene: Coroutine[None, None, T]) -> T:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(scene)


def now() -> float:
    return asyncio.get_running_loop().time()


def busiest_second(moments: list[float]) -> int:
    return max(sum(1 for m in moments if start <= m < start + 1) for start in moments)


async def begin(
    limiter: ProcessRateLimiter, calls: int, began: list[float], urgency: Urgency
) -> None:
    async def call() -> None:
        await limiter.take(urgency)
        began.append(now())

    await asyncio.gather(*(call() for _ in range(calls)))


def test_burst_is_drained_at_the_pace_and_never_above_it() -> None:
    async def scene() -> list[float]:
        began: list[float] = []
        await begin(ProcessRateLimiter(45), 450, began, Urgency.REMINDER)
        return began

    began = play(scene())

    assert busiest_second(began) <= 45 + CATCH_UP + 1
    assert 9.8 < began[-1] <= 10


def test_time_that_was_slept_away_is_not_saved_up() -> None:
    async def scene() -> list[float]:
        began: list[float] = []
        limiter = ProcessRateLimiter(45)
        await begin(limiter, 1, [], Urgency.REMINDER)
        await asyncio.sleep(3600)
        await begin(limiter, 100, began, Urgency.REMINDER)
        return began

    began = play(scene())

    assert 1 < sum(1 for moment in began if moment == began[0]) <= CATCH_UP + 1
    assert busiest_second(began) <= 45 + CATCH_UP + 1


def test_conversation_is_before_reminders_and_each_in_its_order() -> None:
    served: list[str] = []

    async def call(limiter: ProcessRateLimiter, name: str, urgency: Urgency) -> None:
        await limiter.take(urgency)
        served.append(name)

    async def scene() -> None:
        limiter = ProcessRateLimiter(1)
        await begin(limiter, CATCH_UP + 1, [], Urgency.REMINDER)
        async with asyncio.TaskGroup() as group:
            for name in ("r1", "r2", "r3"):
                group.create_task(call(limiter, name, Urgency.REMINDER))
            await asyncio.sleep(0.1)
            for name in ("c1", "c2"):
                group.create_task(call(limiter, name, Urgency.CONVERSATION))

    play(scene())

    assert served == ["c1", "c2", "r1", "r2", "r3"]


def test_who_is_cancelled_costs_the_others_no_time() -> None:
    async def scene() -> float:
        limiter = ProcessRateLimiter(1)
        await begin(limiter, CATCH_UP + 1, [], Urgency.REMINDER)
        started = now()
        given_up = [asyncio.create_task(limiter.take(Urgency.CONVERSATION)) for _ in range(10)]
        patient = asyncio.create_task(limiter.take(Urgency.REMINDER))
        await asyncio.sleep(0)
        for task in given_up:
            task.cancel()
        await patient
        return now() - started

    assert play(scene()) <= 1


def test_nothing_begins_while_it_is_held() -> None:
    async def scene() -> list[float]:
        began: list[float] = []
        limiter = ProcessRateLimiter(45)
        waiting = asyncio.create_task(begin(limiter, 20, began, Urgency.CONVERSATION))
        await asyncio.sleep(0.1)
        before = len(began)
        limiter.hold(7)
        await waiting
        return began[before:]

    after = play(scene())

    assert after
    assert after[0] == 7.1


def test_what_was_held_back_behind_the_pace_does_not_leave_at_once() -> None:
    async def scene() -> list[float]:
        left: list[float] = []
        ceiling = Ceiling(48)

        async def leave() -> None:
            await ceiling.pass_under()
            left.append(now())

        await asyncio.gather(*(leave() for _ in range(200)))
        return left

    left = play(scene())

    assert busiest_second(left) == 48
    assert left[-1] == 4
