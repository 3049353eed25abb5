"""Faults planted in the usual write, that goes to the database in one walk, and in what a process remembers for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from unittest import mock
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, update
from sqlalchemy.dialects.postgresql import insert

from kontrakt.foljesedel import Foljesedel
from persistence.databas.svep import Sats, Tvekan
from persistence.journal import svepet
from persistence.tabeller.grund import insats, journal
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.transaktion import Svar, Transaktion
from tests.fel.simulering.varlden import Varld

Svep = Callable[[Transaktion, Sequence[Sats]], list[Svar]]
_UTAN_NUMMER = (
    update(insats)
    .where(insats.c.arende == bindparam("b_arende"))
    .values({"nr": bindparam("nr")})
    .returning(insats.c.nr)
)
_OM_INGEN_FINNS = insert(journal).on_conflict_do_nothing()


@contextmanager
def _svep(annat: Callable[[Svep, Transaktion, Sequence[Sats]], list[Svar]]) -> Iterator[None]:
    ratt: Svep = svepet.svep  # type: ignore[assignment, attr-defined]
    with mock.patch.object(svepet, "svep", lambda t, satser: annat(ratt, t, satser)):
        yield


def numret_provas_inte() -> AbstractContextManager[None]:
    """Nobody asks whether somebody has come between, and lines that are there already are let be."""

    def svep(ratt: Svep, t: Transaktion, satser: Sequence[Sats]) -> list[Svar]:
        skyddad, (_, rad), (_, rader), *mer = satser
        return ratt(t, [skyddad, (_UTAN_NUMMER, rad), (_OM_INGEN_FINNS, rader), *mer])

    return _svep(svep)


def tvekan_ar_ja() -> AbstractContextManager[None]:
    """Lines that are there already are taken for one's own, written by a try whose answer was lost."""

    def svep(ratt: Svep, t: Transaktion, satser: Sequence[Sats]) -> list[Svar]:
        try:
            return ratt(t, satser)
        except Tvekan:
            t._skrivet.clear()
            return [Svar(), Svar([(1,)]), *(Svar() for _ in satser[2:])]

    return _svep(svep)


def skyddet_ses_inte() -> AbstractContextManager[None]:
    """That the case is closed to somebody is asked, and the answer not looked at (K3.2)."""
    return _svep(lambda ratt, t, satser: [Svar(), *ratt(t, satser)[1:]])


def annan_sats_svar() -> AbstractContextManager[None]:
    """The answers are read one statement off: what was laid in the outbox is not known to wait there."""

    def svep(ratt: Svep, t: Transaktion, satser: Sequence[Sats]) -> list[Svar]:
        svar = ratt(t, satser)
        return [*svar[:-1], svar[-2]]

    return _svep(svep)


def forra_satserna() -> AbstractContextManager[None]:
    """Who writes the rows of a case anew shares them with the write before it."""
    forra = WeakKeyDictionary[Varld, Sequence[Sats]]()

    def svep(ratt: Svep, t: Transaktion, satser: Sequence[Sats]) -> list[Svar]:
        skyddad, tar, rader, *mer = satser
        delade, forra[t._b.varld] = forra.get(t._b.varld, mer), mer
        return ratt(t, [skyddad, tar, rader, *delade])

    return _svep(svep)


class _SvararForst(Transaktion):
    def bekrafta(self) -> None:
        varld = self._b.varld
        varld.om(timedelta(seconds=varld.r.choice((0, 0.1, 2))), super().bekrafta, varld.i_vem())


class _SatsForSats(Transaktion):
    def svep(self, satser: Sequence[Sats]) -> list[Svar]:
        svar: list[Svar] = []
        for sats in satser:
            svar += super().svep([sats])
            self.bekrafta()
            self._skrivet.clear()
        return svar


@contextmanager
def _transaktion(slag: type[Transaktion]) -> Iterator[None]:
    def transaktion(butik: Butik) -> AbstractContextManager[Transaktion]:
        return butik.transaktion(slag)

    with mock.patch.object(svepet, "transaktion", transaktion):
        yield


def kvitto_fore_commit() -> AbstractContextManager[None]:
    """The walk is answered for before it is committed, which the worker does when it comes to it."""
    return _transaktion(_SvararForst)


def sats_for_sats() -> AbstractContextManager[None]:
    """Each statement of the walk is committed by itself."""
    return _transaktion(_SatsForSats)


@contextmanager
def annans_sedel() -> Iterator[None]:
    """The slip of a case is used whatever lines it goes with."""
    with mock.patch.object(Foljesedel, "galler", lambda _sedel, _batch: True):
        yield


PLANTERADE_I_SVEPET: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "svepet: numret provas inte": numret_provas_inte,
    "svepet: tvekan är ja": tvekan_ar_ja,
    "svepet: skyddet ses inte": skyddet_ses_inte,
    "svepet: annan sats svar": annan_sats_svar,
    "svepet: förra satserna": forra_satserna,
    "svepet: kvitto före commit": kvitto_fore_commit,
    "svepet: sats för sats": sats_for_sats,
    "svepet: annans sedel": annans_sedel,
}
