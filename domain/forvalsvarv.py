"""A round of the förvalslista: how the turn goes through the list, and whom it passes over (K5.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.auktorisationslista import Plats, Platser


@dataclass(frozen=True, slots=True)
class Varv:
    """How far the round has come: the last place that had its turn, and all who have had one in it."""

    nummer: int = 0
    senast: Plats | None = None
    haft: frozenset[str] = frozenset()
    start: date = date.min
    forra_start: date = date.min

    def kvar(self, lista: Platser) -> Platser:
        """Those that the round has still to come to."""
        efter = [p for p in lista if self.senast is None or p.ordning > self.senast.ordning]
        return tuple(p for p in efter if p.anordnare not in self.haft)

    def nasta(self, lista: Platser, dag: date) -> Plats | None:
        """The next in turn who is authorised on the day: in this round, else in the one that follows."""
        return next((p for p in (*self.kvar(lista), *lista) if p.galler(dag)), None)

    def tag_tur(self, lista: Platser, dag: date) -> tuple[Varv, Plats | None, Platser]:
        """The turn of a period that begins on ``dag``: the round after it, who takes it, and who was passed over."""
        turen = self.nasta(lista, dag)
        if turen is None:
            return self, None, ()
        kvar = self.kvar(lista) if self.nummer else ()
        if turen in kvar:
            varv, forbi = self, [p for p in kvar if p.ordning < turen.ordning]
        else:
            varv = Varv(self.nummer + 1, start=dag, forra_start=self.start)
            forbi = [*kvar, *(p for p in lista if p.ordning < turen.ordning)]
        galler = {p.anordnare for p in lista if p.galler(dag)}
        # One that ended rounds ago is no longer on the list; there is nothing to pass over.
        forbi = [p for p in forbi if p.anordnare not in galler and (p.till is None or p.till >= varv.forra_start)]
        nytt = replace(varv, senast=turen, haft=varv.haft | {turen.anordnare})
        return nytt, turen, tuple(dict.fromkeys(forbi))
