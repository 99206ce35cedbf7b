"""One place that turns errors into Temporal's, bounds bugs, and binds the log context.

Whatever fails is one line in the log here, so the SDK's own, which always has a traceback, is
turned off by the category of the error.
"""

import asyncio
from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from activities.alarm import Alarm, Key, key_of
from panager.errors import PanagerError
from panager.outages import is_outage

log = structlog.get_logger(__name__)


class ErrorsAndLogContext(Interceptor):
    """Decides what is tried again.

    Permanent errors of ours are not. Known outages are, for as long as it takes. Any other error is
    a bug: it is tried a few times, then the alarm is raised and the activity has failed for good,
    so that what waits behind it goes on.
    """

    def __init__(self, alarm: Alarm) -> None:
        """`alarm` counts and tells."""
        self._alarm = alarm

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Inbound(next, self._alarm)


class _Inbound(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, alarm: Alarm) -> None:
        super().__init__(next)
        self._alarm = alarm

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: ANN401
        info = activity.info()
        key = key_of(info, input.args)
        with structlog.contextvars.bound_contextvars(
            activity=info.activity_type, workflow_id=info.workflow_id, attempt=info.attempt
        ):
            try:
                result = await super().execute_activity(input)
            except ApplicationError:
                raise  # meant for Temporal as it is
            except PanagerError as error:
                raise await self._known(key, error) from error
            except Exception as error:
                raise await self._unknown(key, error) from error
            except asyncio.CancelledError:
                details = activity.cancellation_details()
                if details is not None and details.timed_out:
                    log.warning("activity_timed_out")
                    await self._alarm.fail(key, TimeoutError())
                raise
            await self._alarm.succeed(key)
            return result

    async def _known(self, key: Key, error: PanagerError) -> ApplicationError:
        if error.retryable:
            await self._alarm.fail(key, error)
        if not error.is_expected:
            log.warning("activity_failed", error=type(error).__name__, detail=str(error))
        return ApplicationError(
            str(error),
            type=type(error).__name__,
            non_retryable=not error.retryable,
            next_retry_delay=error.retry_after,
            category=ApplicationErrorCategory.BENIGN,
        )

    async def _unknown(self, key: Key, error: Exception) -> ApplicationError:
        is_over = False
        if is_outage(error):
            log.warning("activity_waits", error=type(error).__name__)
            await self._alarm.fail(key, error)
        else:
            is_over = await self._alarm.fail_of_bug(key, error)
        # Only the type: what others say in their errors stays out of histories.
        return ApplicationError(
            type(error).__name__,
            type=type(error).__name__,
            non_retryable=is_over,
            category=ApplicationErrorCategory.BENIGN,
        )
