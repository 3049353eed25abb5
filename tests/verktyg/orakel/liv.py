"""A random life that is told to the service and to the oracle alike, and what each of them pays for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from tests.verktyg.orakel.kalender import DAG, forsta, manad, nasta, sista, slutdag
from tests.verktyg.orakel.orakel import CHECKBELOPP_2024, I_FORTID, LANGST, Orakel, Rad, Sagt
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, Spel, mall

ORSAKER = [
    *sorted(I_FORTID), "kundens_egen_begaran", "langre_planerad_franvaro", "oforutsedd_handelse", "sjukskrivning",
    "tidsbrist_andra_insatser", "utebliven_progression",
]  # fmt: skip
MOTIV = {"motivering": "x"}
_HOJNING = 1000
VEM = {"kv": KV, "anordnare": ANORDNARE, "arbetsledare": ARBETSLEDARE, "system": SYSTEMET}


class Liv:
    """One life; ``betalt`` is what the service paid, ``orakel.betalt`` what the oracle says."""

    def __init__(self, fro: int) -> None:
        self.r = Random(fro)
        self.orakel = Orakel(self.r.choice(sorted(LANGST)))
        dag1 = date(2024, 1, 2) + self.r.randint(0, 330) * DAG
        self.nu = datetime.combine(dag1, time(9))
        self.fall = Spel.aktualiserat(self.orakel.insats, f"{self.nu:%Y-%m-%dT%H:%M}")
        self._nasta_korning, self._ko, self._nr = manad(dag1), list[Any](), count(1)
        self._planera(dag1)

    def lev(self) -> Liv:
        while self._ko:
            tid, _, gor = heappop(self._ko)
            self._ga(max(tid, self.nu))
            gor()
        self._ga(self.nu + 100 * DAG)
        self.fall.till(f"{self.nu:%Y-%m-%dT%H:%M}")
        return self

    @property
    def betalt(self) -> list[Rad]:
        """The rows that the case has marked as paid, named as the oracle names them."""
        return sorted(
            (h.utbetalningsmanad, h.utbetalning, _om(h.utbetalning, h.avser), h.belopp)  # type: ignore[attr-defined]
            for h in self.fall.handelser("utbetalning_verkstalld")
        )

    @property
    def oraklets(self) -> list[Rad]:
        """The rows that the oracle says, an avbrott without which."""
        return sorted((p, slag, om.split()[0], belopp) for p, slag, om, belopp in self.orakel.betalt)

    def _ga(self, till: datetime) -> None:
        while datetime.combine(forsta(self._nasta_korning), datetime.min.time()) + 15 * DAG <= till:
            self.orakel.kor(self._nasta_korning)
            self._nasta_korning = nasta(self._nasta_korning)
        self.nu = till

    def _vid(self, dag: date, gor: Callable[..., Any], *fakta: Any) -> None:
        tid = datetime.combine(dag, time(self.r.randint(8, 17), self.r.randint(0, 59)))
        heappush(self._ko, (tid, next(self._nr), lambda: gor(*fakta)))

    def _sag(self, vem: str, verb: str, **fakta: Any) -> bool:
        self._ga(self.nu + timedelta(minutes=1))  # no two things at the same instant
        try:
            self.fall.sager(VEM[vem], f"{self.nu:%Y-%m-%dT%H:%M}", verb, **fakta)
            if verb == "ratta" and self.fall.insats.rattelseforslag:  # an end that takes paid days takes two (K13.2)
                self.fall.arbetsledare(f"{self.nu:%Y-%m-%dT%H:%M}", "besluta_rattelse", **MOTIV)
        except Avvisning:
            return False
        return True

    def _anteckna(self, togs: bool, vad: str, **fakta: Any) -> None:
        if togs:
            self.orakel.sagt.append(Sagt(self.nu, vad, fakta))

    # What happens, and when

    def _planera(self, dag1: date) -> None:
        r, langst = self.r, LANGST[self.orakel.insats]
        start = r.choice([dag1 + r.choice([0, 1, 6, 14, 30]) * DAG, forsta(nasta(manad(dag1))), sista(manad(dag1))])
        langd = r.choice([min(langst, 6), langst, r.randint(1, langst)])
        slut = slutdag(start, langd)
        tiden = (slut - start).days
        self._vid(dag1, self._sag_bemanna)
        inlagt = dag1 + r.choice([1, 2, 5, 40]) * DAG
        self._vid(inlagt, self._uppdrag, start, langd)
        if langd < langst and r.random() < 0.3:
            self._vid(start + r.randint(0, tiden) * DAG, self._justera, langd + 1)
        if langd == langst and r.random() < 0.6:
            for nummer in (1, 2):
                self._vid(slutdag(start, langst + nummer - 1) - r.randint(0, 28) * DAG, self._forlang)
        if r.random() < 0.6:
            dag = r.choice([start + r.randint(-2, tiden) * DAG, sista(manad(start + r.randint(0, tiden) * DAG))])
            beslut = max(dag + r.choice([-20, -3, 0, 1, 12, 35]) * DAG, inlagt + DAG)
            self._vid(beslut, self._avsluta, dag)
            if r.random() < 0.3:
                self._vid(beslut + r.randint(1, 9) * DAG, r.choice([self._aterkalla, self._avsluta_igen]))
        for _ in range(r.choice([0, 0, 1, 2, 3])):
            self._vid(start + r.randint(5, tiden + 130) * DAG, self._ratta)
        self._vid(start + r.randint(0, tiden) * DAG, self._franvaro)
        self._vid(date(2024, 12, 1) + r.randint(0, 130) * DAG, self._belopp_2025)
        m = manad(start)
        while m <= manad(slut + 62 * DAG):
            borjan = forsta(nasta(m))
            self._vid(borjan + r.choice([-1, 0, 2, 6, 7, 20]) * DAG, self._rapport, m)
            self._vid(borjan + r.choice([-1, 0, 2, 6, 7, 20]) * DAG, self._underlag, m, r.random() < 0.15)
            self._vid(borjan + r.choice([4, 8, 14, 15, 25]) * DAG, self._granska, m, r.random() < 0.8)
            m = nasta(m)
        dag = start
        while dag < slut + 260 * DAG:
            self._vid(dag, self._i_kapp)
            dag += r.randint(6, 24) * DAG

    def _sag_bemanna(self) -> None:
        self._sag("anordnare", "bemanna", handlaggare="H1")

    def _uppdrag(self, start: date, langd: int) -> None:
        togs = self._sag("kv", "lagg_in_uppdrag", startdatum=str(start), langd_manader=langd)
        self._anteckna(togs, "uppdrag", start=start, langd=langd)

    def _justera(self, langd: int) -> None:
        self._anteckna(self._sag("kv", "justera_uppdrag", langd_manader=langd, **MOTIV), "justering", langd=langd)

    def _forlang(self) -> None:
        nummer = len(self.orakel.alla("forlangning", self.nu)) + 1
        self._anteckna(self._sag("arbetsledare", "besluta_forlangning", **MOTIV), "forlangning", nummer=nummer)

    def _avsluta(self, dag: date) -> None:
        orsak, form = self.r.choice(ORSAKER), None
        sagt = {"orsak": orsak, "avslutsdatum": str(dag), "samtal_datum": f"{self.nu:%Y-%m-%d}", "nasta_steg": "x"}
        if orsak == "sjukskrivning":
            sagt["lakarens_bedomning"] = sagt["samtal_datum"]
        if orsak == "egen_forsorjning":
            sagt["forsorjning"] = "arbete"
        if orsak == "mal_natt":
            sagt |= insatsens_forsta_mal(self.fall.insats, self.nu.date())
        if self.r.random() < 0.2 and orsak != "brister_hos_anordnare":
            form = sagt["form"] = "avbrott" if orsak in I_FORTID else "fortid"
        self._anteckna(self._sag("kv", "besluta_avslut", **sagt, **MOTIV), "avslut", datum=dag, orsak=orsak, form=form)

    def _avsluta_igen(self) -> None:
        if alla := self.orakel.alla("avslut", self.nu):
            self._avsluta(alla[-1].fakta["datum"] + self.r.randint(-9, 20) * DAG)

    def _aterkalla(self) -> None:
        self._anteckna(self._sag("kv", "aterkalla_avslut", **MOTIV), "aterkallelse")

    def _franvaro(self) -> None:
        borta = {"slag": self.r.choice(["sjuk", "vab", "ogiltig"]), "fran": f"{self.nu:%Y-%m-%d}", "orsak": "x"}
        self._sag("anordnare", "anmal_franvaro", **borta)

    def _belopp_2025(self) -> None:
        varden = [
            {"nyckel": f"checkbelopp.{k}", "varde": f"{b + _HOJNING}.00", "fran": "2025-01-01"}
            for k, b in CHECKBELOPP_2024.items()
        ]
        if self._sag("system", "infor_regelverk", utgava="2025", varden=varden):
            vantade = (m for m in self.orakel.manader(self.nu) if self.orakel.ska_visa(m, self.nu) is None)
            self.orakel.vantade_pa_belopp = frozenset(vantade)
            self.orakel.belopp_2025 = (self.nu, CHECKBELOPP_2024[self.orakel.insats[:3]] + _HOJNING)

    def _rapport(self, m: str) -> None:
        sagt = {"manad": m, "uppfoljning_datum": str(min(self.nu.date(), sista(m)))}
        rubriker = mall(f"mall.manadsrapport.{self.orakel.insats[:3]}")
        self._anteckna(
            self._sag("anordnare", "klarmarkera_manadsrapport", **sagt, rubriker=rubriker), "rapport", manad=m
        )

    def _granska(self, m: str, godkand: bool) -> None:
        svar = {"beslut": "godkand", "progression": "fortsatt"} if godkand else {"beslut": "aterremiss"} | MOTIV
        togs = self._sag("kv", "granska_manadsrapport", manad=m, **svar)
        self._anteckna(togs, "granskning", manad=m, godkand=godkand)

    def _underlag(self, m: str, fel: bool = False) -> None:
        if m not in self.orakel.manader(self.nu):
            return
        # While no amount is decided the anordnare may guess, and may guess right.
        gissat = Decimal(CHECKBELOPP_2024[self.orakel.insats[:3]] + _HOJNING)
        belopp = (self.orakel.ska_visa(m, self.nu) or gissat) + fel
        sagt = {"manad": m, "belopp": f"{belopp:.2f}", "fakturanummer": f"F{next(self._nr)}"}
        self._anteckna(self._sag("anordnare", "lamna_faktureringsunderlag", **sagt), "underlag", manad=m, belopp=belopp)

    def _slutrapport(self) -> bool:
        sagt: dict[str, Any] = {"mal_uppnatt": True, "sjalvforsorjande": True}
        sagt |= insatsens_forsta_mal(self.fall.insats, self.nu.date())
        rubriker = mall(f"mall.slutrapport.{self.orakel.insats[:3]}")
        togs = self._sag("anordnare", "lamna_slutrapport", **sagt, rubriker=rubriker)
        self._anteckna(togs, "slutrapport")
        return togs

    def _ratta(self) -> None:
        """A start or an avslutsdatum put right, or a decided end struck (K0.7)."""
        val = [*self.orakel.alla("uppdrag", self.nu), *self.orakel.alla("avslut", self.nu)]
        if not val:
            return
        s = self.r.choice(val)
        vad, falt = ("lagg_in_uppdrag", "start") if s.vad == "uppdrag" else ("besluta_avslut", "datum")
        nr = [x.nr for x in self.fall.insats.sagda if x.kommando["kommando"] == vad][
            self.orakel.alla(s.vad, self.nu).index(s)
        ]
        self._ga(self.nu + timedelta(minutes=1))
        self.orakel.fore_rattelse(self.nu)
        if s.vad == "avslut" and self.r.random() < 0.3:
            if self._sag("kv", "ratta", vad=vad, nr=nr, stryk=True, **MOTIV):
                self.orakel.sagt.remove(s)
            return
        nytt = s.fakta[falt] + self.r.choice([-33, -7, -1, 1, 3, 14, 31]) * DAG
        andringar = {"startdatum" if s.vad == "uppdrag" else "avslutsdatum": str(nytt)}
        if self._sag("kv", "ratta", vad=vad, nr=nr, andringar=andringar, **MOTIV):
            s.fakta[falt] = nytt

    def _i_kapp(self) -> None:
        """What is still owed some while after it should have been done."""
        if (lage := self.orakel.lage(self.nu)) is None:
            return
        for m in self.orakel.manader(self.nu):
            if (self.nu.date() - min(lage.slut, sista(m))).days > 12:
                inne, godkand = self.orakel.rapport(m, self.nu)
                if not godkand:
                    if inne is None or not self.fall.insats.rapporter[m].vantar_pa_granskning:
                        self._rapport(m)
                    self._granska(m, True)
                if self.orakel.underlag(m, self.nu) is None:
                    self._underlag(m)
        if (lage.slut - self.nu.date()).days < 10 and self.orakel.slutrapport(self.nu) is None:
            if not self._slutrapport() and self._sag("kv", "oppna_slutrapport", **MOTIV):
                self._slutrapport()
        if lage.form == "avbrott" and lage.slut < self.nu.date() and self.r.random() < 0.3:
            self._anteckna(self._sag("kv", "bevilja_avbrottsersattning", **MOTIV), "beviljande")


def _om(slag: str, avser: str) -> str:
    return "avbrott" if slag == "avbrott" or avser.startswith("avbrott") else avser.partition(" #")[0]
