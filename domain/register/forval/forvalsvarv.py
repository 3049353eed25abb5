"""A round of the förvalslista: how the turn goes through the list, and whom it passes over (K5.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from domain.register.forval.auktorisationslista import Plats, Platser


@dataclass(frozen=True, slots=True)
class Varv:
    """How far the round has come: the last place that had its turn, and all who have had one in it.

    ``avforda``: ended places that this round or an earlier one has already been said to pass over.
    """

    nummer: int = 0
    senast: Plats | None = None
    haft: frozenset[str] = frozenset()
    avforda: frozenset[Plats] = frozenset()

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
        kvar = self.kvar(lista)
        varv = self if self.nummer and turen in kvar else Varv(self.nummer + 1, avforda=self.avforda)
        fore = takewhile(lambda p: p != turen, (*kvar, *lista))
        galler = {p.anordnare for p in lista if p.galler(dag)}
        # One that has ended is said to be passed over once; then it is no longer on the list.
        forbi = [p for p in fore if p.anordnare not in galler and p not in self.avforda]
        avforda = varv.avforda.union(p for p in forbi if p.fran < dag)
        nytt = replace(varv, senast=turen, haft=varv.haft | {turen.anordnare}, avforda=avforda)
        return nytt, turen, tuple(dict.fromkeys(forbi))
