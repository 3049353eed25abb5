"""A case played by hand: what was said and when, the clock in between, and what came of it.

Times are Stockholm times as staff write them. A bare date is noon, so that a test that cares about the hour says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import med
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.kapitel.inlamning.mall import planmall
from domain.liv import rutin
from domain.liv.forlopp import lat_ga, paborja, utfor
from domain.liv.kommandon import las_kommando
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import FOR_ALDRE, Regelverk
from domain.skeende.inkommet import Inkommet
from domain.tid.manad import dag, nasta, sista
from domain.tid.tidpunkt import tolka_tid
from regelverk import las_utgavor
from tests.verktyg.bedomt import Bedomt
from tests.verktyg.meningar import prova_avslag

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "A")
ARBETSLEDARE = Aktor(Roll.ARBETSLEDARE, "al1")
SYSTEMET = Aktor(Roll.SYSTEM, "system")

KUNDER: dict[str, dict[str, Any]] = {
    "FAI1": {"malgrupp": "ekonomiskt_bistand", "alder": 34},
    "FAI2": {"malgrupp": "ekonomiskt_bistand", "alder": 34, "utan_sysselsattning": True},
    "AMI1": {"malgrupp": "ekonomiskt_bistand", "alder": 34, "arbetsformaga": 100},
    "AMI2": {"malgrupp": "ekonomiskt_bistand", "alder": 34, "arbetsformaga": 50},
    "ISA1": {"malgrupp": "etableringsprogrammet", "alder": 34, "behov_av_sfi": True},
    "ISA2": {"malgrupp": "efter_etablering", "alder": 34},
}
"""A kund entitled to each insats."""


def rattaren(vad: str) -> Aktor:
    """One whose role may say a kommando, and so correct it (K0.10): the KV if the KV may."""
    roller = rutin.KOMMANDON[vad].roller if vad in rutin.KOMMANDON else (Roll.KARRIARVAGLEDARE,)
    return next((av for av in (KV, ANORDNARE, ARBETSLEDARE) if av.roll in roller), KV)


TILLS_VIDARE = Auktorisation(date(2024, 1, 1))


@cache
def regelverket() -> Regelverk:
    """The routine's numbers as shipped."""
    return skapa_regelverk(las_utgavor())


def tid(text: str) -> datetime:
    """The instant of a Stockholm time; a bare date is noon."""
    return tolka_tid(text if len(text) > 10 else f"{text}T12:00")


def d(text: str) -> date:
    return date.fromisoformat(text)


def mall(nyckel: str) -> dict[str, str]:
    """A template with every heading filled in."""
    return dict.fromkeys(regelverket().lista(nyckel, d("2024-06-01")), "ifylld")


FORARBETE = {"kartlagd": "2023-12-01", "framtidsplan": "angiven"}
"""What comes before a decision (K5.2)."""


def helt_uppdrag(fakta: Mapping[str, Any]) -> dict[str, Any]:
    """An uppdrag with its two texts, and without meetings where it says nothing of them (K6.3, K7.7)."""
    texter = {"uppdragsbeskrivning": "angiven", "framtidsplan": "angiven"}
    moten = {"uppfoljningsdagar", "uppfoljning_var_manad", "utan_uppfoljning"} & fakta.keys()
    return texter | ({} if moten else {"utan_uppfoljning": "inga behövs"}) | dict(fakta)


class Spel(Bedomt):
    """One case and its clock."""

    def __init__(self, nu: datetime) -> None:
        super().__init__()
        self.nu = nu
        self._nummer = count(1)

    @classmethod
    def aktualiserat(
        cls,
        insats: str = "AMI2",
        nar: str = "2024-03-01T09:00",
        *,
        auktorisation: Auktorisation | None = TILLS_VIDARE,
        motivering: str | None = None,
        foregaende: dict[str, Any] | None = None,
        beslut: Mapping[str, Any] | None = None,
        **kund: Any,
    ) -> Spel:
        """Day 1. ``kund`` replaces single facts of a kund who is entitled to the insats, ``beslut`` of the decision."""
        spel = cls(tid(nar))
        data: dict[str, Any] = {"kommando": "aktualisera", "insats": insats, "anordnare": "A"}
        data |= {**FORARBETE, **(beslut or {})}
        if foregaende is not None:
            data["foregaende"] = foregaende
        data["kund"] = KUNDER[insats] | kund
        if motivering is not None:
            data["motivering"] = motivering
        inkommet = Inkommet("dag1", KV, las_kommando(data))
        steg = paborja("arende-1", inkommet, regelverket(), auktorisation, spel.nu)
        spel._ta(steg)
        return spel._ga(spel.nu)

    @classmethod
    def pagaende(
        cls, insats: str = "AMI2", start: str = "2024-03-11", dag1: str = "2024-03-01", **uppdrag: Any
    ) -> Spel:
        """A case that is staffed and has its uppdrag the day after ``dag1``, at noon."""
        spel = cls.aktualiserat(insats, f"{dag1}T09:00")
        spel.anordnare(f"{dag1}T10:00", "bemanna", handlaggare="H1")
        return spel.kv(f"{dag1}T11:00", "lagg_in_uppdrag", startdatum=start, **uppdrag)

    def fore_reglerna(self) -> Spel:
        """The case as it would be, had it begun before the rules that older cases are given."""
        r = self.insats.regelverk
        egna = tuple(p for p in r.parametrar if p.nyckel not in FOR_ALDRE)
        self.insats = med(self.insats, regelverk=Regelverk(r.utgavor, egna))
        return self

    # Who says what

    def anordnare(self, nar: str, verb: str, **fakta: Any) -> Spel:
        return self.sager(ANORDNARE, nar, verb, **fakta)

    def kv(self, nar: str, verb: str, **fakta: Any) -> Spel:
        return self.sager(KV, nar, verb, **fakta)

    def arbetsledare(self, nar: str, verb: str, **fakta: Any) -> Spel:
        return self.sager(ARBETSLEDARE, nar, verb, **fakta)

    def systemet(self, nar: str, verb: str, **fakta: Any) -> Spel:
        return self.sager(SYSTEMET, nar, verb, **fakta)

    def rattar(self, nar: str, vad: str, **fakta: Any) -> Spel:
        """What was said is put right, or struck, by one whose role may say it (K0.10), by two where it takes two."""
        self.sager(rattaren(vad), nar, "ratta", vad=vad, **fakta)
        if self.insats.rattelseforslag:  # an end that takes paid days is put right by two (K13.2)
            self.arbetsledare(nar, "besluta_rattelse", motivering="stämmer")
        return self

    def sager(self, av: Aktor, nar: str, verb: str, **fakta: Any) -> Spel:
        """Let the clock go to ``nar``, and decide what is said then."""
        self._ga(tid(nar))
        if verb == "lagg_in_uppdrag":
            fakta = helt_uppdrag(fakta)
        kommando = las_kommando({"kommando": verb, **fakta})
        self._ta(utfor(self.insats, Inkommet(f"k{next(self._nummer)}", av, kommando), self.nu))
        return self._ga(self.nu)

    def avvisas(self, regel: str, sagt: Callable[..., Any], *args: Any, falt: str | None = None, **fakta: Any) -> str:
        """What is said is refused under ``regel`` (and on ``falt``), and nothing changes; gives the sentence.

        The sentence must be one that has been read (``meningar.AVSLAG``).
        """
        if nar := next((a for a in args if isinstance(a, str) and len(a) > len("2024-03") and a[:4].isdigit()), None):
            self._ga(tid(nar))
        fore = (self.insats, len(self.poster))
        try:
            sagt(*args, **fakta)
        except Avvisning as avvisning:
            assert avvisning.regel == regel, str(avvisning)
            assert falt is None or avvisning.falt == falt, str(avvisning)
            prova_avslag(str(avvisning))
            assert (self.insats, len(self.poster)) == fore
            return str(avvisning)
        raise AssertionError(f"{args} {fakta}: avvisades inte")

    # The routine's recurring tasks, done in full

    def lamna_plan(self, nar: str, **fakta: Any) -> Spel:
        rubriker = dict.fromkeys(planmall(self.insats, d(nar[:10])), "ifylld")
        hel = {"mal": "arbete", "delmal": ["praktik"], "aktiviteter": ["cv"], "rubriker": rubriker}
        return self.anordnare(nar, "lamna_genomforandeplan", **(hel | fakta))

    def rapportera(self, manad: str, nar: str | None = None, **fakta: Any) -> Spel:
        """The month's report, complete; by default on the 3rd of the following month."""
        nar = nar or f"{dag(nasta(manad), 3)}"
        hel = {
            "manad": manad,
            "uppfoljning_datum": min(nar[:10], f"{sista(manad)}"),
            "rubriker": mall(f"mall.manadsrapport.{self.insats.kundval}"),
            "delmal": ["pagar"] * antal_delmal(self.insats),
        }
        return self.anordnare(nar, "klarmarkera_manadsrapport", **(hel | fakta))

    def hel_manad(self, manad: str) -> Spel:
        """Report and underlag on the 3rd, approval on the 10th."""
        return self.rapportera(manad).fakturera(manad).godkann(manad)

    def slutrapportera(self, nar: str, **fakta: Any) -> Spel:
        hel = {
            "mal_uppnatt": True,
            "sjalvforsorjande": False,
            "nasta_steg": "studier",
            "rubriker": mall(f"mall.slutrapport.{self.insats.kundval}"),
        }
        if (hel | fakta)["mal_uppnatt"]:
            fakta = self._malet(nar, fakta)
        return self.anordnare(nar, "lamna_slutrapport", **(hel | fakta))

    # The clock

    def till(self, nar: str) -> Spel:
        """Let the clock go to the beginning of a day, or to a time."""
        return self._ga(tolka_tid(nar))

    def _ga(self, till: datetime) -> Spel:
        assert till >= self.nu, f"{till}: klockan går inte bakåt från {self.nu}"
        self._ta(lat_ga(self.insats, till))
        self.nu = till
        return self

    def _ta(self, steg: Any) -> None:
        self.insats = steg.insats
        self.poster += steg.poster
        self.meddelanden += steg.meddelanden
