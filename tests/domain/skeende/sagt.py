"""A whole kommando, and how one is refused."""

from domain.grund.avvisning import Avvisning
from tests.domain.kapitel.uppdrag.dag_ett.test_behorighet import FAKTA
from tests.verktyg.spel import KUNDER

HELA = FAKTA | {"aktualisera": {"insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]}}


def avslag(fel: Avvisning) -> tuple[str, str, str | None]:
    return fel.regel, fel.text, fel.falt


KUVERT = {
    "kommando": {"kommando": "bemanna", "handlaggare": "H1"},
    "id": "k1",
    "av": "anordnare:a1@A",
}
