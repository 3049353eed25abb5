"""§6.1, §8.4, §13.2: what one kund's cases may be at once (K6.1, K8.6, K13.4).

The same insats is never given twice at once, another beside it only with the karriärvägledare's judgement, and what
follows on a case begins when that one has ended. Asked on day 1, and when a kommando would give a case other days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Insatsslag
from domain.insats.insats import Insats
from domain.tid.period import Period
from domain.tid.tidpunkt import datum

FLYTTAR_DAGARNA = frozenset(
    {
        "aterkalla_avslut",
        "attestera_avslut",
        "besluta_avslut",
        "besluta_forlangning",
        "besluta_rattelse",
        "justera_uppdrag",
        "lagg_in_uppdrag",
        "ratta",
    }
)
"""The kommandon that can give a case days it had not."""


@dataclass(frozen=True, slots=True)
class Kundarende:
    """Another case of the same kund's, that has days or is to have them; one that is recalled has none.

    Attributes:
        fran: its first day; without an uppdrag the first that it may have.
        till: its last day, decided or planned; None while nothing says.
        slut_beslutat: an end has been decided (K13.1), so that it is known to end then.
        foregaende: the case that it follows on.
        parallell: it was granted with the judgement that the kund can go on beside another (K8.6).
    """

    arende: str
    insats: Insatsslag
    fran: date
    till: date | None = None
    slut_beslutat: bool = False
    foregaende: str | None = None
    parallell: bool = False

    @property
    def dagar(self) -> Period:
        """The days that the other case has, or will have."""
        return Period(self.fran, self.till)


def tidigast_start(
    insats: Insatsslag, dag: date, pagaende: Iterable[Kundarende], *, parallell: bool, minst: date | None = None
) -> date | None:
    """The first day that a new case may have, None where the day of its aktualisering is that.

    Args:
        dag: of the aktualisering.
        pagaende: the kund's other cases that are under way.
        parallell: whether it may go on beside another insats (K8.6).
        minst: what the case that it follows on says.

    Raises:
        Avvisning: K6.1, the kund has the same insats, and no end of it is decided; K8.6, another one without the
            judgement. It names the other case.
    """
    for a in pagaende:
        if a.till is not None and a.till < dag:
            continue
        if a.insats != insats and parallell:
            continue
        if not a.slut_beslutat or a.till is None:
            raise _redan(a, insats)
        efter = a.till + timedelta(days=1)
        if efter > dag and (minst is None or efter > minst):
            minst = efter
    return minst


def _redan(a: Kundarende, insats: Insatsslag) -> Avvisning:
    har = f"kunden har redan {a.insats} i ärendet {a.arende}"
    if a.insats == insats:
        return Avvisning("K6.1", f"{har}, som inte är avslutat; besluta om avslut där först", "insats")
    text = f"{har}; en parallell insats kräver bedömningen att kunden kan göra stegförflyttningar"
    return Avvisning("K8.6", text, "stegforflyttning_bedoms_mojlig")


def dagar(i: Insats) -> Period | None:
    """The days that a case has as now decided; without an uppdrag all that it may come to have. None: recalled."""
    if i.form == "aterkallad":
        return None
    if i.uppdrag is None:
        dag1 = datum(i.aktualiserad)
        return Period(max(dag1, i.tidigast_start or dag1))
    return i.insatsperiod


def prova_dagarna(fore: Insats, efter: Insats, andra: Iterable[Kundarende]) -> None:
    """A change must not give a case days that one it may not go on beside has: they would be paid twice.

    Days that the two had in common before are no reason to refuse what takes some of them away.

    Args:
        andra: the cases it may not go on beside: the same kund's with the same insats, and those it is linked to.

    Raises:
        Avvisning: K13.4, or K13.5 for another insats, where the cases are linked; else K6.1. It names the other case.
    """
    # Days that it could have come to have are not yet its own when the uppdrag says which they are to be.
    var, blir = dagar(fore) if efter.uppdrag is None else fore.insatsperiod, dagar(efter)
    if blir is None:
        return
    for a in andra:
        nya, gamla = blir.snitt(a.dagar), var.snitt(a.dagar) if var else None
        if nya and not (gamla and gamla.snitt(nya) == nya):
            raise _overlappar(efter, a)


def _overlappar(i: Insats, a: Kundarende) -> Avvisning:
    nar = f"{a.fran}–{a.till}" if a.till else f"fr.o.m. {a.fran}"
    text = f"insatsen skulle få dagar gemensamt med {a.insats} i ärendet {a.arende} ({nar})"
    if i.arende == a.foregaende:
        text += ", som följer på det här; avsluta eller återkalla det först"
    elif i.foregaende == a.arende:
        text += ", som det här följer på"
    else:
        return Avvisning("K6.1", f"{text}, samma insats hos samma kund")
    return Avvisning("K13.4" if a.insats == i.slag else "K13.5", text)
