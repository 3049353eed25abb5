"""The typed client over HTTP: the same questions and sayings as the direct one, by a login instead of a database."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import TypeAdapter

from domain.forklaring.oversikt import Korthet
from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor, Roll
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.processer.process import Processbevakning
from kontrakt.insats import Kvitto
from persistence.arende.filer import Bifogad, Fil
from persistence.arende.lasning import Bevakat
from persistence.arende.meddelandetradar import Trad
from persistence.journal.dokument import Dokument
from persistence.meddelanden.inkorg import Inkorgsrad
from persistence.register.kund.kontaktuppgifter import Kontaktuppgifter
from starter.stod.klient.kontakt import IngenKontakt, IngetSvar
from starter.stod.klient.vagar import adress

T = TypeVar("T")

Lage = tuple[Insatsrad, Sequence[Bevakningsrad], Sequence[Utbetalningsrad]]
"""How a case stands: itself, what is awaited, and what is paid."""

_VANTAN = httpx2.Timeout(90.0, connect=5.0)


@dataclass(frozen=True)
class Fjarr:
    """A door over HTTP; ``bevis`` is the session's secret. All raise Avvisning and IngenKontakt."""

    adress: str
    bevis: str = field(repr=False)

    def fraga(
        self, metod: str, vag: str, typ: type[T], *, data: Any = None, huvuden: Mapping[str, str] | None = None,
        **fraga: Any,
    ) -> T:  # fmt: skip
        """The answer as ``typ``. What is None in ``fraga`` is not asked."""
        svar = self._begar(metod, vag, fraga, huvuden or {}, json=data)
        return TypeAdapter(typ).validate_python(svar.json() if svar.content else None)

    def _begar(
        self, metod: str, vag: str, fraga: Mapping[str, Any], huvuden: Mapping[str, str], **kropp: Any
    ) -> httpx2.Response:
        h = {"authorization": f"Bearer {self.bevis}", **huvuden}
        fragan = {k: str(v).lower() if isinstance(v, bool) else v for k, v in fraga.items() if v is not None}
        try:
            svar = httpx2.request(metod, self.adress + vag, params=fragan, headers=h, timeout=_VANTAN, **kropp)
        except httpx2.HTTPError:
            raise IngenKontakt(f"tjänsten på {self.adress} svarar inte") from None
        if svar.status_code >= 400:
            raise _fel(svar)
        return svar

    def las_in(self, register: str, innehall: BinaryIO, *, torrkor: bool) -> dict[str, Any]:
        """Read in a register from a file: what it came to; or its faults, as ``fel`` and ``antal_fel``.

        It is waited for as long as it takes: the door does all of it, or nothing.
        """
        h = {"authorization": f"Bearer {self.bevis}", "content-type": "text/csv"}
        vag, fraga = f"{self.adress}/api/importer/{register}", {"torrkor": str(torrkor).lower()}
        talamod = httpx2.Timeout(600.0, connect=5.0)
        try:
            svar = httpx2.post(vag, params=fraga, headers=h, content=innehall, timeout=talamod)
        except httpx2.HTTPError:
            raise IngenKontakt(f"tjänsten på {self.adress} svarar inte") from None
        p: dict[str, Any] = svar.json() if svar.headers.get("content-type", "").startswith("application/") else {}
        if svar.status_code >= 400 and "fel" not in p:
            raise _fel(svar)
        return p

    def alla(self, vag: str, typ: type[T], **fraga: Any) -> list[T]:
        """Every row, page by page."""
        rader: list[T] = []
        efter = None
        while True:
            s = self.fraga("GET", vag, dict[str, Any], antal=200, efter=efter, **fraga)
            rader += TypeAdapter(list[typ]).validate_python(s["rader"])  # type: ignore[valid-type]
            if (efter := s["nasta"]) is None:
                return rader

    def arenden(self, status: str | None) -> list[Insatsrad]:
        return self.alla("/api/arenden", Insatsrad, status=status)

    def lage(self, arende: str) -> Lage:
        d = self.fraga("GET", f"/api/arenden/{arende}", dict[str, Any])
        return TypeAdapter(Lage).validate_python((d["insats"], d["bevakningar"], d["utbetalningar"]))

    def korthet(self, arende: str) -> Korthet:
        return self.fraga("GET", f"/api/arenden/{arende}/korthet", Korthet)

    def kontaktuppgifter(self, arende: str) -> Kontaktuppgifter:
        return self.fraga("GET", f"/api/arenden/{arende}/kontaktuppgifter", Kontaktuppgifter)

    def bevakningar(
        self, alla: bool, roll: str | None, organisation: str | None, arende: str | None
    ) -> tuple[list[Bevakat], list[tuple[str, Processbevakning]]]:
        fraga = {"alla": alla, "roll": roll, "organisation": organisation, "arende": arende}
        rader = self.alla("/api/bevakningar", Bevakat, **fraga)
        if alla or roll or organisation or arende:
            return rader, []
        vid_sidan = self.alla("/api/processbevakningar", dict[str, Any])
        las = TypeAdapter(Processbevakning).validate_python
        return rader, [(r["process"], las(r["bevakning"])) for r in vid_sidan]

    def inkorg(self, alla: bool) -> list[Inkorgsrad]:
        return self.alla("/api/inkorg", Inkorgsrad, alla=alla)

    def markera_last(self, meddelanden: Sequence[int]) -> None:
        for n in range(0, len(meddelanden), 1000):
            data = {"meddelanden": list(meddelanden[n : n + 1000])}
            self.fraga("POST", "/api/inkorg/last", dict[str, int], data=data)

    def mojliga(self, arende: str) -> list[str]:
        rader = self.fraga("GET", f"/api/arenden/{arende}/mojliga", list[dict[str, str | None]])
        return [str(r["kommando"]) for r in rader]

    def lagg_in_fil(self, arende: str, namn: str, innehall: bytes) -> Fil:
        h = {
            "content-type": "application/octet-stream",
            "content-disposition": f"attachment; filename*=UTF-8''{quote(namn)}",  # it may tell of a person (K3.3)
        }
        svar = self._begar("POST", f"/api/arenden/{arende}/filer", {}, h, content=innehall)
        return TypeAdapter(Fil).validate_python(svar.json())

    def filer(self, arende: str) -> list[Bifogad]:
        return self.alla(f"/api/arenden/{arende}/filer", Bifogad)

    def hamta_fil(self, arende: str, id: str) -> bytes:
        return self._begar("GET", f"/api/arenden/{arende}/filer/{id}", {}, {}).content

    def dokument_pdf(self, arende: str, id: str) -> bytes:
        return self._begar("GET", f"/api/arenden/{arende}/dokument/{id}/pdf", {}, {}).content

    def skillnad(self, arende: str, id: str, mot: str) -> list[Any]:
        return self.fraga("GET", f"/api/arenden/{arende}/dokument/{id}/skillnad", list[Any], mot=mot)

    def tradar(self, arende: str) -> list[Trad]:
        return self.alla(f"/api/arenden/{arende}/tradar", Trad)

    def trad(self, arende: str, nummer: int, *, kvittera: bool) -> Trad:
        vag = f"/api/arenden/{arende}/tradar/{nummer}"
        svar = self.fraga("GET", vag, Trad)
        if kvittera:
            self.fraga("POST", f"{vag}/last", dict[str, int])
        return svar

    def dokument(self, arende: str) -> list[Dokument]:
        return self.alla(f"/api/arenden/{arende}/dokument", Dokument)

    def sag(self, arende: str, data: Mapping[str, Any], kommando_id: str | None, *, ko: bool = False) -> Kvitto | str:
        """Say something to a case; with ``ko`` without waiting, and the answer is the kommando's id."""
        falt = {k: v for k, v in data.items() if k != "kommando"}
        huvuden = _nyckel(kommando_id) | ({"prefer": "respond-async"} if ko else {})
        vag = f"/api/arenden/{arende}/{data['kommando']}"
        svar = self.fraga("POST", vag, dict[str, Any], data=_enkelt(falt), huvuden=huvuden)
        return str(svar["kommando"]) if ko else TypeAdapter(Kvitto).validate_python(svar)

    def sag_till_process(self, slag: str, process: str, data: Mapping[str, Any], kommando_id: str | None) -> Kvitto:
        """Say something to what stands beside the cases; what begins with it gets its id from the door."""
        falt = {k: v for k, v in data.items() if k != "kommando" and v is not None}
        vag = adress(slag, process, str(data["kommando"]))
        return self.fraga("POST", vag, Kvitto, data=_enkelt(falt), huvuden=_nyckel(kommando_id))

    def starta(self, data: Mapping[str, Any]) -> tuple[Kvitto, list[str]]:
        """Begin a case: the receipt, and what the door has to say besides."""
        falt = {k: v for k, v in data.items() if k != "kommando" and v is not None}
        svar = self._begar("POST", "/api/arenden", {}, {}, json=_enkelt(falt))
        sagt = [unescape(t) for t in svar.headers.get_list("x-upplysning")]
        return TypeAdapter(Kvitto).validate_python(svar.json()), sagt


@dataclass(frozen=True, slots=True)
class InloggadAktor(Aktor):
    """Whom one is logged in as, with the door that knows it; what is said goes there and nowhere else."""

    dorr: Fjarr | None = field(default=None, compare=False)


def _nyckel(id_: str | None) -> dict[str, str]:
    return {"idempotency-key": id_} if id_ else {}


def _enkelt(falt: Mapping[str, Any]) -> Any:
    """Dates and amounts as text; the door reads them as it reads what staff write."""
    return json.loads(json.dumps(falt, default=str))


def _fel(svar: httpx2.Response) -> Exception:
    """A problem as the refusal or the lack of contact that it is."""
    try:
        p = svar.json()
        text, krav = str(p["detail"]), p.get("krav")
    except (ValueError, KeyError, TypeError):
        return IngenKontakt(f"tjänsten svarar inte som den ska ({svar.status_code})")
    if krav:
        sort = FinnsInte if svar.status_code == 404 else Avvisning
        return sort(str(krav), text, p.get("falt"))
    if samma := p.get("kommando"):
        return IngetSvar(f"{text}; säg om det med samma id: {samma}", str(samma))
    return IngenKontakt(f"{text}; logga in med insats logga-in" if svar.status_code == 401 else text)


def fil() -> Path:
    """Where the login is kept: the operating system's place for what a program remembers, for its owner alone."""
    bas = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(bas) / "insatsflode" / "inloggning.json"


def spara(adress: str, bevis: str, aktor: str) -> None:
    """Keep a login, in one step, with mode 600."""
    f = fil()
    f.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    utkast = f.with_suffix(f".{os.getpid()}")
    utkast.unlink(missing_ok=True)
    with os.fdopen(os.open(utkast, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as ut:
        json.dump({"adress": adress, "bevis": bevis, "aktor": aktor}, ut)
    utkast.replace(f)


def sparad() -> InloggadAktor | None:
    """The login that is kept, if one is and its owner alone can read it. Raises: IngenKontakt, where others can too."""
    f = fil()
    try:
        if f.stat().st_mode & 0o077:
            raise IngenKontakt(f"{f} kan läsas av andra än dig; ta bort den och logga in igen")
        d = json.loads(f.read_text(encoding="utf-8"))
        a = Aktor.tolka(d["aktor"])
        return InloggadAktor(Roll(a.roll), a.id, a.organisation, Fjarr(d["adress"], d["bevis"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
