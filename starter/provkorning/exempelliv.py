"""What is said in an invented case of the sandbox, day by day: a life that stands where it is told to stand today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.grund.parter import Aktor
from domain.tid.manad import fore, manad, nasta, sista
from domain.tid.tidpunkt import STOCKHOLM

_INLAMNAD_EFTER, _GRANSKAD_EFTER = 4, 8
"""How many days after the month its report is handed in, and reviewed; by then one that is missing is also late."""

_PLAN = {
    "mal": "Arbete inom handel eller lager senast vid insatsens slut.",
    "delmal": ["Färdigt cv före månadens slut", "Två studiebesök", "Praktik från tredje månaden"],
    "aktiviteter": ["Cv och personligt brev", "Branschdag", "Intervjuträning"],
    "rubriker": {
        "hela_planeringen": "Heltid hos anordnaren, måndag till fredag.",
        "arbetstraning": "Praktik i butik från tredje månaden, fyra dagar i veckan med handledare.",
        "arbetsmarknadskunskap": "Branschdag om handel och lager, studiebesök hos två arbetsgivare.",
        "vagledning": "Samtal varannan vecka om yrken inom handel och vad de kräver.",
        "rattigheter_via_arbetsformedlingen": "Genomgång av jobbgarantin och anställningsstöd.",
        "andra_aktorer": "Ej aktuellt – inga andra kontakter nu.",
        "vardkontakt": "Ej aktuellt – inget behov har kommit fram.",
        "ledtider": "Praktikplatsen väntas om tre veckor; till dess intervjuträning.",
        "ekonomiska_konsekvenser": "Kunden har fått veta vad som gäller om planeringen inte följs.",
    },
}
_RAPPORT = {
    "progression": "Cv är klart och kunden har gjort sitt första studiebesök.",
    "utmaningar_och_stod": "Tidiga morgnar är svåra. Vi har lagt passen efter klockan nio.",
    "justeringar": "Ej aktuellt – planen håller.",
    "narvaro": "Närvaron har varit god, se den registrerade frånvaron.",
    "andra_aktorer": "Ej aktuellt – inga andra kontakter.",
    "vag_till_arbete_eller_studier": "Två ansökningar är skickade och ett samtal är bokat.",
}


def sagt_i_livet(
    idag: date, manader: int, lage: str, kv: Aktor, h: Aktor, sjuk: bool
) -> Iterator[tuple[datetime, Aktor, dict[str, Any]]]:
    """What its karriärvägledare ``kv`` and its handläggare ``h`` say in a case that began so many months ago.

    Args:
        lage: what it is to have come to: ``aktualiserad``, ``bemannad``, ``plan``, or how its last report stands.
        sjuk: whether the kund has fallen ill.
    """
    # A month counts from when its report can stand as told: on the 1st it stands as it did the day before.
    senast = sista_klar(idag, lage) if lage not in ("aktualiserad", "bemannad", "plan") else fore(manad(idag))
    start = _manaden_fore(sista(senast) + timedelta(days=1), manader) + timedelta(days=3)
    borjan = start - timedelta(days=12) if manader else idag - timedelta(days=4 if lage == "bemannad" else 1)
    yield _da(borjan, 9), kv, {
        "kommando": "aktualisera", "insats": "AMI2", "anordnare": h.organisation, "kund": {},
        "kartlagd": borjan.isoformat(), "framtidsplan": "Framtidsplanen är skriven tillsammans med kunden.",
    }  # fmt: skip
    if lage == "aktualiserad":
        return
    yield _da(borjan, 14), h, {"kommando": "bemanna", "handlaggare": h.id}
    if lage == "bemannad":
        return
    yield _da(borjan + timedelta(days=2), 10), kv, {
        "kommando": "lagg_in_uppdrag", "startdatum": start.isoformat(), "langd_manader": 12,
        "uppdragsbeskrivning": "Stöd till arbete inom handel eller lager. Kunden talar tigrinja och svenska.",
        "framtidsplan": "Arbete inom handel eller lager inom ett år.", "uppfoljning_var_manad": 3,
    }  # fmt: skip
    yield _da(start - timedelta(days=5), 10), h, {"kommando": "boka_uppstartsmote", "datum": start.isoformat()}
    for vecka in _onsdagar(start, idag):
        yield _da(vecka, 13), h, {"kommando": "registrera_kundkontakt", "datum": vecka.isoformat()}
    mote = _manaden_fore(start, -3) + timedelta(days=3)
    if mote < idag and lage != "saknas":
        falt = {"datum": mote.isoformat(), "planen": "galler", "anteckning": "Planen håller och kunden trivs."}
        yield _da(mote, 15), kv, {"kommando": "registrera_uppfoljningsmote", **falt}
    if lage == "plan":
        yield _da(idag - timedelta(days=1), 11), h, {"kommando": "lamna_genomforandeplan", **_PLAN}
        return
    yield _da(start + timedelta(days=9), 11), h, {"kommando": "lamna_genomforandeplan", **_PLAN}
    yield _da(start + timedelta(days=13), 9), kv, {"kommando": "granska_plan", "beslut": "godkand"}
    if sjuk:
        fran = idag - timedelta(days=9)
        yield _da(fran, 8), h, {
            "kommando": "anmal_franvaro", "slag": "sjuk", "fran": fran.isoformat(), "orsak": "Feber och hosta.",
        }  # fmt: skip
        yield _da(idag - timedelta(days=3), 11), h, {
            "kommando": "anmal_avvikelse", "datum": (idag - timedelta(days=3)).isoformat(),
            "beskrivning": "Kunden har tackat nej till den planerade praktiken.",
        }  # fmt: skip
        yield _da(idag - timedelta(days=2), 9), kv, {
            "kommando": "skriv_meddelande", "till": ["socialsekreterare"], "amne": "Avvikelsen i praktiken",
            "text": "Hur ser ni på den? Jag föreslår att vi bedömer månaden tillsammans.",
            "svar_vantas_av": "socialsekreterare",
        }  # fmt: skip
    yield from _rapporterna(idag, start, senast, lage, kv, h)
    if lage == "forslag":
        yield _da(idag - timedelta(days=2), 15), h, {
            "kommando": "foresla", "sort": "avslut", "avslutsdatum": (idag + timedelta(days=30)).isoformat(),
            "motivering": "Kunden har fått anställning från årsskiftet.",
        }  # fmt: skip


def sista_klar(idag: date, lage: str) -> str:
    """The last month whose report can stand as ``lage`` says today: what comes to that takes some days of the next."""
    m = fore(manad(idag))
    dagar = _INLAMNAD_EFTER if lage == "inlamnad" else _GRANSKAD_EFTER
    return m if idag - sista(m) > timedelta(days=dagar) else fore(m)


def _rapporterna(
    idag: date, start: date, klar: str, lage: str, kv: Aktor, h: Aktor
) -> Iterator[tuple[datetime, Aktor, dict[str, Any]]]:
    """Each month's report and its review; of a month after the last told one only what is in due time handed in."""
    m, nr = manad(start), 0
    while m < manad(idag):
        nr += 1
        senast, efter = m == klar, m > klar
        if efter and lage in ("inlamnad", "saknas"):
            return
        dag = sista(m)
        granskas = _da(dag + timedelta(days=_GRANSKAD_EFTER), 9)
        rapport = {
            "kommando": "klarmarkera_manadsrapport", "manad": m, "rubriker": _RAPPORT,
            "uppfoljning_datum": max(start, dag - timedelta(days=3)).isoformat(), "mal": "pagar",
            "delmal": [_lage(n, nr) for n in range(len(_PLAN["delmal"]))],
        }  # fmt: skip
        if not (senast and lage == "saknas"):
            yield _da(dag + timedelta(days=_INLAMNAD_EFTER), 10), h, rapport
        if efter:
            return
        if not senast or lage in ("godkand", "forslag"):
            beslut = {"beslut": "godkand", "progression": "fortsatt"}
            yield granskas, kv, {"kommando": "granska_manadsrapport", "manad": m, **beslut}
        elif lage == "aterremiss":
            beslut = {"beslut": "aterremiss", "motivering": "Progressionen är inte beskriven mot delmålen."}
            yield granskas, kv, {"kommando": "granska_manadsrapport", "manad": m, **beslut}
        m = manad(dag + timedelta(days=1))


def _lage(n: int, nr: int) -> str:
    """How a delmål stands in the report number ``nr``: one after another they are begun, and reached."""
    return "natt" if nr > n + 2 else "pagar" if nr > n else "ej_paborjat"


def _manaden_fore(idag: date, antal: int) -> date:
    """The first of the month so many months before; negative is after."""
    m = manad(idag)
    for _ in range(abs(antal)):
        m = fore(m) if antal > 0 else nasta(m)
    return date.fromisoformat(f"{m}-01")


def _onsdagar(fran: date, till: date) -> Iterable[date]:
    dag = fran + timedelta(days=(2 - fran.weekday()) % 7)
    while dag < till:
        yield dag
        dag += timedelta(days=7)


def _da(dag: date, timme: int) -> datetime:
    return datetime.combine(dag, time(timme), STOCKHOLM)
