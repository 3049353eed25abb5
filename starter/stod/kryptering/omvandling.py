"""How values become payloads when they are to be encrypted: summaries are marked to stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes

from kontrakt.omvandlare import Omvandlare
from starter.stod.kryptering.kodek import Krypteringskodek
from starter.stod.kryptering.namn import KLARTEXT
from starter.stod.kryptering.nyckelring import Nyckelring


class Sammanfattning(str):
    """A text for operations to read in Temporal's pages: ids, dates and §, nothing personal (K3.3)."""

    __slots__ = ()


class _MedLasbara(Omvandlare):
    """As everywhere, but summaries and a workflow's own description of itself are marked ``KLARTEXT``."""

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        payloads = super().to_payloads(values)
        for varde, payload in zip(values, payloads, strict=True):
            if isinstance(varde, Sammanfattning | WorkflowMetadata):
                payload.metadata[KLARTEXT] = b"1"
        return payloads


def krypterad(ring: Nyckelring, namespace: str) -> DataConverter:
    """The data converter of a namespace whose payloads are encrypted, failures' texts included."""
    return DataConverter(
        payload_converter_class=_MedLasbara,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
        payload_codec=Krypteringskodek(ring, namespace),
    )
