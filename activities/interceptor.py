"""One place that turns our errors into Temporal's and binds the log context of an activity."""

from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from panager.errors import PanagerError


class ErrorsAndLogContext(Interceptor):
    """Permanent errors of ours are not retried; everything else is."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Wrap every activity."""
        return _Inbound(next)


class _Inbound(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: ANN401
        info = activity.info()
        with structlog.contextvars.bound_contextvars(
            activity=info.activity_type, workflow_id=info.workflow_id, attempt=info.attempt
        ):
            try:
                return await super().execute_activity(input)
            except PanagerError as error:
                raise ApplicationError(
                    str(error),
                    type=type(error).__name__,
                    non_retryable=not error.retryable,
                    next_retry_delay=error.retry_after,
                    category=_category(error),
                ) from error


def _category(error: PanagerError) -> ApplicationErrorCategory:
    """The SDK logs the traceback of every other failure."""
    if error.is_expected:
        return ApplicationErrorCategory.BENIGN
    return ApplicationErrorCategory.UNSPECIFIED
