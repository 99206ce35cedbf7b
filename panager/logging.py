"""Logs for people on the console and as JSON lines in a rotating file; never anybody's words."""

import logging
import logging.handlers
import os
import sys
from pathlib import Path

import structlog

MAX_BYTES = 10_000_000
BACKUPS = 3


def configure_logging(level: str, *, json_file: Path | None = None) -> None:
    """Route structlog and the standard library's loggers to both outputs."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handlers = [_handler(logging.StreamHandler(), _console(), shared)]
    if json_file is not None:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        rotating = logging.handlers.RotatingFileHandler(
            json_file, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8"
        )
        handlers.append(_handler(rotating, structlog.processors.JSONRenderer(), shared))
    logging.basicConfig(level=level, handlers=handlers, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _console() -> structlog.dev.ConsoleRenderer:
    # Tracebacks without the values of variables: these hold people's words and tokens.
    plain = structlog.dev.plain_traceback
    colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    return structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain)


def _handler(
    handler: logging.Handler,
    renderer: structlog.typing.Processor,
    shared: list[structlog.typing.Processor],
) -> logging.Handler:
    exceptions = (
        []
        if isinstance(renderer, structlog.dev.ConsoleRenderer)
        else [structlog.processors.format_exc_info]
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *exceptions,
                renderer,
            ],
        )
    )
    return handler
