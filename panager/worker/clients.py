"""The models that a worker's process opens once."""

import contextlib
import functools
from collections.abc import AsyncIterator

import structlog

from panager.db import service_health
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.models import create_models
from panager.llm.providers.prices import NO_PRICE, is_unpriced
from panager.process.health import ProcessHealth
from panager.settings import Settings

log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def open_models(settings: Settings, health: ProcessHealth) -> AsyncIterator[ModelChain]:
    """The models of this process; `doctor` and `/readyz` hear when they refuse their key."""
    report = functools.partial(health.put, service_health.MODEL)
    async with contextlib.aclosing(create_models(settings, report)) as models:
        unpriced = [name for name in models.names if is_unpriced(settings, name)]
        if unpriced:
            log.warning("models_without_price", models=unpriced, detail=NO_PRICE)
        await report(
            ok=len(unpriced) < len(models.names),
            detail="; ".join(f"{name} is not asked: {NO_PRICE}" for name in unpriced),
        )
        yield models
