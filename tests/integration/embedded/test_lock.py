import asyncio
import os
import sys
from pathlib import Path

import pytest

from panager.embedded import lock
from panager.embedded.child import Child, Command

HOLDER = """
import asyncio, sys
from pathlib import Path
from panager.embedded import lock

async def main():
    async with lock.hold(Path(sys.argv[1])):
        print("locked", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def start_holder(path: Path) -> asyncio.subprocess.Process:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, path, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"locked\n"
    return holder


async def test_living_owner_is_named(tmp_path: Path) -> None:
    holder = await start_holder(tmp_path / "up.lock")

    with pytest.raises(lock.DirectoryInUseError) as caught:
        async with lock.hold(tmp_path / "up.lock"):
            pass

    assert str(holder.pid) in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    holder.kill()
    await holder.wait()


async def test_killed_owner_frees_it(tmp_path: Path) -> None:
    holder = await start_holder(tmp_path / "up.lock")
    holder.kill()
    await holder.wait()

    async with lock.hold(tmp_path / "up.lock"):
        assert (tmp_path / "up.lock").read_text() == str(os.getpid())


async def test_it_is_held_until_the_last_heir_has_ended(tmp_path: Path) -> None:
    async with lock.hold(tmp_path / "up.lock") as held:
        heir = await Child.start(
            Command(name="heir", argv=["sleep", "1000"], log=tmp_path / "log", keep_fds=(held,))
        )

    with pytest.raises(lock.DirectoryInUseError):
        async with lock.hold(tmp_path / "up.lock", wait_s=0.2):
            pass
    await heir.stop()

    async with lock.hold(tmp_path / "up.lock", wait_s=1):
        pass
