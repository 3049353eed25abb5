"""What one connection does to the record in memory: a statement at a time, or many in one walk that the server goes
through by itself, whether or not whoever sent them is still there.

The statements are the product's own, and are played as they stand: one that has lost its condition is played without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from domain.grund.parter import Roll
from persistence.databas.motor import DatabasFel, DataFel
from persistence.databas.svep import Sats, Tvekan
from persistence.insyn import oppningar
from persistence.meddelanden.utkorg import Utgaende
from tests.fel.simulering.varlden import Arbete

if TYPE_CHECKING:
    from tests.fel.simulering.servrar.butik import Butik

BORTA = "databasen svarar inte som den ska (OperationalError)"


class Svar(list[tuple[Any, ...]]):
    """The rows that a statement answers with."""

    def first(self) -> tuple[Any, ...] | None:
        return self[0] if self else None


class Transaktion:
    """What one connection has written and not yet committed."""

    def __init__(self, butik: Butik) -> None:
        self._b, self._skrivet, self._hallna, self._slut = butik, list[Callable[[], object]](), list[Any](), False

    def execute(self, sats: Any, varden: Any = None) -> Svar:
        """One statement. Raises: DataFel."""
        self._b.varld.paus()
        return _SATSER[_slag(sats)](self, sats, varden)

    def svep(self, satser: Sequence[Sats]) -> list[Svar]:
        """As ``svep.svep``: sent together, and answered together when the server has gone through them all.

        Raises: Tvekan; DatabasFel: the walk there or back was cut off.
        """
        varld, svar, vantar = self._b.varld, list[Any](), list[Arbete]()
        varld.paus()
        if varld.hander("svepet kommer inte fram", 0.01):
            raise DatabasFel(BORTA)

        def klart(varde: Any, _: Exception | None) -> None:
            svar.append(varde)
            for arbete in vantar:
                varld.strax(arbete.vidare, arbete.agare)

        Arbete(varld, self._b.server, "svep", lambda: self._ga_igenom(satser), klart)
        varld.parkera(vantar)
        if varld.hander("svaret på svepet borta", 0.02):
            raise DatabasFel(BORTA)
        if svar[0] is None:
            raise Tvekan
        rader: list[Svar] = svar[0]
        return rader

    def _ga_igenom(self, satser: Sequence[Sats]) -> list[Svar] | None:
        """The server's part of a walk; None where it has refused a value, and so all that comes after it. When nobody
        is there any more it goes no further."""
        svar: list[Svar] = []
        for sats, varden in satser:
            self._b.varld.paus()
            if self._slut:
                break
            try:
                svar.append(_SATSER[_slag(sats)](self, sats, varden))
            except DataFel:
                return None
        return svar

    def bekrafta(self) -> None:
        for gor in self._skrivet:
            gor()

    def slapp(self) -> None:
        """It is over, committed or not: what it holds is let go."""
        self._slut = True
        for rad in self._hallna:
            del self._b.las[rad]
            for arbete in self._b.vantar.pop(rad, ()):
                self._b.varld.strax(arbete.vidare, arbete.agare)
        self._hallna.clear()

    def ta(self, rad: Any, *, hoppa: bool = False) -> bool:
        """Take a row's lock, after whoever has it; with ``hoppa``, not at all if somebody has it.

        False: it was not taken; nor is it by one who has gone meanwhile.
        """
        while (har := self._b.las.get(rad)) is not None and har is not self:
            if hoppa:
                return False
            self._b.varld.parkera(self._b.vantar.setdefault(rad, []))
        if self._slut:
            return False
        if har is None:
            self._b.las[rad] = self
            self._hallna.append(rad)
        return True

    def ta_ur_utkorgen(self, arende: str, efter: int) -> Utgaende | None:
        self._b.varld.paus()
        for nr, rad in self._b.utkorg.items():
            vantar = rad["arende"] == arende and rad["status"] == "vantar" and nr > efter
            if vantar and self.ta(("utkorg", nr), hoppa=True):
                return Utgaende(nr, Roll.KARRIARVAGLEDARE, "kv1", f"{nr}@nacka.example")
        return None

    # --- statements --------------------------------------------------------------------------------------------

    def _skyddad(self, _sats: Any, _varden: Any) -> Svar:
        return Svar([(1,)] if self._b.stangt_for else [])

    def _borja(self, _sats: Any, rad: Mapping[str, Any]) -> Svar:
        self.ta(("insats", rad["arende"]))
        if rad["arende"] in self._b.insats:
            return Svar()
        self._skrivet.append(lambda: self._b.insats.__setitem__(rad["arende"], dict(rad)))
        return Svar([(rad["nr"],)])

    def _fortsatt(self, sats: Any, rad: Mapping[str, Any]) -> Svar:
        self.ta(("insats", rad["b_arende"]))
        nu = self._b.insats.get(rad["b_arende"])
        if nu is None or (_ser_efter_nr(sats) and nu["nr"] != rad["b_nr"]):
            return Svar()
        self._skrivet.append(lambda: nu.update({k: v for k, v in rad.items() if not k.startswith("b_")}))
        return Svar([(rad["nr"],)])

    def _i_journalen(self, sats: Any, rader: Sequence[dict[str, Any]]) -> Svar:
        """A number is there once: what another has committed is refused at once, or let be if the statement says so."""
        arende = rader[0]["arende"]
        finns = self._b.nummer(arende)
        if any(r["nr"] in finns for r in rader):
            if not _later_bli(sats):
                raise DataFel("databasen tar inte emot uppgiften (UniqueViolation)")
            rader = [r for r in rader if r["nr"] not in finns]
        self._skrivet.append(lambda: self._b.skriv_i_journalen(arende, rader))
        return Svar()

    def _satt_rader(self, sats: Any, rader: Sequence[Mapping[str, Any]]) -> Svar:
        tabell = self._b.tabell(sats.table.name, rader[0]["arende"])
        self._skrivet.append(lambda: tabell.update({rad["nyckel"]: rad for rad in rader}))
        return Svar()

    def _tag_bort_rader(self, sats: Any, rader: Sequence[Mapping[str, Any]]) -> Svar:
        tabell = self._b.tabell(sats.table.name, rader[0]["b_arende"])
        self._skrivet += (partial(tabell.pop, rad["b_nyckel"], None) for rad in rader)
        return Svar()

    def _lagg(self, _sats: Any, varden: Mapping[str, Any]) -> Svar:
        status = "vantar" if varden["b_epost"] else "endast_inkorg"
        self._skrivet.append(lambda: self._b.lagg(varden["b_arende"], varden["b_rader"], status))
        return Svar((status,) for _ in varden["b_rader"])

    def _notera(self, _sats: Any, varden: Mapping[str, Any]) -> Svar:
        nr, status = varden["b_meddelande"], varden["status"]
        self.ta(("utkorg", nr))
        if self._b.utkorg[nr]["status"] == "vantar":
            self._skrivet.append(lambda: self._b.utkorg[nr].update(status=status))
        return Svar()


_SATSER: Mapping[str, Callable[[Transaktion, Any, Any], Svar]] = {
    "skyddad": Transaktion._skyddad,
    "Insert insats": Transaktion._borja,
    "Update insats": Transaktion._fortsatt,
    "Insert journal": Transaktion._i_journalen,
    "Insert bevakning": Transaktion._satt_rader,
    "Insert utbetalning": Transaktion._satt_rader,
    "Delete bevakning": Transaktion._tag_bort_rader,
    "Delete utbetalning": Transaktion._tag_bort_rader,
    "Insert utkorg": Transaktion._lagg,
    "Update utkorg": Transaktion._notera,
    "Insert dokument": lambda *_: Svar(),
}
"""Those that the record in memory knows; any other is a KeyError, and so found."""


@cache
def _slag(sats: Any) -> str:
    return "skyddad" if sats is oppningar._NAGON_SKYDDAD else f"{type(sats).__name__} {sats.table.name}"


@cache
def _ser_efter_nr(sats: Any) -> bool:
    """Whether the statement has its condition."""
    return "b_nr" in str(sats.whereclause)


@cache
def _later_bli(sats: Any) -> bool:
    """Whether it lets be what is there already."""
    return sats._post_values_clause is not None
