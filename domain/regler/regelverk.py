"""The routine's numbers and choices as dated data: what applied on a given day, and under which rule.

A regelverk is a value: cases carry it in their own history and never read a file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from domain.grund.avvisning import finns
from domain.regler.aldre import ALDRE, FORR
from domain.regler.delade import Delade
from domain.regler.varde import FelIRegelverk, Innehall, Varde, fortsatt, i_foljd, i_stallet, las_period
from domain.tid.period import Period

Status = Literal["faststalld", "tolkning"]


class SaknarRegel(LookupError):
    """The regelverk has no such key, or no value for that day."""

    def __init__(self, nyckel: str, pa: date | None = None) -> None:
        self.nyckel, self.pa = nyckel, pa
        nar = f" något värde den {pa.isoformat()}" if pa else ""
        super().__init__(f"regelverket saknar{nar or ' regeln'}: {nyckel}")


@dataclass(frozen=True)
class Parameter:
    """One number or choice of the routine: its unit, its source (§ and krav id), and its dated values.

    status: "faststalld" when the routine says so itself, "tolkning" when we decided where it is silent.
    text: one Swedish sentence on what it means. The latest edition's wording describes all the values.
    """

    nyckel: str
    enhet: str
    paragraf: str
    krav: str
    status: Status
    text: str
    varden: tuple[Varde, ...]


FOR_ALDRE: dict[str, Parameter] = {
    r.nyckel: Parameter(r.nyckel, r.enhet, r.paragraf, r.krav, "tolkning", r.text, (Varde(FORR, None, r.varde),))
    for r in ALDRE
}
"""What a case uses of a rule that is younger than itself, by key, until the nightly upkeep gives it the rule."""


_FLEST_FUNNA = 20_000
"""Answers that a regelverk remembers, before it begins anew."""


@dataclass(frozen=True)
class Regelverk:
    """All parameters of the editions `utgavor`, oldest first. Equal content is an equal object."""

    utgavor: tuple[str, ...]
    parametrar: tuple[Parameter, ...]

    def __hash__(self) -> int:
        """By the editions: rules with the same ones and other values are told apart by what they hold."""
        return hash(self.utgavor)

    @classmethod
    def __get_pydantic_core_schema__(cls, typ: Any, vidare: GetCoreSchemaHandler) -> CoreSchema:
        """Read as before, but equal rules are one object, however many cases they are read for."""
        return core_schema.no_info_after_validator_function(_DELADE, vidare(typ))

    @cached_property
    def _register(self) -> dict[str, Parameter]:
        return {p.nyckel: p for p in self.parametrar}

    def parameter(self, nyckel: str) -> Parameter:
        """The parameter with its source and all its values, for explanations. Raises: SaknarRegel."""
        parameter = self._register.get(nyckel) or FOR_ALDRE.get(nyckel)
        if parameter is None:
            raise SaknarRegel(nyckel)
        return parameter

    @cached_property
    def _funna(self) -> dict[tuple[str, date], Innehall | None]:
        """What has been asked for: the same keys are asked for the same days at every line of every case."""
        return {}

    def _innehall(self, nyckel: str, pa: date) -> Innehall | None:
        fraga, funna = (nyckel, pa), self._funna
        svar = funna.get(fraga)
        if svar is None and fraga not in funna:
            svar = next((v.varde for v in self.parameter(nyckel).varden if v.galler(pa)), None)
            if len(funna) >= _FLEST_FUNNA:
                funna.clear()
            funna[fraga] = svar
        return svar

    def _kravt(self, nyckel: str, pa: date) -> Innehall:
        innehall = self._innehall(nyckel, pa)
        if innehall is None:
            raise SaknarRegel(nyckel, pa)
        return innehall

    def tal(self, nyckel: str, pa: date) -> int:
        """The whole number that applies on `pa`. Raises: SaknarRegel; TypeError if the key is no number."""
        innehall = self._kravt(nyckel, pa)
        if isinstance(innehall, int):
            return innehall
        raise TypeError(f"{nyckel} är inte ett tal")

    def ja(self, nyckel: str, pa: date) -> bool:
        """Whether a choice of yes or no is yes on `pa`. Raises: SaknarRegel; TypeError if the key is no such choice."""
        return bool(self.tal(nyckel, pa))

    def belopp(self, nyckel: str, pa: date) -> Decimal | None:
        """The exact amount that applies on `pa`, or None when none is decided for that day (K14.1).

        Raises: SaknarRegel for an unknown key; TypeError if the key is no amount.
        """
        innehall = self._innehall(nyckel, pa)
        if innehall is None or isinstance(innehall, str):
            return None if innehall is None else Decimal(innehall)
        raise TypeError(f"{nyckel} är inte ett belopp")

    def beloppsdelar(self, nyckel: str, fran: date, till: date) -> list[tuple[date, date, Decimal | None]]:
        """The days `fran` to `till`, both included, cut where the amount changes; None where none is decided.

        Raises: SaknarRegel for an unknown key; TypeError if the key is no amount.
        """
        granser = {fran}
        for v in self.parameter(nyckel).varden:
            granser.add(v.fran)
            if v.till:
                granser.add(v.till + timedelta(days=1))
        borjor = sorted(d for d in granser if fran <= d <= till)
        slut = [d - timedelta(days=1) for d in borjor[1:]] + [till]
        return [(b, s, self.belopp(nyckel, b)) for b, s in zip(borjor, slut, strict=True)]

    def text_varde(self, nyckel: str, pa: date) -> str:
        """The text that applies on `pa`. Raises: SaknarRegel; TypeError if the key is no text."""
        innehall = self._kravt(nyckel, pa)
        if isinstance(innehall, str):
            return innehall
        raise TypeError(f"{nyckel} är inte en text")

    def lista(self, nyckel: str, pa: date) -> tuple[str, ...]:
        """The list of identifiers that applies on `pa`. Raises: SaknarRegel; TypeError if it is no list."""
        innehall = self._kravt(nyckel, pa)
        if isinstance(innehall, tuple):
            poster = tuple(post for post in innehall if isinstance(post, str))
            if len(poster) == len(innehall):
                return poster
        raise TypeError(f"{nyckel} är inte en lista")

    def tabell(self, nyckel: str, pa: date) -> Mapping[str, str]:
        """The table (word to word) that applies on `pa`. Raises: SaknarRegel; TypeError if it is no table."""
        innehall = self._kravt(nyckel, pa)
        if isinstance(innehall, tuple):
            poster = {post[0]: post[1] for post in innehall if isinstance(post, tuple)}
            if len(poster) == len(innehall):
                return poster
        raise TypeError(f"{nyckel} är inte en tabell")

    def perioder(self, nyckel: str, pa: date) -> Mapping[str, Period]:
        """The named periods of the list that applies on `pa`. Raises: SaknarRegel; TypeError if it is no such list."""
        try:
            return {namn: las_period(dagar) for namn, dagar in self.tabell(nyckel, pa).items()}
        except (TypeError, ValueError):
            raise TypeError(f"{nyckel} är inte perioder") from None

    def tillfor(self, parametrar: Iterable[Parameter], utgava: str, fil: str | None = None) -> "Regelverk":
        """This regelverk with a new edition added; adding the same edition again changes nothing.

        A later value closes an open-ended one the day before. Raises: FelIRegelverk on overlap or gap.
        """
        alla = dict(self._register)
        for ny in parametrar:
            gammal = alla.get(ny.nyckel)
            varden = fortsatt(gammal.varden, ny.varden) if gammal else ny.varden
            alla[ny.nyckel] = replace(ny, varden=i_foljd(fil or utgava, ny.nyckel, varden))
        utgavor = self.utgavor if utgava in self.utgavor else (*self.utgavor, utgava)
        return Regelverk(utgavor, tuple(alla.values()))

    def rattat(
        self, parametrar: Iterable[Parameter], utgava: str, utgar: Iterable[tuple[str, date]] = ()
    ) -> "Regelverk":
        """As ``tillfor``, but a value with the first day of one there is takes its place (K0.7, K14.1).

        utgar: key and first day of values that were wrong altogether. What a rule holds from its beginning can be
        another value, never none.
        Raises: FelIRegelverk on overlap or gap, and where a rule would begin later or a value to strike is not there.
        """
        struket = set(utgar)
        nya = {p.nyckel: p for p in parametrar}
        alla = dict(self._register)
        for nyckel in (*nya, *sorted({n for n, _ in struket} - nya.keys())):
            gammal = alla.get(nyckel)
            gamla = gammal.varden if gammal else ()
            bort = {fran for n, fran in struket if n == nyckel}
            if saknade := bort - {v.fran for v in gamla}:
                raise FelIRegelverk(utgava, nyckel, f"det finns inget värde från {min(saknade)} att ta bort")
            varden = i_foljd(utgava, nyckel, i_stallet(gamla, nya[nyckel].varden if nyckel in nya else (), bort))
            if gamla and (not varden or varden[0].fran > gamla[0].fran):
                raise FelIRegelverk(utgava, nyckel, f"värde saknas från {gamla[0].fran}")
            grund = finns(nya.get(nyckel) or gammal, "what is struck is of a parameter that is there")
            alla[nyckel] = replace(grund, varden=varden)
        utgavor = self.utgavor if utgava in self.utgavor else (*self.utgavor, utgava)
        return _DELADE(Regelverk(utgavor, tuple(alla.values())))

    def med_parametrar(self, parametrar: Iterable[Parameter]) -> "Regelverk":
        """These rules with some parameters as given, whole."""
        return Regelverk(self.utgavor, tuple((self._register | {p.nyckel: p for p in parametrar}).values()))


_FLEST_DELADE = 64
_DELADE: Delade[Regelverk] = Delade(lambda r: r.utgavor, _FLEST_DELADE)
"""The rules of all cases that this process has met: one for each set of editions, and those with a value put right."""
