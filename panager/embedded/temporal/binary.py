"""Finds a `temporal` command for the embedded server, or gets one.

The order: configured, our cache, `PATH`, the download of the Temporal SDK, a build with Go.
"""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from panager.embedded.child import inherited
from panager.embedded.temporal import sources as temporal_sources
from panager.errors import PanagerError

CLI_VERSION = "v1.5.1"
"""Later ones have a replace directive, which `go install` refuses."""

VERSION_TIMEOUT_S = 20.0

Report = Callable[[str], None]
Source = Callable[[Path, Report], Awaitable[None]]
"""Puts a working `temporal` at the path, or leaves nothing there."""


class TemporalBinaryError(PanagerError):
    """No `temporal` command can be found or made; the message names the remedies."""


@dataclass(frozen=True)
class TemporalBinary:
    """A command that works, and the version of the server inside."""

    path: Path
    server_version: str


def default_cache() -> Path:
    """Where we keep the command that we downloaded or built."""
    return platformdirs.user_cache_path("panager") / "temporal" / CLI_VERSION / "temporal"


DEFAULT_SOURCES: Sequence[Source] = (
    temporal_sources.download_with_sdk,
    temporal_sources.build_with_go,
)


async def find(
    configured: Path | None = None,
    *,
    cache: Path | None = None,
    search_path: str | None = None,
    sources: Sequence[Source] = DEFAULT_SOURCES,
    report: Report = lambda _: None,
) -> TemporalBinary:
    """The first command that works; `report` gets lines about what takes long.

    `search_path` replaces `PATH`; `sources` fill `cache` when nothing else works.
    """
    cache = cache or default_cache()
    if configured is not None:
        return await _require(configured)
    on_path = shutil.which("temporal", path=search_path)
    for candidate in (cache, Path(on_path) if on_path else None):
        if candidate is not None and (found := await probe(candidate)):
            return found
    return await _obtain(cache, sources, report)


async def probe(path: Path) -> TemporalBinary | None:
    """Run `path --version`: a shim on `PATH` may exist without working."""
    try:
        process = await asyncio.create_subprocess_exec(
            path,
            "--version",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=inherited(),
        )
    except OSError:
        return None
    try:
        async with asyncio.timeout(VERSION_TIMEOUT_S):
            output, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    version = re.search(r"Server (\d+\.\d+\.\d+[\w.-]*)", output.decode(errors="replace"))
    if process.returncode != 0 or version is None:
        return None
    return TemporalBinary(path, version[1])


async def _require(configured: Path) -> TemporalBinary:
    found = await probe(configured)
    if found is None:
        message = (
            f"PANAGER_TEMPORAL_COMMAND is {configured}, which is not a working Temporal command. "
            "Correct it, or unset it to let Panager find one."
        )
        raise TemporalBinaryError(message)
    return found


async def _obtain(cache: Path, sources: Sequence[Source], report: Report) -> TemporalBinary:
    cache.parent.mkdir(parents=True, exist_ok=True)
    for source in sources:
        await source(cache, report)
        if found := await probe(cache):
            return found
    message = (
        "Panager needs the Temporal dev server and could neither find nor get one. Any of these "
        "helps: install the Temporal CLI so that `temporal` is on PATH; set "
        "PANAGER_TEMPORAL_COMMAND to its file; connect to the internet, so that it can be "
        f"downloaded; install Go, so that it can be built into {cache}; or set "
        "PANAGER_TEMPORAL_ADDRESS to a server that already runs."
    )
    raise TemporalBinaryError(message)
