"""The Temporal that is brought along keeps its cases, and the one that skips time knows the attributes."""

from pathlib import Path

import psutil
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from starter.stod.stack.temporal import TemporalServer
from starter.stod.stack.timeskipping import time_skipping_environment
from tests.starter.stod.stack.stacken import ATTRIBUTES, eventually, processes_of

KUNDVAL = SearchAttributeKey.for_keyword("Kundval")


async def test_temporal_keeps_its_cases_and_attributes_over_restart_and_kill(folder: Path) -> None:
    server = TemporalServer(
        search_attributes=ATTRIBUTES, log=folder / "temporal.log", database=folder / "temporal.db", ui=False
    )
    address = server.start()
    try:
        client = await Client.connect(address)
        await client.start_workflow("Insats", id="insats-1", task_queue="ingen")
        for end in (server.stop, server.kill):
            end()
            assert server.pid is None
            assert server.start() == address
            client = await Client.connect(address)
            assert (await client.get_workflow_handle("insats-1").describe()).workflow_type == "Insats"
            listing = ListSearchAttributesRequest(namespace="default")
            known = (await client.operator_service.list_search_attributes(listing)).custom_attributes
            assert ATTRIBUTES.keys() <= known.keys()
    finally:
        server.stop()
    assert processes_of(folder) == []


async def test_the_shared_temporal_server_answers(temporal_client: Client) -> None:
    assert await temporal_client.service_client.check_health()


async def test_time_skipping_server_knows_the_attributes_skips_a_year_and_ends() -> None:
    children = set(psutil.Process().children())
    async with time_skipping_environment(ATTRIBUTES) as environment:
        before = await environment.get_current_time()
        await environment.sleep(365 * 24 * 3600)
        assert (await environment.get_current_time() - before).days == 365
        # The server has no listing; it refuses a case whose attribute it does not know.
        attributes = TypedSearchAttributes([SearchAttributePair(KUNDVAL, "AMI")])
        case = await environment.client.start_workflow(
            "Insats", id="insats-1", task_queue="ingen", search_attributes=attributes
        )
        assert (await case.describe()).typed_search_attributes[KUNDVAL] == "AMI"
        (server,) = [child for child in psutil.Process().children() if "test-server" in child.name()]
    assert eventually(lambda: set(psutil.Process().children()) - children <= {server} and not server.is_running())
