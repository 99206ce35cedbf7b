"""Proof that a workflow was started, or an Update sent, by one of Panager's own processes.

Whoever reaches a port of Temporal can start workflows and send Updates: another user of the
machine, somebody in the cluster's network. What they cannot do is to make the keyed hash
(HMAC-SHA256) that each of ours carries in a header. It covers the workflow, what is asked, the id
of the Update and the whole payload: the owner, the verdict, the revision, the due time. Workers
check it before anything happens.

Signals that only say "look at the database" need none. The others are checked again whenever their
workflow is replayed, so an old key must stay accepted until what it signed is over.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final
from uuid import uuid4

import temporalio.client
import temporalio.worker
from pydantic import SecretStr, TypeAdapter
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    OutboundInterceptor,
    SignalWorkflowInput,
    StartWorkflowInput,
    StartWorkflowUpdateInput,
    StartWorkflowUpdateWithStartInput,
    WorkflowHandle,
    WorkflowUpdateHandle,
)
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleSignalInput,
    HandleUpdateInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from panager.errors import PanagerError

HEADER: Final = "panager-proof"
NOT_PROVEN: Final = "not_proven"
"""Error type of what was started or sent by somebody else."""
WAKING_SIGNALS: Final = frozenset({"ring", "look", "run_now"})
"""Signals after which a workflow only looks at what the database says."""

type Headers = Mapping[str, Payload]


class UpdateKeyError(PanagerError):
    """Nothing can be signed with an empty key."""


class Prover(temporalio.client.Interceptor, temporalio.worker.Interceptor):
    """Signs what its client sends, and checks what the workers of that client are asked.

    The first key signs and every one is accepted, so that a key can be replaced while what was
    signed with the old one is still to come.
    """

    def __init__(self, keys: SecretStr) -> None:
        """One key, or several separated by commas."""
        self._keys = [key.strip().encode() for key in keys.get_secret_value().split(",")]
        if not all(self._keys):
            raise UpdateKeyError("PANAGER_UPDATE_KEY is empty, or has an empty key at a comma.")

    def sign(self, workflow_id: str, asked: str, args: Sequence[Any], id: str = "") -> Headers:
        """The header for `asked`, a workflow type or the name of an Update with this id."""
        proof = _hash(self._keys[0], workflow_id, asked, args, id)
        return {HEADER: Payload(metadata={"encoding": b"binary/plain"}, data=proof)}

    def is_signed(
        self, headers: Headers, workflow_id: str, asked: str, args: Sequence[Any], id: str = ""
    ) -> bool:
        """Whether the header was made by `sign`, for the same."""
        given = headers[HEADER].data if HEADER in headers else b""
        hashes = [_hash(key, workflow_id, asked, args, id) for key in self._keys]
        return any(hmac.compare_digest(given, each) for each in hashes)

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        """Sign every start and every Update."""
        return _Signing(next, self)

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        """Check what is started and asked; starts and Updates not again in a replay."""
        prover = self

        class Checking(WorkflowInboundInterceptor):
            async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: ANN401
                info = workflow.info()
                # A run that continues another was started by the server.
                if info.continued_run_id is None and not workflow.unsafe.is_replaying():
                    _require(
                        prover.is_signed(
                            input.headers, info.workflow_id, info.workflow_type, input.args
                        )
                    )
                return await super().execute_workflow(input)

            async def handle_signal(self, input: HandleSignalInput) -> None:
                workflow_id = workflow.info().workflow_id
                if input.signal in WAKING_SIGNALS or prover.is_signed(
                    input.headers, workflow_id, input.signal, input.args
                ):
                    await super().handle_signal(input)
                else:
                    workflow.logger.warning("signal_refused")

            def handle_update_validator(self, input: HandleUpdateInput) -> None:
                workflow_id = workflow.info().workflow_id
                _require(
                    prover.is_signed(input.headers, workflow_id, input.update, input.args, input.id)
                )
                super().handle_update_validator(input)

        return Checking


class _Signing(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, prover: Prover) -> None:
        super().__init__(next)
        self._prover = prover

    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:
        signed = self._prover.sign(input.id, input.workflow, input.args)
        input.headers = {**input.headers, **signed}
        return await super().start_workflow(input)

    async def signal_workflow(self, input: SignalWorkflowInput) -> None:
        signed = self._prover.sign(input.id, input.signal, input.args)
        input.headers = {**input.headers, **signed}
        await super().signal_workflow(input)

    async def start_workflow_update(
        self, input: StartWorkflowUpdateInput
    ) -> WorkflowUpdateHandle[Any]:
        input.update_id = input.update_id or str(uuid4())
        signed = self._prover.sign(input.id, input.update, input.args, input.update_id)
        input.headers = {**input.headers, **signed}
        return await super().start_workflow_update(input)

    async def start_update_with_start_workflow(
        self, input: StartWorkflowUpdateWithStartInput
    ) -> WorkflowUpdateHandle[Any]:
        start, update = input.start_workflow_input, input.update_workflow_input
        update.update_id = update.update_id or str(uuid4())
        signed = self._prover.sign(start.id, start.workflow, start.args)
        start.headers = {**start.headers, **signed}
        signed = self._prover.sign(start.id, update.update, update.args, update.update_id)
        update.headers = {**update.headers, **signed}
        return await super().start_update_with_start_workflow(input)


def _require(is_signed: bool) -> None:
    if not is_signed:
        raise ApplicationError(
            "only Panager's own processes may ask for this", type=NOT_PROVEN, non_retryable=True
        )


def _hash(key: bytes, workflow_id: str, asked: str, args: Sequence[Any], id: str) -> bytes:
    message = json.dumps([workflow_id, asked, id, *map(_plain, args)])
    return hmac.digest(key, message.encode(), "sha256").hex().encode()


def _plain(value: object) -> object:
    """Without defaults, so that a field which is added later changes nothing of the others."""
    kind: Any = type(value)
    return _adapter(kind).dump_python(value, mode="json", exclude_defaults=True)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    return TypeAdapter(kind)
