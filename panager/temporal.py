"""The only client factory, and what a namespace needs before workflows start."""

from dataclasses import replace
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from pydantic import SecretStr
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.failure.v1 import Failure
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DefaultFailureConverter, PayloadConverter
from temporalio.exceptions import FailureError

from panager.contracts.names import SearchAttribute
from panager.errors import PanagerError
from panager.proof import Prover

RETENTION = timedelta(days=30)
SEARCH_ATTRIBUTES = {
    SearchAttribute.USER: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    SearchAttribute.KIND: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    SearchAttribute.STATE: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    SearchAttribute.DUE_AT: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    SearchAttribute.RECURRING: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
}


class WordlessFailures(DefaultFailureConverter):
    """Keeps what others say in their errors out of histories, where it would stay for weeks.

    A database cites the row, a model server the conversation, pydantic the value. Of such an error
    and of its causes only the type and the place stay; the log of the worker has the rest.
    """

    def to_failure(
        self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure
    ) -> None:
        """Errors that are meant for Temporal are as they were raised."""
        super().to_failure(exception, payload_converter, failure)
        if not isinstance(exception, FailureError):
            failure.message = type(exception).__name__


DATA_CONVERTER = replace(pydantic_data_converter, failure_converter_class=WordlessFailures)
"""Of clients and workers."""


class SearchAttributeTypeError(PanagerError):
    """A search attribute exists with another type; the server would not say so."""


async def connect(
    address: str, *, update_key: SecretStr | None, namespace: str = "default", lazy: bool = False
) -> Client:
    """A client with our converters; `lazy` connects at the first call.

    With the key it proves what it asks for, and its workers take nothing without proof. Whoever
    only looks needs none.
    """
    return await Client.connect(
        address,
        namespace=namespace,
        data_converter=DATA_CONVERTER,
        interceptors=[] if update_key is None else [Prover(update_key)],
        lazy=lazy,
    )


async def prepare_namespace(client: Client) -> None:
    """Register search attributes and retention; doing it again changes nothing."""
    await _register_search_attributes(client)
    retention = Duration()
    retention.FromTimedelta(RETENTION)
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(
            namespace=client.namespace,
            config=NamespaceConfig(workflow_execution_retention_ttl=retention),
        )
    )


async def _register_search_attributes(client: Client) -> None:
    known = (
        await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=client.namespace)
        )
    ).custom_attributes
    for name, wanted in SEARCH_ATTRIBUTES.items():
        if known.get(name, wanted) != wanted:
            raise SearchAttributeTypeError(
                f"Search attribute {name} exists with another type; remove it with"
                f" `temporal operator search-attribute remove --name {name}` and start again."
            )
    missing = {str(name): kind for name, kind in SEARCH_ATTRIBUTES.items() if name not in known}
    if missing:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )
