import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from panager.embedded import files
from panager.embedded.child import Child, Command
from testing.eventually import assert_eventually

HOLDER = """
import asyncio, sys
from pathlib import Path
from panager.embedded.child import Child, Command

async def main():
    await Child.start(Command(name="x", argv=sys.argv[2:], log=Path(sys.argv[1])))
    print("started", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""

# A parent that ignores SIGTERM, with a child of its own in the same process group.
STUBBORN = ["sh", "-c", "trap '' TERM; sleep 1000 & echo ready; wait; sleep 1000"]


def command(tmp_path: Path, argv: Sequence[str], grace_s: float = 10) -> Command:
    return Command(name="example", argv=argv, log=tmp_path / "log", grace_s=grace_s)


def is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def child_of(child: Child) -> psutil.Process:
    await assert_eventually(lambda: child.find_process() is not None)
    process = child.find_process()
    assert process is not None
    return process


async def test_exit_code_and_output_are_kept(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, ["sh", "-c", "echo hello; exit 3"]))

    code = await child.wait()

    assert code == 3
    assert (tmp_path / "log").read_text() == "hello\n"
    assert "code 3" in str(child.exited_error())
    assert "hello" in str(child.exited_error())


async def test_missing_command_is_an_exit_code_and_a_line_in_the_log(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, ["/does/not/exist"]))

    assert await child.wait() == 127
    assert "/does/not/exist" in (tmp_path / "log").read_text()


async def test_stop_sends_the_stop_signal(tmp_path: Path) -> None:
    script = "trap 'echo interrupted; exit 0' INT; echo ready; while :; do sleep 0.05; done"
    child = await Child.start(
        Command(
            name="example",
            argv=["sh", "-c", script],
            log=tmp_path / "log",
            stop_signal=signal.SIGINT,
        )
    )
    await assert_eventually(lambda: "ready" in files.last_lines(tmp_path / "log"))

    await child.stop()

    assert "interrupted" in (tmp_path / "log").read_text()


async def test_what_ignores_the_stop_signal_is_killed_with_its_group(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, STUBBORN, grace_s=0.3))
    await assert_eventually(lambda: "ready" in files.last_lines(tmp_path / "log"))
    process = await child_of(child)
    family = [process, *process.children()]

    started = time.monotonic()
    await child.stop()

    assert time.monotonic() - started < 2
    assert len(family) == 2
    await assert_eventually(lambda: all(is_gone(member) for member in family))


@pytest.mark.parametrize("argv", [["sleep", "1000"], STUBBORN], ids=["obedient", "stubborn"])
async def test_killed_parent_leaves_no_process(tmp_path: Path, argv: list[str]) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, tmp_path / "log", *argv, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    assert await parent.stdout.readline() == b"started\n"
    holder = psutil.Process(parent.pid)
    await assert_eventually(lambda: len(holder.children(recursive=True)) >= 2)
    family = holder.children(recursive=True)

    parent.kill()
    await parent.wait()

    await assert_eventually(lambda: all(is_gone(process) for process in family), timeout_s=6)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of a parent's death")
async def test_killed_leash_leaves_no_process(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, ["sleep", "1000"]))
    process = await child_of(child)
    await assert_eventually(lambda: process.name() == "sleep")
    leash = process.parent()
    assert leash is not None

    leash.kill()

    assert await child.wait() == -signal.SIGKILL
    await assert_eventually(lambda: is_gone(process))


async def test_descriptor_is_inherited_by_the_command(tmp_path: Path) -> None:
    with (tmp_path / "held").open("w") as held:
        fd = held.fileno()
        child = await Child.start(
            Command(
                name="example",
                argv=["sh", "-c", f"echo written >/dev/fd/{fd}"],
                log=tmp_path / "log",
                keep_fds=(fd,),
            )
        )
        assert await child.wait() == 0

    assert (tmp_path / "held").read_text() == "written\n"


async def test_grown_log_is_rotated_at_start(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"x" * 6_000_000)

    child = await Child.start(command(tmp_path, ["echo", "fresh"]))
    await child.wait()

    assert log.read_text() == "fresh\n"
    assert (tmp_path / "log.1").stat().st_size == 6_000_000


async def test_log_is_rotated_while_the_command_writes_and_no_line_is_lost(tmp_path: Path) -> None:
    log, line = tmp_path / "log", f"a line of a server {'x' * 80}"
    script = f"i=0; while [ $i -lt 60000 ]; do echo $i {line}; i=$((i+1)); done; echo end; sleep 99"
    child = await Child.start(command(tmp_path, ["sh", "-c", script]))
    await assert_eventually(lambda: log.exists() and "end\n" in files.last_lines(log) + "\n")

    written = "".join(each.read_text() for each in (tmp_path / "log.1", log))
    await child.stop()

    assert written.splitlines() == [*(f"{n} {line}" for n in range(60_000)), "end"]
    assert log.stat().st_size < 5_000_000
    assert log.stat().st_mode & 0o777 == 0o600


async def test_command_that_is_stopped_still_gets_its_stop_signal(tmp_path: Path) -> None:
    script = "trap 'echo ended well; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    child = await Child.start(command(tmp_path, ["sh", "-c", script]))
    await assert_eventually(lambda: "ready" in files.last_lines(tmp_path / "log"))

    (await child_of(child)).suspend()
    await child.stop()

    assert "ended well" in (tmp_path / "log").read_text()


async def test_frozen_leash_does_not_keep_its_command(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, ["sleep", "1000"], grace_s=0.3))
    process = await child_of(child)
    await assert_eventually(lambda: process.name() == "sleep")
    leash = process.parent()
    assert leash is not None
    leash.suspend()

    await child.stop()

    assert not child.running
    await assert_eventually(lambda: is_gone(process))


async def test_output_is_without_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    script = "from rich.console import Console; Console().print('red', style='bold red')"
    child = await Child.start(command(tmp_path, [sys.executable, "-c", script]))

    await child.wait()

    assert (tmp_path / "log").read_text() == "red\n"


async def test_stopping_twice_is_harmless(tmp_path: Path) -> None:
    child = await Child.start(command(tmp_path, ["sleep", "1000"]))

    await child.stop()
    with suppress(psutil.NoSuchProcess):
        await child.stop()

    assert not child.running
