"""One evaluation from the choice of the model to the last answer."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from langchain_core.messages import HumanMessage

from evals import running
from evals.proxy import proxied, recorded
from evals.recording import Recording
from evals.running import Report
from evals.schema import Group
from evals.talking import Held
from panager.errors import PanagerError
from panager.llm.providers.models import create_models
from panager.settings import OFFLINE, Settings

REMEDY = """\
Set LLM_BASE_URL, LLM_API_KEY and LLM_MODEL to a server that speaks OpenAI's chat completions and
is running, or leave LLM_MODEL away for the built-in offline model."""


class NoAnswerError(PanagerError):
    """The configured model says nothing; the message says what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be done."""

    groups: Sequence[Group]
    runs: int = 1
    at_once: int = running.AT_ONCE
    record: Path | None = None
    replay: Path | None = None


async def evaluate(settings: Settings, wanted: Wanted, report: Report) -> list[Held]:
    """Hold all of it; raises NoAnswerError, or ValueError for a recording that is none."""
    recording = Recording.read(wanted.replay) if wanted.replay else Recording.new(settings)
    held: list[Held] = []
    async with contextlib.AsyncExitStack() as stack:
        through = await stack.enter_async_context(_model(settings, recording, wanted))
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="panager-evaluation-"))
        panager = await stack.enter_async_context(running.own_panager(Path(directory), through))
        for _ in range(wanted.runs):
            held += await running.hold_all(
                panager,
                wanted.groups,
                is_offline=recording.is_offline,
                at_once=wanted.at_once,
                report=report,
            )
    if wanted.record:
        recording.write(wanted.record)
    return held


@asynccontextmanager
async def _model(
    settings: Settings, recording: Recording, wanted: Wanted
) -> AsyncIterator[Settings]:
    """Settings of the model that answers: the configured one, the same heard, or the recording."""
    if wanted.replay:
        async with proxied(settings, recording.replay) as through:
            yield through
        return
    await _require_answer(settings)
    if not wanted.record:
        yield settings
        return
    async with recorded(settings, recording) as through:
        yield through


async def _require_answer(settings: Settings) -> None:
    """Ask for one word, so that a wrong key is not found out by every conversation."""
    if settings.llm_model == OFFLINE:
        return
    try:
        async with contextlib.aclosing(create_models(settings)) as models:
            await models.complete([HumanMessage("Say: ok")], [])
    except PanagerError as error:
        raise NoAnswerError(
            f"{settings.llm_model} at {settings.llm_base_url} does not answer"
            f" ({type(error).__name__}: {error}).\n{REMEDY}"
        ) from error
