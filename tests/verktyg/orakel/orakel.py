"""What an anordnare is to be paid, worked out from the routine's words alone (§11–§14, K14.1–K14.6).

Nothing here comes from the domain: no calendar, no regelverk, no state. It holds what staff have said and when, and
asks at each 16th what is to be paid then. Times are Stockholm times without zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from tests.verktyg.orakel.kalender import DAG, dagar_efter, fjorton_dagar, forsta, manad, nasta, sista, slutdag

CHECKBELOPP_2024 = {"AMI": 3876, "ISA": 6324, "FAI": 8160}
LANGST = {"FAI1": 3, "FAI2": 6, "AMI1": 3, "AMI2": 12, "ISA1": 9, "ISA2": 12}
I_FORTID = {
    "egen_forsorjning", "mal_natt", "annan_insats", "byte_av_anordnare", "insats_via_af", "brister_hos_anordnare",
}  # fmt: skip
Rad = tuple[str, str, str, Decimal]
"""Payment month, kind, month it concerns (or "avbrott" and when it was decided), kronor."""


class Lage(NamedTuple):
    start: date
    slut: date
    form: str
    beslutat: datetime | None


def _korning(p: str) -> datetime:
    """00:00 on the 16th (K14.6)."""
    return datetime.combine(forsta(p), datetime.min.time()) + 15 * DAG


@dataclass
class Sagt:
    tid: datetime
    vad: str
    fakta: dict[str, Any]


@dataclass
class Orakel:
    """A case as the ekonom would keep it on paper."""

    insats: str
    sagt: list[Sagt] = field(default_factory=list)
    belopp_2025: tuple[datetime, int] | None = None
    """When the amount of 2025 was entered, and the amount."""
    vantade_pa_belopp: frozenset[str] = frozenset()
    """The months whose underlag could not be computed until then (K14.1)."""
    betalt: list[Rad] = field(default_factory=list)

    def alla(self, vad: str, t: datetime, **fakta: Any) -> list[Sagt]:
        return [s for s in self.sagt if s.vad == vad and s.tid <= t and fakta.items() <= s.fakta.items()]

    def lage(self, t: datetime) -> Lage | None:
        """Start, end and form as they stand by what is known at ``t`` (K2.1, K6.4, K11.1, K13.1, K13.2)."""
        start = slut = avslut = None
        for s in (s for s in self.sagt if s.tid <= t):
            match s.vad:
                case "uppdrag":
                    start, slut = s.fakta["start"], slutdag(s.fakta["start"], s.fakta["langd"])
                case "justering" if start:
                    slut = slutdag(start, s.fakta["langd"])
                case "forlangning" if start:
                    slut = slutdag(start, LANGST[self.insats] + s.fakta["nummer"])
                case "avslut":
                    avslut = s
                case "aterkallelse":
                    avslut = None
        if start is None or slut is None:
            return None
        if avslut is None:
            return Lage(start, slut, "fullfoljd", None)
        form = avslut.fakta["form"] or ("fortid" if avslut.fakta["orsak"] in I_FORTID else "avbrott")
        dag = avslut.fakta["datum"]
        return Lage(start, dag, form if dag >= start else "aterkallad", avslut.tid)

    def manader(self, t: datetime) -> list[str]:
        """The calendar months with an insatsdag (K8.1)."""
        lage, alla = self.lage(t), list[str]()
        if lage and lage.form != "aterkallad":
            m = manad(lage.start)
            while m <= manad(lage.slut):
                alla, m = [*alla, m], nasta(m)
        return alla

    def _dagar(self, fran: date, till: date, delat_med: int, t: datetime) -> Decimal | None:
        """Each day at its share of the amount that is decided for it, rounded once; None where none is (K14.1)."""
        summa, d = Fraction(), fran
        while d <= till:
            if d.year > 2024 and (self.belopp_2025 is None or self.belopp_2025[0] > t):
                return None
            belopp = CHECKBELOPP_2024[self.insats[:3]] if d.year == 2024 else self.belopp_2025[1]  # type: ignore[index]
            summa, d = summa + Fraction(belopp, delat_med), d + DAG
        return Decimal(floor(summa * 100 + Fraction(1, 2))) / 100

    def vard(self, m: str, t: datetime) -> Decimal | None:
        """K14.2: the month's amount, or a thirtieth of it a day."""
        lage = self.lage(t)
        if lage is None or m not in self.manader(t):
            return Decimal()
        fran, till = max(lage.start, forsta(m)), min(lage.slut, sista(m))
        hel = (fran, till) == (forsta(m), sista(m))
        return self._dagar(fran, till, sista(m).day if hel else 30, t)

    def avbrott(self, t: datetime) -> Decimal | None:
        """K14.3: the fourteen days after the avslutsdatum; nothing where the end is of another form."""
        lage = self.lage(t)
        if lage is None or lage.form != "avbrott":
            return Decimal()
        return self._dagar(lage.slut + DAG, lage.slut + 14 * DAG, 30, t)

    def slutrapport(self, t: datetime) -> datetime | None:
        """When the first final report for the end as it stands came in (K12)."""
        slut = [s.tid for s in self.alla("slutrapport", t) if self.lage(s.tid)[1] == self.lage(t)[1]]  # type: ignore[index]
        return slut[0] if slut else None

    def forverkat(self, t: datetime) -> bool:
        """K12.3, K14.3: the final report of an avbrott missed its frist, and the KV has not granted the pay."""
        lage = self.lage(t)
        assert lage and lage.beslutat
        frist = fjorton_dagar(max(lage.slut, lage.beslutat.date()))
        return not self.alla("beviljande", t) and (self.slutrapport(t) or t).date() > frist

    def ska_visa(self, m: str, t: datetime) -> Decimal | None:
        """K14.4: what the month's underlag is held against."""
        lage, summa = self.lage(t), self.vard(m, t)
        if lage is None or summa is None or m != manad(lage.slut) or self._om_avbrott(lage) in self._betalda(t):
            return summa
        if lage.form == "avbrott" and not self.forverkat(t):
            extra = self.avbrott(t)
            return None if extra is None else summa + extra
        return summa

    def _om_avbrott(self, lage: Lage) -> str:
        """An avbrott is known by the decision of it: one that is put right is the same."""
        return f"avbrott {lage.beslutat}"

    def _betalda(self, t: datetime) -> set[str]:
        """What has been paid by the runs before ``t``, adjustments apart."""
        return {om for p, slag, om, _ in self.betalt if slag != "justering" and _korning(p) < t}

    def stammer(self, s: Sagt, t: datetime) -> bool:
        """Whether an underlag shows what was right when it came; what is right now, if nothing was decided then."""
        m, lage = s.fakta["manad"], self.lage(t)
        if lage is None or s.tid.date() < min(lage.slut, sista(m)) or m not in self.manader(s.tid):
            return False
        vantat = self.ska_visa(m, s.tid)
        return bool(s.fakta["belopp"] == (self.ska_visa(m, t) if vantat is None else vantat))

    def fore_rattelse(self, t: datetime) -> None:
        """An underlag that was right until a correction is remembered for that (K14.4)."""
        for s in self.alla("underlag", t):
            s.fakta["var_ratt"] = s.fakta.get("var_ratt", False) or self.stammer(s, t)

    def underlag(self, m: str, t: datetime) -> datetime | None:
        """When the month's underlag came: the first that has been right, if there is one that is right now (K14.4)."""
        alla = self.alla("underlag", t, manad=m)
        if not any(self.stammer(s, t) for s in alla):
            return None
        return next(s.tid for s in alla if s.fakta.get("var_ratt") or self.stammer(s, t))

    def rapport(self, m: str, t: datetime) -> tuple[datetime | None, bool]:
        """When the first version came in, and whether the last answer was to approve (K14.4, K14.5)."""
        inne, svar = self.alla("rapport", t, manad=m), self.alla("granskning", t, manad=m)
        return (inne[0].tid if inne else None), bool(svar and svar[-1].fakta["godkand"])

    def returnerad(self, m: str, t: datetime) -> bool:
        """Whether the report lies returned: nothing came after the last answer, which was not to approve (K14.4)."""
        inne, svar = self.alla("rapport", t, manad=m), self.alla("granskning", t, manad=m)
        return bool(svar and not svar[-1].fakta["godkand"] and inne[-1].tid <= svar[-1].tid)

    def kor(self, p: str) -> None:
        """Pay what is to be paid at 00:00 on the 16th of ``p`` (K14.5, K14.6); settle what was paid wrong (K0.7)."""
        t = _korning(p) - timedelta(microseconds=1)
        if (lage := self.lage(t)) is None:
            return

        def i_tid(*tider: datetime | None) -> bool:
            return all(tid is not None and tid.date() <= forsta(p) + 6 * DAG for tid in tider)

        def underlag_i_tid(m: str) -> bool:
            """Who waited for the amount has a week from it, and is then paid as soon as all is there (K14.1)."""
            if (kom := self.underlag(m, t)) is None:
                return False
            vantade = m in self.vantade_pa_belopp and self.belopp_2025
            return i_tid(kom) or bool(vantade and kom.date() <= dagar_efter(self.belopp_2025[0].date(), 7))  # type: ignore[index]

        rader = list(self._justeringar(p, t))
        betalda, om = self._betalda(t), self._om_avbrott(lage)
        har_slutat = lage.slut <= t.date()
        for m in self.manader(t):
            kravs, klar = list(self.rapport(m, t)[:1]), not self.returnerad(m, t)
            if m == manad(lage.slut):
                kravs.append(self.slutrapport(t) if har_slutat else None)
            summa = self.vard(m, t)
            if m < p and m not in betalda and summa is not None and klar and underlag_i_tid(m) and i_tid(*kravs):
                rader.append((p, "manad", m, summa))
                betalda.add(m)
        if lage.form == "avbrott" and har_slutat and om not in betalda and manad(lage.slut) in betalda:
            beviljat, summa = self.alla("beviljande", t)[:1], self.avbrott(t)
            kom = [tid for tid in (self.slutrapport(t), *(s.tid for s in beviljat)) if tid]
            redan = any(r[2] == manad(lage.slut) for r in self.betalt)
            if summa and kom and i_tid(*kom) and not self.forverkat(t):
                if redan or underlag_i_tid(manad(lage.slut)):
                    rader.append((p, "avbrott", om, summa))
        self.betalt += rader

    def _justeringar(self, p: str, t: datetime) -> list[Rad]:
        poster: dict[str, Decimal] = {}
        for _, _, om, belopp in self.betalt:
            poster[om] = poster.get(om, Decimal()) + belopp
        lage = self.lage(t)
        gallande = self._om_avbrott(lage) if lage else ""
        ratta = {
            om: self.vard(om, t) if not om.startswith("avbrott") else self.avbrott(t) if om == gallande else Decimal()
            for om in poster
        }
        return [
            (p, "justering", om, ratt - poster[om])
            for om, ratt in ratta.items()
            if ratt is not None and ratt != poster[om]
        ]
