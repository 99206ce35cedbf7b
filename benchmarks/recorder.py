"""Notes when activities and model calls start and end, for each workflow."""

import time
from collections import defaultdict
from typing import Any

from temporalio import activity
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from panager.llm.offline.model import OfflineModel


class Recorder(ClientInterceptor, Interceptor):
    """Times in seconds of `time.perf_counter`, by workflow id and mark."""

    def __init__(self) -> None:
        """Nothing noted yet."""
        self.marks: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def mark(self, workflow_id: str, name: str) -> None:
        """It is happening now."""
        self.marks[workflow_id][name].append(time.perf_counter())

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Note every activity."""
        return _Recording(next, self)


class _Recording(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, recorder: Recorder) -> None:
        super().__init__(next)
        self._recorder = recorder

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: ANN401
        info = activity.info()
        workflow_id = info.workflow_id or ""
        self._recorder.mark(workflow_id, f"{info.activity_type}>")
        result = await super().execute_activity(input)
        self._recorder.mark(workflow_id, f"{info.activity_type}<")
        return result


class RecordedModel(OfflineModel):
    """The offline model, noting when it is called and when it has answered."""

    recorder: Any

    async def _astream(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        workflow_id = activity.info().workflow_id or ""
        self.recorder.mark(workflow_id, "model>")
        async for chunk in super()._astream(*args, **kwargs):
            yield chunk
        self.recorder.mark(workflow_id, "model<")
