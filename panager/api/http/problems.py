"""Every error as application/problem+json (RFC 9457): what is wrong and what to send instead."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from panager.errors import PanagerError
from panager.outages import DATABASE_OUTAGES

MEDIA_TYPE = "application/problem+json"
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
log = structlog.get_logger(__name__)


class Problem(BaseModel):
    """An error."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    """What is wrong and what to do about it."""
    errors: list[dict[str, str]] | None = None
    """For an invalid request: each with "in" (body, header, query, path), "name", "detail"."""


RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
    },
}


def problem(
    status: int,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response for an error."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
    return JSONResponse(
        body.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE
    )


def add_handlers(app: FastAPI) -> None:
    """Answer whatever an endpoint raises with a problem."""
    app.add_exception_handler(PanagerError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for outage in DATABASE_OUTAGES:
        app.add_exception_handler(outage, _outage)
    app.add_exception_handler(Exception, _unexpected)


async def _known(request: Request, error: Exception) -> Response:
    del request
    status = error.http_status if isinstance(error, PanagerError) else 500
    headers = {
        HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
        HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "1"},
    }
    return problem(status, str(error), headers=headers.get(HTTPStatus(status)))


async def _invalid(request: Request, error: Exception) -> Response:
    """Never repeats what was sent: only where it is wrong and what is expected there."""
    del request
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if any(each["type"] == "json_invalid" for each in found):
        return problem(422, "The body is not valid JSON; send a JSON object in UTF-8.")
    errors = [
        {
            "in": str(each["loc"][0]),
            "name": ".".join(str(part) for part in each["loc"][1:]),
            "detail": each["msg"],
        }
        for each in found
    ]
    return problem(
        422, "Send the request again with the fields in `errors` corrected.", errors=errors
    )


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(_methods_of(request)))}
    details = {
        404: "There is nothing at this address; /docs lists what there is.",
        405: f"{request.method} is not possible here; the Allow header names what is.",
    }
    detail = details.get(error.status_code, error.detail)
    return problem(error.status_code, detail, headers=headers)


def _methods_of(request: Request) -> set[str]:
    """Every route has its own; the framework names those of the first one that has this path."""
    return {
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    }


async def _outage(request: Request, error: Exception) -> Response:
    log.warning("database_unavailable", path=request.url.path, error=type(error).__name__)
    return problem(
        503,
        "The database does not answer just now; send the same request again in a moment.",
        headers={"Retry-After": "1"},
    )


async def _unexpected(request: Request, error: Exception) -> Response:
    """The server logs the traceback; the answer has nothing of it."""
    del request, error
    return problem(500, "This should not have happened; the log of the API says more.")
