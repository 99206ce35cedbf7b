"""Background tasks: whatever ends one, it runs again, and somebody hears of it."""

import asyncio

from panager.process.supervision import supervised
from testing.eventually import assert_eventually


class Breaking:
    """A task that fails so many times with what it is given, and then goes on."""

    def __init__(self, error: Exception, failures: int) -> None:
        self.error = error
        self.failures = failures
        self.runs = 0

    async def __call__(self) -> None:
        self.runs += 1
        if self.runs <= self.failures:
            raise self.error
        await asyncio.Event().wait()


class Heard:
    def __init__(self) -> None:
        self.reports: list[tuple[str, bool]] = []

    async def __call__(self, part: str, *, ok: bool, detail: str) -> None:
        self.reports.append((part, ok))


async def test_task_that_dies_of_a_bug_runs_again_and_is_seen_until_it_is_steady() -> None:
    work, heard = Breaking(ArithmeticError("nobody foresaw this"), failures=2), Heard()

    async with supervised("sweeper", work, heard, steady_s=0.1):
        await assert_eventually(lambda: len(heard.reports) == 3)

    assert work.runs == 3
    assert heard.reports == [("task sweeper", ok) for ok in (False, False, True)]


async def test_outage_of_a_service_is_not_the_tasks_fault() -> None:
    work, heard = Breaking(ConnectionRefusedError(), failures=1), Heard()

    async with supervised("sweeper", work, heard, steady_s=0.1):
        await assert_eventually(lambda: work.runs == 2)

    assert heard.reports == []


async def test_task_ends_with_the_block() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with supervised("sweeper", work, Heard()):
        await asyncio.sleep(0)

    assert ended.is_set()
