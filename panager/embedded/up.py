"""`panager up`: Postgres, migrations, Temporal, worker, API and bot as one process tree."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from panager.data_dir import LOCK_FILE
from panager.embedded import lock, runtime
from panager.embedded.liveness import Patience
from panager.embedded.supervisor import OnState, Supervisor
from panager.embedded.tree import Tree
from panager.errors import PanagerError
from panager.settings import Settings

# -P: a directory in which somebody stands must not lend us its modules.
PANAGER = (sys.executable, "-P", "-m", "panager")
USUAL = Patience()
REMEDY = "Choose another directory with --data-dir."
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class DataDirError(PanagerError):
    """The data directory cannot be used."""


async def up(
    settings: Settings,
    on_state: OnState,
    *,
    program: Sequence[str] = PANAGER,
    patience: Patience = USUAL,
) -> None:
    """Run everything until SIGTERM, SIGINT or SIGHUP; then stop it and return.

    Raises a `PanagerError` that says what to do when something cannot start or cannot be kept
    running. `program` is the command line that runs `panager`; `patience` is had with a part that
    gives no answer.
    """
    stop = asyncio.Event()
    with _set_by_signals(stop):
        await _until(stop, _serve(settings, on_state, program, patience))


@contextmanager
def _set_by_signals(event: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, event.set)
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


async def _until(stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Run `work`, cancelling it when `stop` is set; its clean-up is awaited either way."""
    tasks = working, _ = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if not working.cancelled():
        working.result()


async def _serve(
    settings: Settings, on_state: OnState, program: Sequence[str], patience: Patience
) -> None:
    data_dir = _make_data_dir(settings.data_dir)
    async with lock.hold(data_dir / LOCK_FILE) as held:
        settings = runtime.forget_stale(settings).model_copy(update={"data_dir": data_dir})
        supervisor = Supervisor(on_state, patience)
        try:
            tree = Tree(settings, supervisor, on_state, program=program, keep_fds=(held,))
            await tree.start()
            await supervisor.wait()
        finally:
            await supervisor.stop()
            runtime.remove(data_dir)


def _make_data_dir(data_dir: Path) -> Path:
    """Private to this user, but for the path to Postgres' files when we are root."""
    data_dir = data_dir.expanduser().resolve()
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DataDirError(f"{data_dir}: {error.strerror}. {REMEDY}") from error
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise DataDirError(f"{data_dir} cannot be written. {REMEDY}")
    return data_dir
