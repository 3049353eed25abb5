"""Every payload of a history, wherever in its events it lies."""

from collections.abc import Iterator
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHistory


def payloads_i(historik: WorkflowHistory) -> list[Payload]:
    return [p for e in historik.events for p in _under(e)]


def _under(m: Any) -> Iterator[Payload]:
    if isinstance(m, Payload):
        yield m
        return
    for falt, varde in m.ListFields():
        if falt.message_type is None:
            continue
        if falt.message_type.GetOptions().map_entry:
            delar = varde.values() if falt.message_type.fields_by_name["value"].message_type else ()
        else:
            delar = [varde] if hasattr(varde, "ListFields") else varde
        for del_ in delar:
            yield from _under(del_)
