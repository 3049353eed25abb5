"""§1.1: what can be said in the yearly review, and when (K16.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from domain.grund.avvisning import Avvisning
from domain.processer.kvalitetsuppfoljning.kommandon import (
    REGEL,
    BeslutaAtgard,
    GranskaAtgard,
    OppnaUppfoljning,
    RegistreraIakttagelse,
    RegistreraSiffror,
    SigneraUppfoljning,
    StrykIUppfoljning,
    SvaraAtgard,
)
from domain.processer.kvalitetsuppfoljning.lage import (
    Atgard,
    AtgardBeslutad,
    AtgardBesvarad,
    AtgardGranskad,
    IakttagelseRegistrerad,
    SiffrorRegistrerade,
    StruketIUppfoljning,
    Uppfoljning,
    UppfoljningOppnad,
    UppfoljningSignerad,
)
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando


def besluta(u: Uppfoljning | None, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    """Raises: Avvisning under K16.4."""
    if isinstance(k, OppnaUppfoljning):
        if u is not None:
            raise Avvisning(REGEL, "uppföljningen är redan öppnad", "kommando")
        if k.ar > fall.idag.year or fall.idag == date(k.ar, 1, 1):
            raise Avvisning(REGEL, "året har ingen dag som kan följas upp än", "ar")
        paminns = time.fromisoformat(r.text_varde("paminnelse.klockslag", fall.idag))
        yield UppfoljningOppnad(k.anordnare, k.ar, fall.idag, str(fall.av), paminns)
        return
    if u is None:
        raise Avvisning(REGEL, "uppföljningen är inte öppnad", "kommando")
    if u.signerad:
        raise Avvisning(REGEL, f"uppföljningen är signerad av {u.signerad.id} och ändras inte mer", "kommando")
    match k:
        case RegistreraSiffror():
            if u.siffror is not None:
                raise Avvisning(REGEL, "siffrorna är redan registrerade", "siffror")
            yield SiffrorRegistrerade(k.siffror)
        case RegistreraIakttagelse():
            fall.prova_beteckning(k.villkor, "villkor")
            yield IakttagelseRegistrerad(k.villkor, k.bedomning)
        case BeslutaAtgard():
            yield _atgard(u, k, fall.idag)
        case SvaraAtgard():
            yield _svar(u, k, fall)
        case GranskaAtgard():
            yield _granskning(u, k, fall.idag)
        case StrykIUppfoljning():
            yield _strykning(u, k)
        case SigneraUppfoljning():
            yield _signering(u, fall)


def _atgard(u: Uppfoljning, k: BeslutaAtgard, idag: date) -> AtgardBeslutad:
    if k.iakttagelse > len(u.iakttagelser) or u.iakttagelser[k.iakttagelse - 1].struken:
        raise Avvisning(REGEL, "det finns ingen iakttagelse med det numret", "iakttagelse")
    if u.iakttagelser[k.iakttagelse - 1].bedomning == "uppfyllt":
        raise Avvisning(REGEL, "villkoret är uppfyllt, det finns inget att åtgärda", "iakttagelse")
    _prova_frist(k.frist, idag)
    return AtgardBeslutad(k.iakttagelse, k.frist)


def _prova_frist(frist: date, idag: date) -> None:
    if frist <= idag:
        raise Avvisning(REGEL, "fristen ska ligga efter i dag", "frist")


def _nummer(u: Uppfoljning, nummer: int, falt: str = "atgard") -> Atgard:
    if nummer > len(u.atgarder) or u.atgarder[nummer - 1].struken:
        raise Avvisning(REGEL, "det finns ingen åtgärd med det numret", falt)
    return u.atgarder[nummer - 1]


def _svar(u: Uppfoljning, k: SvaraAtgard, fall: Fall) -> AtgardBesvarad:
    if fall.av.organisation != u.oppnad.anordnare:
        raise Avvisning(REGEL, "det här svarar den anordnare på som uppföljningen gäller", "av")
    if not _nummer(u, k.atgard).vantar:
        raise Avvisning(REGEL, "åtgärden är redan besvarad", "atgard")
    return AtgardBesvarad(k.atgard)


def _granskning(u: Uppfoljning, k: GranskaAtgard, idag: date) -> AtgardGranskad:
    a = _nummer(u, k.atgard)
    if a.vantar:
        raise Avvisning(REGEL, "åtgärden är inte besvarad än", "atgard")
    if a.godkand:
        raise Avvisning(REGEL, "åtgärden är redan godkänd", "atgard")
    if k.beslut == "godkand":
        return AtgardGranskad(k.atgard)
    if k.motivering is None:
        raise Avvisning(REGEL, "en återremiss kräver motivering", "motivering")
    if k.frist is None:
        raise Avvisning(REGEL, "en återremiss kräver en ny frist", "frist")
    _prova_frist(k.frist, idag)
    return AtgardGranskad(k.atgard, k.frist)


def _strykning(u: Uppfoljning, k: StrykIUppfoljning) -> StruketIUppfoljning:
    if k.vad == "atgard":
        _nummer(u, k.nummer, "nummer")
    elif k.nummer > len(u.iakttagelser) or u.iakttagelser[k.nummer - 1].struken:
        raise Avvisning(REGEL, "det finns ingen iakttagelse med det numret", "nummer")
    elif any(a.iakttagelse == k.nummer and not a.struken for a in u.atgarder):
        raise Avvisning(REGEL, "iakttagelsen har en åtgärd; stryk den först", "nummer")
    return StruketIUppfoljning(k.vad, k.nummer)


def _signering(u: Uppfoljning, fall: Fall) -> UppfoljningSignerad:
    if u.siffror is None:
        raise Avvisning(REGEL, "årets siffror räknas fortfarande", "kommando")
    kvar = [str(n) for n, a in enumerate(u.atgarder, start=1) if not a.klar]
    if kvar:
        raise Avvisning(REGEL, f"åtgärd {', '.join(kvar)} är inte godkänd", "kommando")
    if not any(not i.struken for i in u.iakttagelser):
        raise Avvisning(REGEL, "det finns ingen iakttagelse att signera", "kommando")
    return UppfoljningSignerad(str(fall.av))
