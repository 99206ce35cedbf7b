"""A crash loop must not use up the sessions that Discord allows in a day."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from panager.bot.identifies import Identifies, TooManyIdentifiesError

DAY_S = 24 * 3600


@dataclass
class Time:
    """Passes only while somebody sleeps."""

    now: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def process(tmp_path: Path, time: Time) -> Identifies:
    """As a new process finds it."""
    return Identifies(tmp_path / "run" / "identifies.json", clock=time.clock, sleep=time.sleep)


async def start(tmp_path: Path, time: Time) -> None:
    identifies = process(tmp_path, time)
    await identifies.wait()
    await identifies.begin()


async def test_first_session_begins_at_once(tmp_path: Path, time: Time) -> None:
    await start(tmp_path, time)

    assert sum(time.slept) == 0


async def test_second_session_keeps_the_distance_that_discord_wants(
    tmp_path: Path, time: Time
) -> None:
    await start(tmp_path, time)
    await start(tmp_path, time)

    assert sum(time.slept) == 5


async def test_crash_loop_of_a_day_stays_below_the_limit(tmp_path: Path, time: Time) -> None:
    end, count = time.now + DAY_S, 0
    while time.now < end:
        await start(tmp_path, time)
        count += 1

    assert 100 < count < 900
    assert max(time.slept) == 15 * 60


async def test_quiet_hour_makes_good(tmp_path: Path, time: Time) -> None:
    for _ in range(20):
        await start(tmp_path, time)
    assert process(tmp_path, time).delay_s() > 60

    time.now += 3600

    assert process(tmp_path, time).delay_s() == 0


async def test_open_connection_does_not_wait_for_long(tmp_path: Path, time: Time) -> None:
    for _ in range(20):
        await start(tmp_path, time)

    with pytest.raises(TooManyIdentifiesError):
        await process(tmp_path, time).begin()


@pytest.mark.parametrize("content", ["", "{", "null", '["x"]', "[99999999999]"])
async def test_unreadable_file_and_a_clock_set_back_do_not_stop_the_bot(
    tmp_path: Path, time: Time, content: str
) -> None:
    path = tmp_path / "run" / "identifies.json"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")

    await start(tmp_path, time)

    assert process(tmp_path, time).count == 1
