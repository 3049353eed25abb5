"""The cases that the tests break, and the hunt among them."""

from __future__ import annotations

from domain.kontroll.fynd import I_TEMPORAL, KONTROLLER
from tests.activities.kontroll.conftest import Svar, kor

A = "in-ami2_hela_livet"
AVBROTT = "in-ami2_avbrott_med_ersattning"
AVSKRIVEN, OAVSLUTAD = "in-ami1_avskriven_rapport", "in-ogranskad_rapport_betalas"
UTAN_TEMPORAL = f"{len(KONTROLLER.keys() - I_TEMPORAL)} av {len(KONTROLLER)}"


def kontrollera(*val: str) -> Svar:
    return kor("kontrollera", "--utan-temporal", "--json", *val)
