"""Ways to get a `temporal` command: the Temporal SDK's download, and a build with Go.

Each puts the file in place with one rename, so that a killed download or build leaves nothing.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from panager.embedded import watchdog
from panager.setting_sources import PREFIXES

MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1"
USUAL_GO_PATH = "/usr/local/go/bin:/opt/homebrew/bin"
"""Where its installers put it; a service or a bare shell often lacks that in PATH."""

DOWNLOAD_TIMEOUT_S = 600.0
DOWNLOAD_REPORT_S = 2.0
BUILD_REPORT_EVERY = 20
"""Go names each of about 1,500 packages that it compiles."""

Report = Callable[[str], None]


@contextmanager
def _workspace(target: Path) -> Iterator[Path]:
    """A directory on the target's file system."""
    directory = tempfile.mkdtemp(dir=target.parent, prefix=".getting-")
    try:
        yield Path(directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _put_in_place(directory: Path, target: Path) -> None:
    """Move the biggest file below `directory`, which is the command, to `target`."""
    produced = [path for path in directory.rglob("*") if path.is_file()]
    if produced:
        command = max(produced, key=lambda path: path.stat().st_size)
        command.chmod(0o755)
        command.replace(target)


async def download_with_sdk(target: Path, report: Report) -> None:
    """Let the SDK fetch its dev server; without a network it fails within a second."""
    report("downloading the Temporal dev server")
    with _workspace(target) as directory:
        progress = asyncio.create_task(_report_growth(directory, report))
        try:
            async with asyncio.timeout(DOWNLOAD_TIMEOUT_S):
                await _start_once(directory)
        except (RuntimeError, TimeoutError) as error:
            report(f"download failed: {error}")
            return
        finally:
            progress.cancel()
        _put_in_place(directory, target)


async def _start_once(directory: Path) -> None:
    """The SDK has no call that only downloads."""
    environment = await WorkflowEnvironment.start_local(download_dest_dir=str(directory))
    await environment.shutdown()


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


async def _report_growth(directory: Path, report: Report) -> None:
    while True:
        await asyncio.sleep(DOWNLOAD_REPORT_S)
        size = await asyncio.to_thread(_size, directory)
        report(f"downloading the Temporal dev server: {size / 1e6:.0f} MB")


async def build_with_go(target: Path, report: Report, *, go: str | None = None) -> None:
    """`go install`, which takes minutes; nothing happens where there is no Go."""
    go = go or shutil.which("go") or shutil.which("go", path=USUAL_GO_PATH)
    if go is None:
        report("no Go here to build the Temporal dev server with")
        return
    report("building the Temporal dev server with Go; this takes some minutes, once")
    with _workspace(target) as directory:
        # On a leash: a build of minutes must not go on when we are interrupted.
        build = await asyncio.create_subprocess_exec(
            *watchdog.wrap([go, "install", "-v", MODULE], grace_s=2),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**_without_settings(), "GOBIN": str(directory), "CGO_ENABLED": "0", "GOFLAGS": ""},
            start_new_session=True,
        )
        try:
            last = await _report_lines(build, report)
            if await build.wait() == 0:
                _put_in_place(directory, target)
            else:
                report(f"build failed: {last}")
        finally:
            if build.returncode is None:
                build.terminate()
                await build.wait()


def _without_settings() -> dict[str, str]:
    """Go has many variables, and Git behind it more; none of them are ours."""
    return {
        name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIXES)
    }


async def _report_lines(build: asyncio.subprocess.Process, report: Report) -> str:
    """Report some of what Go says; returns its last line."""
    if build.stderr is None:
        return ""
    last, compiled = "", 0
    async for raw in build.stderr:
        last = raw.decode(errors="replace").strip()
        if last.startswith("go: "):
            report(last)
            continue
        compiled += 1
        if compiled % BUILD_REPORT_EVERY == 0:
            report(f"building the Temporal dev server: {compiled} packages, {last}")
    return last
