"""The language models: whether each server takes the key and has its model."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx

from panager.doctor.findings import PATIENCE_S, Finding
from panager.llm.providers.models import configured
from panager.llm.providers.prices import NO_PRICE, is_unpriced
from panager.settings import OFFLINE, Fallback, Settings

KEY_STATUSES = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
SET_PRICE = "Set its price, zeros if it is free: until then it is not asked."
SHOWN = 5
"""Names of models, where a server has hundreds."""


async def diagnose(settings: Settings) -> list[Finding]:
    """One finding for each model of the chain, in the order in which they are asked."""
    return await asyncio.gather(
        *(_look(settings, place, one) for place, one in enumerate(configured(settings)))
    )


async def _look(settings: Settings, place: int, one: Fallback) -> Finding:
    part = "model" if place == 0 else f"model, fallback {place}"
    if one.model == OFFLINE:
        return Finding(part=part, ok=True, detail="offline: needs no key and no network")
    if is_unpriced(settings, one.model):
        return Finding(part=part, ok=False, detail=f"{one.model}: {NO_PRICE}", remedy=SET_PRICE)
    detail, remedy = await _ask(one, "LLM_" if place == 0 else "LLM_FALLBACKS: ")
    return Finding(part=part, ok=not remedy, detail=f"{one.model} at {detail}", remedy=remedy)


async def _ask(one: Fallback, setting: str) -> tuple[str, str]:
    """What is so, and what to do about it; "" for nothing."""
    url = str(one.base_url).rstrip("/")
    host = urlsplit(url).netloc.rpartition("@")[2]  # an address may carry a password
    model, address, key = _names(setting)
    try:
        names = await _list(url, one)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        if status in KEY_STATUSES:
            return f"{host}, which refuses the key ({status})", f"Correct {key}."
        if status == httpx.codes.NOT_FOUND:
            return (
                f"{host}, which has no list of models (404)",
                f"Look at {address}: it ends in /v1.",
            )
        return (
            f"{host}, which answers with {status}",
            "Wait and try again; look at its status page.",
        )
    except (httpx.HTTPError, TimeoutError, ValueError) as error:
        remedy = f"Look at this machine's network and {address}."
        return f"{host}, which does not answer: {type(error).__name__}", remedy
    if names and not {one.model, f"{one.model}:latest"} & set(names):  # Ollama's tag
        return f"{host}, which does not list it", f"Correct {model}, e.g. {_some(names)}."
    return f"{host}, which lists it", ""


async def _list(url: str, one: Fallback) -> list[str]:
    key = one.api_key.get_secret_value() if one.api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient(headers=headers) as client:
        response = await client.get(f"{url}/models")
        response.raise_for_status()
        try:
            return [str(entry["id"]) for entry in response.json()["data"]]
        except (KeyError, TypeError) as error:
            raise ValueError("no list of models") from error


def _names(setting: str) -> tuple[str, str, str]:
    """The settings of the name, the address and the key."""
    if setting.endswith("_"):
        return f"{setting}MODEL", f"{setting}BASE_URL", f"{setting}API_KEY"
    return f"{setting}model", f"{setting}base_url", f"{setting}api_key"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(sorted(names)[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown}, …"
