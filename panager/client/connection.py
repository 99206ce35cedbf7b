"""Requests to the API, and one clear line when they cannot be made."""

import asyncio
from typing import Any
from urllib.parse import quote

import httpx

from panager.errors import PanagerError
from panager.settings import Settings, is_loopback
from panager.terminal import sendable

TIMEOUT_S = 10.0
RETRY_PAUSES_S = (0.2, 0.5, 1.0, 2.0)
"""How long an API that restarts is waited for."""


class ClientError(PanagerError):
    """The API could not be used; the message says what to do."""


class UnreachableError(ClientError):
    """Nothing answers, or what answers is not able to just now."""

    retryable = True
    exit_code = 2


class RefusedError(ClientError):
    """The API understood and said no."""

    exit_code = 4


def base_url(settings: Settings) -> str:
    """Where the API of these settings answers; UnreachableError when they do not say.

    The usual port alone does not: another directory's `panager up` may have it.
    """
    if settings.api_url is not None:
        return settings.api_url
    if settings.model_fields_set.isdisjoint({"api_port", "operator_token"}):
        raise UnreachableError(
            f"Nothing runs in {settings.data_dir}: start it with `panager up`, choose its"
            " --data-dir, or set PANAGER_API_URL and PANAGER_OPERATOR_TOKEN."
        )
    return f"http://127.0.0.1:{settings.api_port}"


def open_client(settings: Settings, user: str) -> httpx.AsyncClient:
    """A client that speaks for one local person."""
    url = base_url(settings)
    token = settings.token_for(url)
    if token is None:
        raise RefusedError(
            f"No operator token in {settings.data_dir}: start `panager up`, choose its --data-dir,"
            " or set PANAGER_OPERATOR_TOKEN."
        )
    return httpx.AsyncClient(
        base_url=url,
        headers={
            "Authorization": f"Bearer {token.get_secret_value()}",
            "Panager-User": quote(sendable(user)),
        },
        timeout=TIMEOUT_S,
        # A proxy for the internet must not get to see what is said on this machine.
        trust_env=not is_loopback(url),
    )


async def request(client: httpx.AsyncClient, method: str, path: str, **how: Any) -> Any:  # noqa: ANN401
    """The JSON of a successful answer; raises ClientError for every other outcome."""
    try:
        response = await client.request(method, path, **how)
    except httpx.TransportError as error:
        raise unreachable(client) from error
    check(response)
    return response.json()


async def request_patiently(
    client: httpx.AsyncClient,
    method: str,
    path: str,
    **how: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """The same for requests that may be repeated; rides out a restart of the API."""
    for pause in RETRY_PAUSES_S:
        try:
            return await request(client, method, path, **how)
        except UnreachableError:
            await asyncio.sleep(pause)
    return await request(client, method, path, **how)


def check(response: httpx.Response) -> None:
    """Raise what an unsuccessful answer means; its body must have been read."""
    if response.is_success:
        return
    detail = _detail(response)
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise UnreachableError(f"The API at {response.url.host} answers: {detail}")
    raise RefusedError(detail)


def unreachable(client: httpx.AsyncClient) -> UnreachableError:
    """Nothing answers at the client's address."""
    return UnreachableError(
        f"Nothing answers at {client.base_url}: start it with `panager up` and try again."
    )


def _detail(response: httpx.Response) -> str:
    """The problem's detail (RFC 9457) with the fields that are wrong."""
    try:
        problem = response.json()
        wrong = [f"{error['name']}: {error['detail']}" for error in problem.get("errors", [])]
        return " ".join([problem["detail"], *wrong])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"HTTP {response.status_code}, and not from Panager: is this the right address?"
