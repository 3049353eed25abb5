"""§7.4, §8.1: what a monthly report must hold – follow-up, the plan it follows, delmål, attendance (K7.6, K7.8).

The follow-up and the delmål are said; which plan is in force, and how much the kund was there, is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.grund.avvisning import Avvisning
from domain.grund.ord import DELMAL
from domain.grund.slag import Delmalsstatus
from domain.insats.insats import Insats
from domain.insats.uppgifter import Omgang
from domain.kapitel.franvaro.redovisning import franvaro_i
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, Fall
from domain.tid.kalender import ar_arbetsdag
from domain.tid.manad import Manad, forsta, sista
from domain.tid.period import Period


@dataclass(frozen=True, slots=True)
class Planversion:
    """The approved plan that a report follows: which round, and which version in it; both None where none is (K7.6)."""

    omgang: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Narvaro:
    """Arbetsdagar of the month in the insats, on how many the kund was absent, and the omfattning in percent."""

    arbetsdagar: int
    franvaro: int
    omfattning: int


def _gallande(i: Insats) -> tuple[int, Omgang] | None:
    """The plan in force: the latest round that is approved, and its number."""
    return next(((nr, o) for nr, o in reversed(list(enumerate(i.planer, start=1))) if o.godkand), None)


def planversion(i: Insats) -> Planversion:
    """The plan in force, by round and version."""
    gallande = _gallande(i)
    return Planversion(gallande[0], gallande[1].versioner) if gallande else Planversion()


def antal_delmal(i: Insats) -> int:
    """How many delmål the plan in force has; none where none is approved, or it is older than the rule."""
    gallande = _gallande(i)
    return gallande[1].delmal if gallande else 0


def narvaro(i: Insats, manad: Manad, till: date | None = None) -> Narvaro | None:
    """The month's attendance against the omfattning, by what is registered (K7.8); of its days to ``till``, if any."""
    if i.uppdrag is None or i.insatsperiod is None:
        return None
    fonster = Period(forsta(manad), sista(manad)).snitt(i.insatsperiod)
    alla = _arbetsdagar(fonster.fran, fonster.till or fonster.fran) if fonster else ()
    dagar = {d for d in alla if till is None or d <= till}
    borta = {d for r in franvaro_i(i, manad) for d in _arbetsdagar(r.fran, r.till)}
    return Narvaro(len(dagar), len(dagar & borta), i.uppdrag.omfattning)


def _arbetsdagar(fran: date, till: date) -> Iterator[date]:
    alla = (fran + timedelta(days=n) for n in range((till - fran).days + 1))
    return (d for d in alla if ar_arbetsdag(d))


def prova_uppfoljning(i: Insats, manad: Manad, dag: date | None, fall: Fall) -> date:
    """The day of the follow-up made together with the kund: from the month's first insatsdag to the hand-in, and no
    other month's report has named it (K7.6). Raises: Avvisning, K7.6 or K0.6."""
    falt = "uppfoljning_datum"
    if dag is None:
        raise Avvisning("K7.6", "ange datum för uppföljningen tillsammans med kunden", falt)
    if dag > fall.idag:
        raise Avvisning("K0.6", "datumet ligger i framtiden", falt)
    if not fall.om and i.startdatum and dag < i.startdatum:
        raise Avvisning("K7.6", f"uppföljningen kan inte ligga före startdatum {i.startdatum}", falt)
    if not fall.kraver(DORR_ANDRA_UTGAVAN):
        return dag
    if i.startdatum and dag < (borjan := max(i.startdatum, forsta(manad))):
        raise Avvisning("K7.6", f"uppföljningen kan inte ligga före månadens första insatsdag {borjan}", falt)
    if annan := next((m for m, d in _namnda(i).items() if m != manad and d == dag.isoformat()), None):
        raise Avvisning("K7.6", f"uppföljningen {dag} står redan i månadsrapporten för {annan}", falt)
    return dag


def _namnda(i: Insats) -> dict[Manad, str]:
    """Month → the follow-up that its report names, as last handed in."""
    sagda = (s.kommando for s in i.sagda if s.kommando["kommando"] == "klarmarkera_manadsrapport")
    return {k["manad"]: k["uppfoljning_datum"] for k in sagda}


def prova_delmal(i: Insats, delmal: Sequence[Delmalsstatus], fall: Fall) -> None:
    """A status for each delmål of the plan in force, and for none that there is not. Raises: Avvisning, K7.8."""
    if fall.kraver(DORR_ANDRA_UTGAVAN) and len(delmal) != (antal := antal_delmal(i)):
        if not antal:
            raise Avvisning("K7.8", "det finns ingen godkänd plan med delmål", "delmal")
        text = f"planen har {antal} delmål och {len(delmal)} är angivna: ange hur vart och ett står"
        raise Avvisning("K7.8", text, "delmal")


def i_ord(
    plan: Planversion | None, mal: Delmalsstatus | None, delmal: Sequence[Delmalsstatus], n: Narvaro | None
) -> Iterator[str]:
    """What the timeline tells of it."""
    if plan is not None:
        version = f" version {plan.omgang}.{plan.version}" if plan.version else ": ingen är godkänd"
        yield f"plan{version}"
    if mal:
        yield f"målet {DELMAL[mal]}"
    if delmal:
        yield ", ".join(f"delmål {nr} {DELMAL[d]}" for nr, d in enumerate(delmal, start=1))
    if n:
        yield f"närvaro {n.arbetsdagar - n.franvaro} av {n.arbetsdagar} arbetsdagar, omfattning {n.omfattning} %"
