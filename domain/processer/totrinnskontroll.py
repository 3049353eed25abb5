"""Four eyes: what one person prepares another attests or sends back ("Nobody … attests their own preparation", K14.6).

A pure object; it knows nothing of what is attested.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.parter import BENAMNING, Aktor


@dataclass(frozen=True, slots=True)
class Signatur:
    """Who signed, and when (UTC)."""

    av: Aktor
    tid: datetime


@dataclass(frozen=True, slots=True)
class Totrinnskontroll:
    """Where the two steps stand.

    ``omgang`` counts the preparations: 1, and one more for each time it was sent back. ``aterlamnad`` is who last sent
    it back; what was prepared before that no longer stands.
    """

    omgang: int = 1
    forberedd: Signatur | None = None
    attesterad: Signatur | None = None
    aterlamnad: Signatur | None = None

    def prova_forbered(self, regel: str) -> None:
        """Raises: Avvisning; it is already prepared, or attested for good."""
        self._inte_attesterad(regel)
        if self.forberedd:
            raise Avvisning(regel, f"den är redan förberedd av {_vem(self.forberedd)} och väntar på attest")

    def prova_attestera(self, av: Aktor, regel: str) -> None:
        """Raises: Avvisning; nothing is prepared, it is attested already, or ``av`` is who prepared it.

        A person is their id, whatever role they speak in: nobody is two by changing hats.
        """
        self._inte_attesterad(regel)
        if self.forberedd is None:
            raise Avvisning(regel, "den är inte förberedd än; det gör ekonomen först")
        if samma_person(self.forberedd.av.id, av.id):
            raise Avvisning(regel, f"den som har förberett attesterar inte; {av.id} förberedde den här omgången", "av")

    def prova_aterlamna(self, regel: str) -> None:
        """Raises: Avvisning; nothing is prepared, or it is attested. Also the preparer may take it back."""
        self._inte_attesterad(regel)
        if self.forberedd is None:
            raise Avvisning(regel, "det finns ingen förberedd omgång att lämna tillbaka")

    def forbered(self, av: Aktor, tid: datetime) -> Totrinnskontroll:
        """The first step taken; ``prova_forbered`` has been asked."""
        return replace(self, forberedd=Signatur(av, tid))

    def attestera(self, av: Aktor, tid: datetime) -> Totrinnskontroll:
        """The second step taken; ``prova_attestera`` has been asked."""
        return replace(self, attesterad=Signatur(av, tid))

    def aterlamna(self, av: Aktor, tid: datetime) -> Totrinnskontroll:
        """Back to before the first, in a round of its own; ``prova_aterlamna`` has been asked."""
        return Totrinnskontroll(self.omgang + 1, aterlamnad=Signatur(av, tid))

    def _inte_attesterad(self, regel: str) -> None:
        if self.attesterad:
            raise Avvisning(regel, f"den är attesterad av {_vem(self.attesterad)} och ändras inte mer")


def _vem(s: Signatur) -> str:
    return f"{BENAMNING[s.av.roll]} {s.av.id}"
